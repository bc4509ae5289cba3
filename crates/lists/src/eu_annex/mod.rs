//! Annexes to EU sanctions regulations, as JSON extracts of the consolidated text.

use std::sync::Arc;

use model::{Completeness, Dated, Entity, Listing};
use serde::Deserialize;

use crate::adapter::{Adapter, Parsed, ParsedList, derived_id, entry, refuse, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::dates;
use crate::person::add_name;
use crate::source::{SourceFile, Surroundings};

bundled_dataset!();

/// The adapter.
pub(crate) struct EuAnnex;

#[derive(Deserialize)]
struct Row {
    celex: String,
    consolidated_version: String,
    annex: String,
    entry_no: String,
    listed_on: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "type")]
    type_: String,
    #[serde(default)]
    position: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    reason_first_sentence: String,
}

impl Adapter for EuAnnex {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| {
            let head = file.head();
            head.trim_start().starts_with('[')
                && head.contains("\"celex\"")
                && head.contains("\"annex\"")
        };
        (0..files.len()).filter(|place| is_one(&files[*place])).map(|place| vec![place]).collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let file = files[0];
        let mut parsed = Parsed::default();
        let list = "eu-359-2011";
        let rows: Vec<Row> = match serde_json::from_str(&file.text().0) {
            Ok(rows) => rows,
            Err(error) => {
                let why = format!("{}: {error}", file.name);
                parsed.unfit = Some(refuse(&[list], files, why, "make the extract again"));
                return parsed;
            }
        };
        let name: Arc<str> = file.name.as_str().into();
        let mut entries = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let Some(list) = dataset().words.get(&row.celex) else { continue };
            let origin = row_origin(&list.as_str().into(), &name, place as u64 + 1);
            let schema = if row.type_ == "Person" { "Person" } else { "LegalEntity" };
            let mut entity = Entity::new(derived_id(list, &row.name, &row.annex), schema);
            match row.name.split_once(' ') {
                // Persons are written SURNAME Given.
                Some((last, first)) if schema == "Person" => {
                    entity.add_cleaned("name", &format!("{first} {last}"), &row.name, &origin);
                }
                _ => add_name(&mut entity, "name", &row.name, &origin),
            }
            for alias in &row.aliases {
                entity.add("alias", alias, &origin);
            }
            entity.add("position", &row.position, &origin);
            entity.add("address", &row.address, &origin);
            let since = dates::parse(&row.listed_on).map(|date| Dated {
                date,
                evidence: format!("annex {}, entry {}: {}", row.annex, row.entry_no, row.listed_on),
            });
            let listing = Listing {
                source_id: Some(format!("{} {}", row.annex, row.entry_no)),
                since,
                citation: Some(format!("CELEX {}, annex {}", row.consolidated_version, row.annex)),
                reason: Some(row.reason_first_sentence.clone()).filter(|text| !text.is_empty()),
                ..Listing::default()
            };
            entries.push(entry(entity, listing));
        }
        let version = rows.first().and_then(|row| row.consolidated_version.split_once('-'));
        if let Some((_, digits)) = version
            && let (Some(y), Some(m), Some(d)) =
                (digits.get(..4), digits.get(4..6), digits.get(6..8))
        {
            let date = dates::parse(&format!("{y}-{m}-{d}"));
            parsed.published =
                date.map(|date| (date, "consolidated version in the file".to_string()));
        }
        parsed.files.push(file.record(rows.len() as u64));
        let least = dataset().lists.get(list).map_or(0, |list| list.least);
        let mut one = ParsedList::new(list, entries);
        if one.entries.len() < least {
            let why = format!("an extract of {} entries of over {least}", one.entries.len());
            one.completeness = Completeness::EntriesMissing(why);
        }
        parsed.lists.push(one);
        parsed
    }
}
