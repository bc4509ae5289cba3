//! Compiles lists into the bytes of an index. The same lists give the same bytes.

use std::collections::BTreeMap;

use model::{Entity, ListEntry, ListInfo, ListSnapshot, Origin, Schemata};
use names::keys;
use rayon::prelude::*;

use crate::query::kind_of;
use crate::sections;
use crate::stored::{NameRole, Stored};

/// Sections of the file, in order: lists, entries, ends of entries, name owners, keys, ends of
/// postings, postings.
pub(crate) const SECTIONS: usize = 7;

/// Compiles lists.
pub(crate) fn build(snapshots: &[ListSnapshot]) -> Vec<u8> {
    let infos: Vec<&ListInfo> = snapshots.iter().map(|snapshot| &snapshot.info).collect();
    let entries = merge(snapshots);
    let mut owners: Vec<(u32, u32)> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        owners.extend((0..entry.names.len()).map(|name| (place as u32, name as u32)));
    }
    let mut postings: Vec<(u64, u32)> = owners
        .par_iter()
        .enumerate()
        .flat_map_iter(|(id, (entry, name))| {
            let entry = &entries[*entry as usize];
            let parsed = names::parse(&entry.names[*name as usize].1, kind_of(&entry.schema));
            keys(&parsed).into_iter().map(move |key| (key, id as u32))
        })
        .collect();
    postings.par_sort_unstable();
    let (mut key_bytes, mut end_bytes, mut posting_bytes) = (Vec::new(), Vec::new(), Vec::new());
    for (place, (key, name)) in postings.iter().enumerate() {
        posting_bytes.extend_from_slice(&name.to_le_bytes());
        if postings.get(place + 1).is_none_or(|next| next.0 != *key) {
            key_bytes.extend_from_slice(&key.to_le_bytes());
            end_bytes.extend_from_slice(&(place as u32 + 1).to_le_bytes());
        }
    }
    let blobs: Vec<Vec<u8>> = entries.par_iter().map(json).collect();
    let mut blob = Vec::new();
    let mut blob_ends = Vec::new();
    for entry in &blobs {
        blob.extend_from_slice(entry);
        blob_ends.extend_from_slice(&(blob.len() as u64).to_le_bytes());
    }
    let owner_bytes =
        owners.iter().flat_map(|(e, n)| [e.to_le_bytes(), n.to_le_bytes()]).flatten().collect();
    sections::write(&[
        json(&infos),
        blob,
        blob_ends,
        owner_bytes,
        key_bytes,
        end_bytes,
        posting_bytes,
    ])
}

fn json<T: serde::Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("records without maps of other than text keys are always JSON")
}

/// One entry for each list and entity id, over all versions, in the order of list and id.
fn merge(snapshots: &[ListSnapshot]) -> Vec<Stored> {
    let mut merged: BTreeMap<(&str, &str), Stored> = BTreeMap::new();
    for (version, snapshot) in snapshots.iter().enumerate() {
        for entry in &snapshot.entries {
            let key = (&*snapshot.info.id, entry.entity.id.as_str());
            match merged.get_mut(&key) {
                Some(stored) => add(stored, entry, version as u32),
                None => drop(merged.insert(key, first(&snapshot.info.id, entry, version as u32))),
            }
        }
    }
    merged.into_values().collect()
}

fn first(list: &str, entry: &ListEntry, version: u32) -> Stored {
    let mut stored = Stored {
        id: entry.entity.id.clone(),
        list: list.to_string(),
        schema: entry.entity.schema.clone(),
        caption: String::new(),
        names: Vec::new(),
        countries: Vec::new(),
        births: Vec::new(),
        identifiers: Vec::new(),
        listings: Vec::new(),
        place: (String::new(), 0),
    };
    add(&mut stored, entry, version);
    stored
}

fn add(stored: &mut Stored, entry: &ListEntry, version: u32) {
    let entity = &entry.entity;
    // Versions come in the order of their dates: the newest says what the entry is called.
    stored.caption = entity.caption().to_string();
    stored.schema = entity.schema.clone();
    if let Some(Origin::ListRow { file, row, .. }) = entity.statements.first().map(|s| &s.origin) {
        stored.place = (file.to_string(), *row);
    }
    for (role, name) in names_of(entity) {
        if !stored.names.iter().any(|(_, held)| *held == name) {
            stored.names.push((role, name));
        }
    }
    let schemata = Schemata::bundled();
    for statement in &entity.statements {
        let property = schemata.property(&entity.schema, &statement.property);
        match property.map(|property| property.type_.as_str()) {
            Some("country") => push(&mut stored.countries, statement.value.clone()),
            Some("identifier") => push(&mut stored.identifiers, bare(&statement.value)),
            Some("date") if matches!(&*statement.property, "birthDate" | "incorporationDate") => {
                if let Ok(date) = statement.value.parse() {
                    push(&mut stored.births, date);
                }
            }
            _ => {}
        }
    }
    match stored.listings.iter_mut().find(|(_, listing)| *listing == entry.listing) {
        Some((versions, _)) => push(versions, version),
        None => stored.listings.push((vec![version], entry.listing.clone())),
    }
}

fn push<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if !values.contains(&value) {
        values.push(value);
    }
}

fn names_of(entity: &Entity) -> Vec<(NameRole, String)> {
    let roles = [
        ("name", NameRole::Name),
        ("alias", NameRole::Alias),
        ("abbreviation", NameRole::Weak),
        ("previousName", NameRole::Previous),
        ("weakAlias", NameRole::Weak),
    ];
    let mut names: Vec<(NameRole, String)> = Vec::new();
    for (property, role) in roles {
        for statement in entity.statements.iter().filter(|s| &*s.property == property) {
            names.push((role, statement.value.clone()));
            names.extend(in_brackets(&statement.value).map(|short| (NameRole::Weak, short)));
        }
    }
    names
}

/// A short name in brackets behind the long one: `Academy of ... (AASPT)`.
fn in_brackets(name: &str) -> Option<String> {
    let (long, rest) = name.rsplit_once(" (")?;
    let short = rest.strip_suffix(')')?;
    let is_short = short.len() >= 3 && short.len() <= 12 && !short.contains(' ');
    let is_name = short.chars().next().is_some_and(char::is_uppercase);
    (is_short && is_name && long.len() > short.len()).then(|| short.to_string())
}

/// An identifier without what people write between its letters and digits.
pub(crate) fn bare(identifier: &str) -> String {
    identifier.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
