//! US restricted-party lists as one JSON file a list, with the number of entries stated in it.
//!
//! The files are a mechanical extraction and carry its damage: markers of footnotes glued to notes,
//! addresses among the aliases. What is cleaned keeps its original beside it.

use std::sync::{Arc, LazyLock};

use model::{Dated, Entity, ListEntry, Listing, Refusal, RowWarning};
use regex::Regex;
use serde::Deserialize;

use crate::adapter::{Adapter, Parsed, ParsedList, derived_id, entry, refuse, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::person::{add_country, add_name};
use crate::source::{SourceFile, Surroundings};
use crate::{citation, dates};

bundled_dataset!();

/// The adapter.
pub(crate) struct UsRestricted;

#[derive(Deserialize)]
struct Written {
    list_id: String,
    extracted: Option<String>,
    count: usize,
    entities: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    country: Option<String>,
    address: Option<String>,
    status: Option<String>,
    effective_date: Option<String>,
    federal_register: Option<String>,
    notes: Option<String>,
}

impl Adapter for UsRestricted {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| {
            let head = file.head();
            head.trim_start().starts_with('{') && head.contains("\"list_id\"")
        };
        (0..files.len()).filter(|place| is_one(&files[*place])).map(|place| vec![place]).collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let file = files[0];
        let mut parsed = Parsed::default();
        match read(file, &mut parsed.warnings) {
            Ok((list, written)) => {
                parsed.files.push(file.record(written.entities.len() as u64));
                let date = written.extracted.as_deref().and_then(dates::parse);
                parsed.published = date.map(|date| (date, "`extracted` in the file".to_string()));
                let rows = written.entities.iter().enumerate();
                let entries = rows.map(|(place, row)| read_row(list, file, place as u64 + 1, row));
                parsed.lists.push(ParsedList::new(list, entries.collect()));
            }
            Err(refusal) => parsed.unfit = Some(*refusal),
        }
        parsed
    }
}

fn read(
    file: &SourceFile,
    _: &mut Vec<RowWarning>,
) -> Result<(&'static str, Written), Box<Refusal>> {
    static LIST_ID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#""list_id"\s*:\s*"([^"]+)""#).expect("a constant that the tests use")
    });
    let (text, _) = file.text();
    let id = LIST_ID.captures(&text).and_then(|found| dataset().words.get(&found[1]));
    let lists: Vec<&str> = id.map(String::as_str).into_iter().collect();
    let fail = |why: String| Box::new(refuse(&lists, &[file], why, "fetch the file again"));
    let written: Written =
        serde_json::from_str(&text).map_err(|error| fail(format!("{}: {error}", file.name)))?;
    let Some(list) = id else {
        return Err(fail(format!("{}: list_id {:?} is not known", file.name, written.list_id)));
    };
    let (said, held) = (written.count, written.entities.len());
    if said != held {
        return Err(fail(format!("{}: says {said} entries and has {held}", file.name)));
    }
    Ok((list, written))
}

fn read_row(list: &str, file: &SourceFile, row: u64, written: &Row) -> ListEntry {
    let origin = row_origin(&list.into(), &Arc::from(file.name.as_str()), row);
    let address = written.address.as_deref().unwrap_or_default();
    let apart =
        if address.is_empty() { written.country.as_deref().unwrap_or_default() } else { address };
    let mut entity = Entity::new(derived_id(list, &written.name, apart), "LegalEntity");
    // A kind of equipment is no party: it is described, and never a match.
    let is_party = !written.name.contains(" produced in ");
    add_name(&mut entity, if is_party { "name" } else { "description" }, &written.name, &origin);
    for alias in &written.aliases {
        let property = if is_address(alias) { "address" } else { "alias" };
        add_name(&mut entity, property, alias, &origin);
    }
    if let Some(country) = &written.country {
        add_country(&mut entity, "country", country, &origin);
    }
    entity.add("address", address, &origin);
    let notes = written.notes.as_deref().unwrap_or_default();
    entity.add_cleaned("notes", without_marker(notes), notes, &origin);
    if let Some(date) = notes.strip_prefix("Date of birth: ").and_then(dates::parse) {
        entity.add_cleaned("birthDate", &date.to_string(), notes, &origin);
    }
    let cited = written.federal_register.as_deref().unwrap_or_default();
    let effective = written.effective_date.as_deref().and_then(dates::parse).map(|date| Dated {
        date,
        evidence: format!(
            "effective date {}",
            written.effective_date.as_deref().unwrap_or_default()
        ),
    });
    let programs = match &written.status {
        Some(status) => vec![status.clone()],
        None => Vec::new(),
    };
    let listing = Listing {
        programs,
        since: citation::earliest(cited).filter(|_| effective.is_none()).or(effective),
        citation: Some(cited.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|c| !c.is_empty()),
        reason: Some(without_marker(notes).to_string()).filter(|notes| !notes.is_empty()),
        ..Listing::default()
    };
    entry(entity, listing)
}

/// Notes without the footnote marker (` 4`) that the extraction left at their end.
fn without_marker(notes: &str) -> &str {
    match notes.rsplit_once(' ') {
        Some((rest, marker)) if marker.len() == 1 && marker.as_bytes()[0].is_ascii_digit() => {
            rest.trim_end()
        }
        _ => notes,
    }
}

/// Whether an alias is plainly an address: it has a house number and words of streets.
fn is_address(alias: &str) -> bool {
    static STREET: LazyLock<Regex> = LazyLock::new(|| {
        let words = "road|street|avenue|district|building|floor|room|province|block";
        Regex::new(&format!(r"(?i)\b({words}|p\.?o\.? box)\b"))
            .expect("a constant that the tests use")
    });
    alias.chars().any(|c| c.is_ascii_digit()) && STREET.find_iter(alias).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_from_names() {
        assert!(is_address("No. 5, Huake Road, Xiqing District, Tianjin"));
        assert!(!is_address("Institute 13, Building Materials Research"));
        assert_eq!(
            without_marker("All items subject to the EAR 4"),
            "All items subject to the EAR"
        );
        assert_eq!(without_marker("since 2019"), "since 2019");
    }
}
