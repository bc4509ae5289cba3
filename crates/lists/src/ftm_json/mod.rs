//! FollowTheMoney entities as JSON lines: listed are those with a Sanction or the topic `sanction`.
//!
//! Every other entity is handed on beside the lists: owners, ownership, addresses.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::ftm::{self, Unknown};
use model::{Dated, Entity, ListEntry, Listing, Origin, RowWarning, Schemata};

use crate::adapter::{Adapter, Described, Parsed, ParsedList, entry, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::dates;
use crate::source::{SourceFile, Surroundings};

/// Topics that mark a listed party.
const LISTED_TOPIC: &str = "sanction";

bundled_dataset!();

/// The adapter.
pub(crate) struct FtmJson;

impl Adapter for FtmJson {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| {
            let head = file.head();
            let first = head.trim_start();
            first.starts_with('{')
                && first.contains("\"schema\"")
                && first.contains("\"properties\"")
        };
        let found: Vec<usize> = (0..files.len()).filter(|place| is_one(&files[*place])).collect();
        if found.is_empty() { Vec::new() } else { vec![found] }
    }

    fn parse(&self, files: &[&SourceFile], near: &Surroundings) -> Parsed {
        let mut parsed = Parsed::default();
        let mut entities: Vec<(String, Entity)> = Vec::new();
        let mut broken_end = None;
        for file in files {
            let records =
                read_lines(file, near, &mut entities, &mut parsed.warnings, &mut broken_end);
            parsed.files.push(file.record(records));
        }
        let mut sanctions: HashMap<String, Vec<Entity>> = HashMap::new();
        let mut rest = Vec::new();
        for (list, entity) in entities {
            match entity.first("entity").filter(|_| entity.schema == "Sanction").map(str::to_string)
            {
                Some(target) => sanctions.entry(target).or_default().push(entity),
                None => rest.push((list, entity)),
            }
        }
        let mut lists: BTreeMap<String, Vec<ListEntry>> = BTreeMap::new();
        for (list, entity) in rest {
            let own = sanctions.remove(&entity.id).unwrap_or_default();
            let listed =
                !own.is_empty() || entity.values("topics").any(|topic| topic == LISTED_TOPIC);
            if listed {
                lists.entry(list).or_default().push(listed_party(entity, own));
            } else {
                parsed.entities.push(entity);
            }
        }
        parsed.entities.extend(sanctions.into_values().flatten());
        parsed.entities.sort_by(|a, b| a.id.cmp(&b.id));
        for (id, entries) in lists {
            let mut list = ParsedList::new(&id, entries);
            list.shortfalls.extend(broken_end.clone());
            list.described = Some(Box::new(described(&id)));
            parsed.lists.push(list);
        }
        parsed
    }
}

fn described(id: &str) -> Described {
    Described {
        title: id.to_string(),
        publisher: dataset().publisher.clone(),
        jurisdiction: String::new(),
        url: dataset().url.clone(),
        licence: dataset().licence.clone(),
        least: 1,
    }
}

fn read_lines(
    file: &SourceFile,
    near: &Surroundings,
    entities: &mut Vec<(String, Entity)>,
    warnings: &mut Vec<RowWarning>,
    broken_end: &mut Option<String>,
) -> u64 {
    let (text, _) = file.text();
    let name: Arc<str> = file.name.as_str().into();
    let mut unknown = Unknown::default();
    let mut records = 0;
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        records += 1;
        let row = place as u64 + 1;
        let mut warn = |message: String| {
            warnings.push(RowWarning { file: file.name.clone(), row: Some(row), message });
        };
        let origin: Origin = row_origin(&list_name(near).into(), &name, row);
        let read = serde_json::from_str(line)
            .map_err(|error| error.to_string())
            .and_then(|value| ftm::from_json(value, &origin).map_err(|error| error.to_string()));
        *broken_end = None;
        match read {
            Ok(entity) => {
                unknown.note(&entity, Schemata::bundled()).into_iter().for_each(&mut warn);
                let dataset = entity.extra.get("datasets").and_then(|d| d.get(0)?.as_str());
                let list = dataset.map_or_else(|| list_name(near), str::to_string);
                entities.push((list, entity));
            }
            Err(error) => {
                *broken_end = Some(format!("{}: the last line is broken off: {error}", file.name));
                warn(error);
            }
        }
    }
    records
}

/// A list without a name of its own is called as its folder.
fn list_name(near: &Surroundings) -> String {
    if near.folder.is_empty() { "ftm".to_string() } else { near.folder.clone() }
}

fn listed_party(entity: Entity, sanctions: Vec<Entity>) -> ListEntry {
    let mut listing = Listing::default();
    for sanction in &sanctions {
        let texts = |property| sanction.values(property).map(str::to_string);
        listing.programs.extend(texts("programId").chain(texts("program")));
        listing.source_id = listing.source_id.or_else(|| texts("authorityId").next());
        listing.reason = listing.reason.or_else(|| texts("reason").next());
        listing.citation = listing.citation.or_else(|| texts("authority").next());
        let dated = |properties: [&str; 2]| {
            properties.into_iter().find_map(|property| {
                let date = sanction.values(property).filter_map(dates::parse).min()?;
                Some(Dated { date, evidence: property.to_string() })
            })
        };
        let since = dated(["listingDate", "startDate"]);
        if since.as_ref().map(|d| d.date) < listing.since.as_ref().map(|d| d.date)
            || listing.since.is_none()
        {
            listing.since = since.or(listing.since);
        }
        // Listed until the last of its sanctions ends; one without an end has none.
        let until = dated(["endDate", "endDate"]);
        listing.until = match (listing.until, until) {
            (Some(a), Some(b)) => Some(if a.date > b.date { a } else { b }),
            (None, Some(b)) if sanctions.len() == 1 => Some(b),
            _ => None,
        };
    }
    listing.programs.dedup();
    let mut party = entry(entity, listing);
    party.related = sanctions;
    party
}
