//! The US Consolidated Screening List: many agencies' lists in one CSV.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Dated, Entity, ListEntry, Listing, Origin, RowWarning};

use crate::adapter::{Adapter, Parsed, ParsedList, derived_id, entry, refuse, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::person::{add_country, add_name};
use crate::source::{SourceFile, Surroundings};
use crate::{citation, dates};

/// Columns that the layout must have; their order does not matter.
const COLUMNS: [&str; 10] = [
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "addresses",
    "federal_register_notice",
    "start_date",
    "alt_names",
    "ids",
];

bundled_dataset!();

/// The adapter.
pub(crate) struct UsCsl;

impl Adapter for UsCsl {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| {
            let head = file.head();
            let header = head.lines().next().unwrap_or_default();
            let names = header.split(',').map(|name| name.trim_matches('"'));
            let known = names.filter(|name| COLUMNS.contains(name)).count();
            // A renamed column is for `parse` to refuse; rows show the layout even without header.
            known * 2 > COLUMNS.len()
                || dataset().words.keys().any(|word| head.contains(word.as_str()))
        };
        (0..files.len()).filter(|place| is_one(&files[*place])).map(|place| vec![place]).collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let file = files[0];
        let mut parsed = Parsed::default();
        let (text, _) = file.text();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map(|h| h.iter().map(|n| n.trim().to_string()).collect())
            .unwrap_or_default();
        let missing: Vec<&str> =
            COLUMNS.into_iter().filter(|name| !header.iter().any(|have| have == name)).collect();
        if !missing.is_empty() {
            let lists: Vec<&str> = found_lists(&text);
            let why = format!("{}: row 1: columns missing: {}", file.name, missing.join(", "));
            parsed.unfit =
                Some(refuse(&lists, files, why, "download the CSV again from the publisher"));
            return parsed;
        }
        let column: BTreeMap<&str, usize> =
            header.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
        let mut lists: BTreeMap<&str, Vec<ListEntry>> = BTreeMap::new();
        let mut records = 0;
        let mut broken_end = None;
        for (place, record) in reader.records().enumerate() {
            let row = place as u64 + 2;
            records += 1;
            broken_end = None;
            let width = record.as_ref().map(|r| r.len()).unwrap_or(0);
            let fields = match record {
                Ok(record) if width == header.len() => record,
                _ => {
                    let message = format!("{width} columns where {} belong", header.len());
                    broken_end = Some(format!("{}: row {row}: {message}", file.name));
                    parsed.warnings.push(RowWarning {
                        file: file.name.clone(),
                        row: Some(row),
                        message,
                    });
                    continue;
                }
            };
            let field = |name: &str| fields.get(column[name]).map(str::trim).unwrap_or_default();
            match list_of(field("source")) {
                Some(list) => lists.entry(list).or_default().push(read_row(
                    list,
                    file,
                    row,
                    &field,
                    &mut parsed.warnings,
                )),
                None => parsed.warnings.push(RowWarning {
                    file: file.name.clone(),
                    row: Some(row),
                    message: format!("source {:?} is not known", field("source")),
                }),
            }
        }
        parsed.files.push(file.record(records));
        for (list, entries) in lists {
            let mut list = ParsedList::new(list, entries);
            list.shortfalls
                .extend(broken_end.clone().map(|end| format!("the last row is broken off: {end}")));
            parsed.lists.push(list);
        }
        parsed
    }
}

fn list_of(source: &str) -> Option<&'static str> {
    let name = source.split(" - ").next().unwrap_or(source).trim();
    dataset().words.get(name).map(String::as_str)
}

fn found_lists(text: &str) -> Vec<&'static str> {
    let words = dataset().words.iter().filter(|(word, _)| text.contains(word.as_str()));
    words.map(|(_, list)| list.as_str()).collect()
}

fn read_row<'a>(
    list: &str,
    file: &SourceFile,
    row: u64,
    field: &impl Fn(&str) -> &'a str,
    warnings: &mut Vec<RowWarning>,
) -> ListEntry {
    let origin = row_origin(&list.into(), &Arc::from(file.name.as_str()), row);
    let schema = match field("type") {
        "Individual" => "Person",
        "Vessel" => "Vessel",
        "Aircraft" => "Airplane",
        "Entity" => "Organization",
        _ => "LegalEntity",
    };
    let number = field("entity_number");
    let id = match (number.is_empty(), list.starts_with("us-ofac") || list == "us-nscmic") {
        (false, true) => format!("ofac-{number}"),
        _ => derived_id(list, field("name"), field("addresses")),
    };
    let mut entity = Entity::new(id, schema);
    add_name(&mut entity, "name", field("name"), &origin);
    for alias in values(field("alt_names")) {
        add_name(&mut entity, "alias", alias, &origin);
    }
    add_addresses(&mut entity, field("addresses"), &origin);
    for (column, property) in [("nationalities", "nationality"), ("citizenships", "citizenship")] {
        for country in values(field(column)) {
            add_country(&mut entity, property, country, &origin);
        }
    }
    for date in values(field("dates_of_birth")) {
        match dates::parse(date) {
            Some(known) => entity.add_cleaned("birthDate", &known.to_string(), date, &origin),
            None => warnings.push(RowWarning {
                file: file.name.clone(),
                row: Some(row),
                message: format!("date of birth {date:?} is no date that is known"),
            }),
        }
    }
    for (column, property) in [
        ("places_of_birth", "birthPlace"),
        ("ids", "idNumber"),
        ("remarks", "notes"),
        ("title", "position"),
        ("source_information_url", "sourceUrl"),
    ] {
        entity.add(property, field(column), &origin);
    }
    let notice = field("federal_register_notice");
    let started = dates::parse(field("start_date"))
        .map(|date| Dated { date, evidence: "start_date".to_string() });
    let until = dates::parse(field("end_date"))
        .map(|date| Dated { date, evidence: "end_date".to_string() });
    let listing = Listing {
        source_id: Some(number.to_string()).filter(|number| !number.is_empty()),
        programs: values(field("programs")).map(str::to_string).collect(),
        since: citation::earliest(notice).filter(|_| started.is_none()).or(started),
        until,
        citation: Some(notice.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|n| !n.is_empty()),
        reason: Some(field("license_requirement").to_string()).filter(|r| !r.is_empty()),
    };
    entry(entity, listing)
}

/// Addresses, each with the country that it ends with.
fn add_addresses(entity: &mut Entity, written: &str, origin: &Origin) {
    for address in values(written) {
        entity.add("address", address, origin);
        if let Some(country) = country_of(address) {
            entity.add_cleaned("country", country, address, origin);
        }
    }
}

/// Code of the country that an address ends with, a postal code behind it left out.
fn country_of(address: &str) -> Option<&'static str> {
    let last = address.rsplit(',').next()?;
    let letters = last.trim_matches(|c: char| !c.is_alphabetic());
    model::Countries::bundled().by_name(letters).map(|country| country.code.as_str())
}

fn values(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|value| !value.is_empty())
}
