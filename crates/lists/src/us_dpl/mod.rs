//! The Denied Persons List as the tab-separated file of its publisher.

use std::sync::Arc;

use model::{Dated, Entity, Listing, RowWarning};

use crate::adapter::{Adapter, Parsed, ParsedList, derived_id, entry, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::dates;
use crate::person::add_country;
use crate::source::{SourceFile, Surroundings};

/// The header.
const COLUMNS: [&str; 12] = [
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
];

bundled_dataset!();

/// The adapter.
pub(crate) struct UsDpl;

impl Adapter for UsDpl {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| {
            let head = file.head();
            let header = head.lines().next().unwrap_or_default().replace('"', "");
            header.contains('\t')
                && COLUMNS.iter().filter(|name| header.contains(**name)).count() > 8
        };
        (0..files.len()).filter(|place| is_one(&files[*place])).map(|place| vec![place]).collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let file = files[0];
        let mut parsed = Parsed::default();
        let (text, _) = file.text();
        let list: Arc<str> = "us-bis-dpl".into();
        let name: Arc<str> = file.name.as_str().into();
        let mut entries = Vec::new();
        let mut broken_end = None;
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(text.as_bytes());
        for (place, record) in reader.records().enumerate() {
            let row = place as u64 + 2;
            broken_end = None;
            let width = record.as_ref().map(|r| r.len()).unwrap_or(0);
            let Some(fields) = record.ok().filter(|_| width == COLUMNS.len()) else {
                let message = format!("{width} columns where {} belong", COLUMNS.len());
                broken_end = Some(format!("{}: row {row}: {message}", file.name));
                parsed.warnings.push(RowWarning {
                    file: file.name.clone(),
                    row: Some(row),
                    message,
                });
                continue;
            };
            let field = |place: usize| fields.get(place).map(str::trim).unwrap_or_default();
            let origin = row_origin(&list, &name, row);
            let parts: Vec<&str> = (1..6).map(field).filter(|part| !part.is_empty()).collect();
            let address = parts.join(", ");
            let mut entity = Entity::new(derived_id(&list, field(0), &address), "LegalEntity");
            entity.add("name", field(0), &origin);
            entity.add("address", &address, &origin);
            if !field(4).is_empty() {
                add_country(&mut entity, "country", field(4), &origin);
            }
            entity.add("notes", field(10), &origin);
            let dated = |place: usize, column: &str| {
                let date = dates::parse(field(place))?;
                Some(Dated { date, evidence: column.to_string() })
            };
            let listing = Listing {
                since: dated(6, "Effective_Date"),
                until: dated(7, "Expiration_Date"),
                citation: Some(field(11).to_string()).filter(|text| !text.is_empty()),
                ..Listing::default()
            };
            entries.push(entry(entity, listing));
        }
        parsed.files.push(file.record(entries.len() as u64));
        let mut one = ParsedList::new(&list, entries);
        one.shortfalls.extend(broken_end.map(|end| format!("the last row is broken off: {end}")));
        parsed.lists.push(one);
        parsed
    }
}
