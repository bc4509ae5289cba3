//! Any CSV, described by a `NAME.mapping.yml` beside it: which columns are which properties.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Completeness, Dated, Entity, Listing, PartialDate, RowWarning};
use serde::Deserialize;

use crate::adapter::{
    Adapter, Described, Parsed, ParsedList, derived_id, entry, refuse, row_origin,
};
use crate::dataset::{Dataset, bundled_dataset};
use crate::dates;
use crate::person::{add_country, add_name};
use crate::source::{SourceFile, Surroundings};

/// Ending of a mapping file.
const MAPPING_ENDING: &str = ".mapping.yml";

bundled_dataset!();

/// The adapter.
pub(crate) struct Mapped;

/// A mapping file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    list: String,
    title: String,
    publisher: String,
    jurisdiction: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    licence: String,
    published: Option<PartialDate>,
    /// Says that the file is a part of the list, and which.
    extract: Option<String>,
    #[serde(default)]
    least: usize,
    #[serde(default = "comma")]
    delimiter: char,
    /// Separates several values in one field; none where empty.
    #[serde(default)]
    separator: String,
    /// Schema of every row where no column says it.
    #[serde(default = "legal_entity")]
    schema: String,
    /// Column → property; `id`, `schema`, `since`, `until`, `program`, `citation` and `reason` are
    /// of
    /// the listing.
    columns: BTreeMap<String, String>,
    /// Words of the schema column → schema.
    #[serde(default)]
    schemata: BTreeMap<String, String>,
}

fn comma() -> char {
    ','
}

fn legal_entity() -> String {
    "LegalEntity".to_string()
}

impl Adapter for Mapped {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let find = |name: String| files.iter().position(|file| file.name == name);
        let mappings = files.iter().enumerate().filter(|(_, f)| f.name.ends_with(MAPPING_ENDING));
        mappings
            .filter_map(|(place, file)| {
                let stem = file.name.strip_suffix(MAPPING_ENDING)?;
                Some(vec![
                    place,
                    find(format!("{stem}.csv")).or_else(|| find(format!("{stem}.tsv")))?,
                ])
            })
            .collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let (mapping_file, table) = (files[0], files[1]);
        let mut parsed = Parsed::default();
        let mapping: Mapping = match serde_saphyr::from_str(&mapping_file.text().0) {
            Ok(mapping) => mapping,
            Err(error) => {
                let why = format!("{}: {error}", mapping_file.name);
                parsed.unfit = Some(refuse(&[], files, why, "see the mapping file of the example"));
                return parsed;
            }
        };
        let (text, _) = table.text();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(mapping.delimiter as u8)
            .flexible(true)
            .from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map(|h| h.iter().map(|n| n.trim().to_string()).collect())
            .unwrap_or_default();
        let missing: Vec<&str> =
            mapping.columns.keys().filter(|c| !header.contains(c)).map(String::as_str).collect();
        if !missing.is_empty() {
            let why = format!("{}: row 1: columns missing: {}", table.name, missing.join(", "));
            parsed.unfit = Some(refuse(&[&mapping.list], files, why, "compare the mapping file"));
            return parsed;
        }
        let mut entries = Vec::new();
        for (place, record) in reader.records().enumerate() {
            let row = place as u64 + 2;
            match record {
                Ok(fields) if fields.len() == header.len() => {
                    let pairs = header.iter().map(String::as_str).zip(fields.iter()).collect();
                    entries.push(read_row(&mapping, &table.name, row, &pairs));
                }
                other => {
                    let width = other.map(|fields| fields.len()).unwrap_or(0);
                    let message = format!("{width} columns where {} belong", header.len());
                    parsed.warnings.push(RowWarning {
                        file: table.name.clone(),
                        row: Some(row),
                        message,
                    });
                }
            }
        }
        parsed.files.push(table.record(entries.len() as u64));
        parsed.published = mapping.published.map(|date| (date, "mapping file".to_string()));
        let mut list = ParsedList::new(&mapping.list, entries);
        if let Some(why) = &mapping.extract {
            list.completeness = Completeness::EntriesMissing(why.clone());
        }
        list.described = Some(Box::new(Described {
            title: mapping.title,
            publisher: mapping.publisher,
            jurisdiction: mapping.jurisdiction,
            url: mapping.url,
            licence: mapping.licence,
            least: if mapping.extract.is_some() { 0 } else { mapping.least.max(1) },
        }));
        parsed.lists.push(list);
        parsed
    }
}

fn read_row(
    mapping: &Mapping,
    file: &str,
    row: u64,
    fields: &BTreeMap<&str, &str>,
) -> model::ListEntry {
    let origin = row_origin(&mapping.list.as_str().into(), &Arc::from(file), row);
    let of = |wanted: &str| {
        let column = mapping.columns.iter().find(|(_, property)| *property == wanted)?;
        fields.get(column.0.as_str()).map(|value| value.trim()).filter(|value| !value.is_empty())
    };
    let schema =
        of("schema").and_then(|word| mapping.schemata.get(word)).unwrap_or(&mapping.schema);
    let id = match of("id") {
        Some(id) => format!("{}-{id}", mapping.list),
        None => derived_id(
            &mapping.list,
            of("name").unwrap_or_default(),
            of("country").unwrap_or_default(),
        ),
    };
    let mut entity = Entity::new(id, schema.as_str());
    let mut listing = Listing { source_id: of("id").map(str::to_string), ..Listing::default() };
    let dated = |wanted: &str| {
        let written = of(wanted)?;
        Some(Dated { date: dates::parse(written)?, evidence: written.to_string() })
    };
    listing.since = dated("since");
    listing.until = dated("until");
    listing.citation = of("citation").map(str::to_string);
    listing.reason = of("reason").map(str::to_string);
    listing.programs = of("program").into_iter().flat_map(|p| split(mapping, p)).collect();
    for (column, property) in &mapping.columns {
        let Some(field) = fields.get(column.as_str()) else { continue };
        for value in split(mapping, field) {
            match property.as_str() {
                "id" | "schema" | "since" | "until" | "program" | "citation" | "reason" => {}
                "name" | "alias" | "weakAlias" | "previousName" => {
                    add_name(&mut entity, property, &value, &origin);
                }
                "country" | "nationality" | "citizenship" | "jurisdiction" | "flag" => {
                    add_country(&mut entity, property, &value, &origin);
                }
                "birthDate" => match dates::parse(&value) {
                    Some(date) => entity.add_cleaned(property, &date.to_string(), &value, &origin),
                    None => entity.add("notes", &value, &origin),
                },
                _ => entity.add(property, &value, &origin),
            }
        }
    }
    entry(entity, listing)
}

fn split(mapping: &Mapping, field: &str) -> Vec<String> {
    let values: Vec<&str> = match mapping.separator.is_empty() {
        true => vec![field],
        false => field.split(mapping.separator.as_str()).collect(),
    };
    values.into_iter().map(|v| v.trim().to_string()).filter(|v| !v.is_empty()).collect()
}
