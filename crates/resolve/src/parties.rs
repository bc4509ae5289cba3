//! Puts together what several documents call by several names, and looks each up in the lists.
//!
//! Document entities are one party where they are of one kind and share a name, letter for letter
//! but for case and punctuation. Names that are merely alike are never joined here: the reading of
//! one document may have joined them, and a list may show that they are one.

use std::collections::{BTreeMap, BTreeSet};

use model::{DocumentEntity, ListRow, ListStatus, Member, PartialDate, Party, Reading};
use rayon::prelude::*;

use crate::index::Index;
use crate::matrix::listed;
use crate::query::{Options, Query};
use crate::screen::screen;

/// Kinds of party that are looked up in lists, each with the schema that is asked for.
const SCREENED: [(&str, Option<&str>); 5] = [
    ("PERSON", Some("Person")),
    ("COMPANY", Some("Company")),
    ("GOV", Some("Organization")),
    ("ORG", Some("Organization")),
    ("MEDIA", Some("Organization")),
];

/// The parties of some documents, those with most members first, then by id.
pub fn parties(readings: &[Reading]) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    let mut by_name: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for reading in readings {
        for entity in &reading.entities {
            let keys: Vec<(String, String)> = entity
                .names
                .iter()
                .map(|name| (family(&entity.type_).to_string(), plain(name)))
                .filter(|(_, name)| !name.is_empty())
                .collect();
            let held = keys.iter().find_map(|key| by_name.get(key)).copied();
            let place = held.unwrap_or_else(|| {
                parties.push(begin(entity, &mut ids));
                parties.len() - 1
            });
            by_name.extend(keys.into_iter().map(|key| (key, place)));
            join(&mut parties[place], &reading.document.id, entity);
        }
    }
    parties.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then(a.id.cmp(&b.id)));
    parties
}

/// Kinds that documents use for one another count as one.
fn family(type_: &str) -> &str {
    match type_ {
        "COMPANY" | "ORG" | "MEDIA" | "GOV" => "body",
        other => other,
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn begin(entity: &DocumentEntity, ids: &mut BTreeSet<String>) -> Party {
    let mut id = entity.id.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{}_{number}", entity.id);
        number += 1;
    }
    Party {
        id,
        name: entity.name.clone(),
        type_: entity.type_.clone(),
        names: Vec::new(),
        members: Vec::new(),
        countries: Vec::new(),
        protected: None,
        technology: None,
        matches: Vec::new(),
        matrix: None,
        notes: Vec::new(),
    }
}

fn join(party: &mut Party, document: &str, entity: &DocumentEntity) {
    party.members.push(Member { document: document.to_string(), entity: entity.id.clone() });
    for name in &entity.names {
        if !party.names.contains(name) {
            party.names.push(name.clone());
        }
    }
    if entity.name.chars().count() > party.name.chars().count() && !entity.names.is_empty() {
        party.name.clone_from(&entity.name);
    }
    for country in &entity.countries {
        if !party.countries.contains(country) {
            party.countries.push(country.clone());
        }
    }
    party.protected = party.protected.take().or_else(|| entity.protected.clone());
    party.technology = party.technology.take().or_else(|| entity.technology.clone());
}

/// Looks up every party that has a name and may be looked up: persons and bodies. A protected
/// person is never looked up.
pub fn resolve_parties(
    index: &Index,
    parties: &mut [Party],
    as_of: Option<PartialDate>,
    options: &Options,
) {
    parties.par_iter_mut().for_each(|party| {
        let kind = SCREENED.iter().find(|(type_, _)| *type_ == party.type_);
        let Some((_, schema)) =
            kind.filter(|_| party.protected.is_none() && !party.names.is_empty())
        else {
            return;
        };
        resolve(index, party, *schema, as_of, options);
    });
}

fn resolve(
    index: &Index,
    party: &mut Party,
    schema: Option<&str>,
    as_of: Option<PartialDate>,
    options: &Options,
) {
    for name in &party.names {
        let query = Query {
            schema: schema.map(str::to_string),
            countries: party.countries.clone(),
            ..Query::name(name)
        };
        for found in screen(index, &query, options) {
            match party
                .matches
                .iter_mut()
                .find(|held| (&held.list, &held.id) == (&found.list, &found.id))
            {
                Some(held) if held.weight >= found.weight => {}
                Some(held) => *held = found,
                None => party.matches.push(found),
            }
        }
        let matrix = listed(index, &query, as_of, options);
        match &mut party.matrix {
            None => party.matrix = Some(matrix),
            Some(held) => merge(held, matrix),
        }
    }
    if let Some(matrix) = &mut party.matrix {
        matrix.name.clone_from(&party.name);
    }
    party.matches.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.id.cmp(&b.id)));
    note_differences(party);
}

/// Of two answers for two names of one party the one that found more stands, row by row; an open
/// question stands against a "not listed".
fn merge(held: &mut model::ListMatrix, other: model::ListMatrix) {
    let doubt = |row: &ListRow| match row.status {
        ListStatus::Listed => 2,
        ListStatus::NotSearched => 1,
        ListStatus::NotListed => 0,
    };
    let best = |row: &ListRow| row.entries.iter().map(|e| e.score).fold(0.0, f64::max);
    for row in other.lists {
        let Some(mine) = held.lists.iter_mut().find(|mine| mine.list == row.list) else {
            held.lists.push(row);
            continue;
        };
        // Of equal answers the one that says more: "listed later", "cannot be said".
        let order = doubt(&row).cmp(&doubt(mine));
        let order = order.then(best(&row).total_cmp(&best(mine)));
        if order.then(row.basis.len().cmp(&mine.basis.len())).is_gt() {
            *mine = row;
        }
    }
}

/// Says where the list writes the name otherwise: nothing is corrected.
fn note_differences(party: &mut Party) {
    let Some(best) = party.matches.first() else { return };
    let same = party.names.iter().any(|name| plain(name) == plain(&best.matched_name));
    if !same {
        party.notes.push(format!(
            "the documents write {}; the list writes “{}”: the names are not the same and neither \
             was changed",
            party.names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", "),
            best.matched_name
        ));
    }
    let tied = party.matches.iter().filter(|m| m.list == best.list && m.weight > best.weight - 0.5);
    let tied = tied.count();
    if tied > 1 {
        party.notes.push(format!(
            "{tied} entries of {} answer equally well: a person must decide",
            best.list
        ));
    }
}
