//! The FCC Covered List: prose that names a producer or provider, or only a kind of equipment.
//!
//! The party is taken from "produced by X", "provided by X" and "supplied ... by X". An entry that
//! names no party is kept with its words as description and no name, so that it is never a match.

use std::sync::{Arc, LazyLock};

use model::{Dated, Entity, Listing, RowWarning};
use regex::Regex;

use crate::adapter::{Adapter, Parsed, ParsedList, derived_id, entry, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::dates;
use crate::source::{SourceFile, Surroundings};

bundled_dataset!();

/// The adapter.
pub(crate) struct UsFcc;

impl Adapter for UsFcc {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| {
            let head = file.head();
            let header = head.lines().next().unwrap_or_default();
            header.contains("covered_equipment_or_services") && header.contains("date_of_inclusion")
        };
        (0..files.len()).filter(|place| is_one(&files[*place])).map(|place| vec![place]).collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        static DATE: LazyLock<Regex> = LazyLock::new(|| regex(r"[A-Z][a-z]+ \d{1,2}, \d{4}"));
        let file = files[0];
        let mut parsed = Parsed::default();
        let (text, _) = file.text();
        let list: Arc<str> = "us-fcc-covered".into();
        let name: Arc<str> = file.name.as_str().into();
        let mut entries = Vec::new();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        for (place, record) in reader.records().enumerate() {
            let Ok(record) = record else {
                let message = "not readable as CSV".to_string();
                let row = Some(place as u64 + 2);
                parsed.warnings.push(RowWarning { file: file.name.clone(), row, message });
                continue;
            };
            let origin = row_origin(&list, &name, place as u64 + 2);
            let words = record.get(0).unwrap_or_default().trim();
            let parties = parties(words);
            let main = parties.first().map_or(words, String::as_str);
            let schema = if parties.is_empty() { "Thing" } else { "Company" };
            let mut entity = Entity::new(derived_id(&list, main, words), schema);
            for (place, party) in parties.iter().enumerate() {
                entity.add(if place == 0 { "name" } else { "alias" }, party, &origin);
            }
            entity.add("description", words, &origin);
            let since = DATE.find(record.get(1).unwrap_or_default()).and_then(|found| {
                let date = dates::parse(found.as_str())?;
                Some(Dated { date, evidence: "date of inclusion".to_string() })
            });
            let listing = Listing { since, reason: Some(words.to_string()), ..Listing::default() };
            entries.push(entry(entity, listing));
        }
        parsed.files.push(file.record(entries.len() as u64));
        parsed.lists.push(ParsedList::new(&list, entries));
        parsed
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants that the tests use")
}

/// The parties that an entry names: words with capitals behind "by", up to where prose goes on.
fn parties(words: &str) -> Vec<String> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?:produced|provided|supplied[^.]*?) by ((?:AO |\(?[A-Z][\w().&-]*,? ?|of )+)")
    });
    static OWNED: LazyLock<Regex> =
        LazyLock::new(|| regex(r"wholly-owned subsidiary ((?:\(?[A-Z][\w().&]* ?)+)"));
    let found = BY.captures_iter(words).chain(OWNED.captures_iter(words));
    let mut parties: Vec<String> = Vec::new();
    for name in found.map(|found| found[1].trim().trim_end_matches([',']).to_string()) {
        let name = name.strip_suffix(" of").unwrap_or(&name).to_string();
        if !parties.contains(&name) {
            parties.push(name);
        }
    }
    parties
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        assert_eq!(parties(words), expected, "{words}");
    }

    #[test]
    fn table() {
        check(
            "Telecommunications equipment produced by Huawei Technologies Company, including \
             services provided by such entity.",
            &["Huawei Technologies Company"],
        );
        check(
            "Telecommunications services provided by China Telecom (Americas) Corp. subject to \
             section 214.",
            &["China Telecom (Americas) Corp."],
        );
        check(
            "Products supplied, directly or indirectly, by AO Kaspersky Lab or any of its \
             affiliates.",
            &["AO Kaspersky Lab"],
        );
        check(
            "International telecommunications services provided by Pacific Networks Corp and its \
             wholly-owned subsidiary ComNet (USA) LLC subject to section 214.",
            &["Pacific Networks Corp", "ComNet (USA) LLC"],
        );
        check("Routers produced in a foreign country.", &[]); // Names no party.
    }
}
