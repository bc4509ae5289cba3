//! An example to copy: the smallest adapter that does all that an adapter must.

use std::sync::Arc;

use model::{Dated, Entity, Listing, RowWarning};

use crate::adapter::{Adapter, Parsed, ParsedList, derived_id, entry, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::dates;
use crate::source::{SourceFile, Surroundings};

bundled_dataset!();

/// The adapter.
pub(crate) struct Example;

impl Adapter for Example {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| file.head().starts_with("EXAMPLE LIST");
        (0..files.len()).filter(|place| is_one(&files[*place])).map(|place| vec![place]).collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let file = files[0];
        let mut parsed = Parsed::default();
        let mut entries = Vec::new();
        for (place, line) in file.text().0.lines().enumerate().skip(1) {
            let row = place as u64 + 1;
            let origin = row_origin(&"xx-example".into(), &Arc::from(file.name.as_str()), row);
            let Some((name, date)) = line.split_once('|') else {
                let message = "no bar between name and date".to_string();
                parsed.warnings.push(RowWarning {
                    file: file.name.clone(),
                    row: Some(row),
                    message,
                });
                continue;
            };
            let mut entity = Entity::new(derived_id("xx-example", name, ""), "LegalEntity");
            entity.add("name", name, &origin);
            let since = dates::parse(date)
                .map(|date| Dated { date, evidence: "second column".to_string() });
            entries.push(entry(entity, Listing { since, ..Listing::default() }));
        }
        parsed.files.push(file.record(entries.len() as u64));
        parsed.lists.push(ParsedList::new("xx-example", entries));
        parsed
    }
}
