//! What the lists say of a party, and whether they were there to say it.

use std::collections::BTreeSet;

use model::{Evidence, ListRow, ListStatus, ListedEntry, PartialDate, Party, Status};

use super::claims::{own_time, supports};
use super::{Answer, Found};
use crate::criteria::ElementPattern;

/// Entries of the pattern's lists, with one of its tags, that answer to a party.
pub(super) fn entries<'a>(
    party: &'a Party,
    pattern: &'a ElementPattern,
) -> impl Iterator<Item = (&'a ListRow, &'a ListedEntry)> {
    let tagged = |entry: &&ListedEntry| {
        pattern.programs.is_empty()
            || pattern.programs.iter().any(|tag| entry.programs.contains(tag))
    };
    rows(party, pattern)
        .filter(|row| row.status == ListStatus::Listed)
        .flat_map(move |row| row.entries.iter().filter(tagged).map(move |entry| (row, entry)))
}

/// Whether one of the pattern's lists gave an answer about a party. Without one, that nothing was
/// found says nothing. An entry without any tag does not answer a question about tags.
pub(super) fn answered(party: &Party, pattern: &ElementPattern) -> bool {
    rows(party, pattern).any(|row| match row.status {
        ListStatus::NotListed => true,
        ListStatus::NotSearched => false,
        ListStatus::Listed => {
            pattern.programs.is_empty() || row.entries.iter().any(|e| !e.programs.is_empty())
        }
    })
}

fn rows<'a>(party: &'a Party, pattern: &'a ElementPattern) -> impl Iterator<Item = &'a ListRow> {
    let all = party.matrix.iter().flat_map(|matrix| &matrix.lists);
    all.filter(|row| pattern.lists.contains(&row.list))
}

/// An entry as evidence, with what it rests on and a remark.
pub(super) fn evidence(row: &ListRow, entry: &ListedEntry, remark: &str) -> Evidence {
    let mut notes = Vec::new();
    if !entry.programs.is_empty() {
        notes.push(format!("programmes: {}", entry.programs.join(", ")));
    }
    notes.push(format!("match score {:.2}", entry.score));
    notes.push(row.basis.clone());
    if !remark.is_empty() {
        notes.push(remark.to_string());
    }
    Evidence::ListEntry {
        list: row.list.clone(),
        entry: entry.id.clone(),
        caption: entry.caption.clone(),
        since: entry.since,
        supports: true,
        note: notes.join("; "),
    }
}

/// Whether the party itself is listed.
pub(super) fn by_list(party: &Party, pattern: &ElementPattern) -> Answer {
    let found = entries(party, pattern).map(|(row, entry)| evidence(row, entry, "")).collect();
    let none = if answered(party, pattern) { Status::Absent } else { Status::NotSearched };
    Answer::of(found, none)
}

/// How surely an entry stood when something was done, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Then,
    Perhaps,
    Unknown,
    Later,
}

fn standing(since: Option<PartialDate>, time: Option<(PartialDate, PartialDate)>) -> Standing {
    let (Some(since), Some((first, last))) = (since, time) else { return Standing::Unknown };
    if since.last_day() <= first {
        Standing::Then
    } else if since.first_day() > last {
        Standing::Later
    } else {
        Standing::Perhaps
    }
}

/// Whether the other parties of some claims are listed, at the time of the conduct where both are
/// dated. A party that the text does not name, or that was not screened, leaves the answer open.
pub(super) fn by_counterparts(found: &[Found], pattern: &ElementPattern) -> Answer {
    let mut standings = Vec::new();
    let mut open = false;
    let mut remarks = BTreeSet::new();
    for found in found.iter().filter(|found| supports(found.claim)) {
        let Some(other) = found.other.filter(|other| answered(other, pattern)) else {
            open = true;
            continue;
        };
        for (row, entry) in entries(other, pattern) {
            let standing = standing(entry.since, own_time(found.claim));
            match (standing, entry.since) {
                (Standing::Later, Some(since)) => {
                    remarks.insert(format!("{} is listed only since {since}", entry.caption));
                }
                _ => standings.push((standing, row, entry)),
            }
        }
    }
    standings.sort_by_key(|(standing, ..)| *standing);
    let mut seen = BTreeSet::new();
    standings.retain(|(_, row, entry)| seen.insert((&row.list, &entry.id)));
    let evidence = standings.iter().map(|(standing, row, entry)| {
        let remark = match standing {
            Standing::Then => "listed at the time of the conduct",
            Standing::Perhaps => "may have been listed at the time of the conduct",
            Standing::Unknown | Standing::Later => {
                "whether it was listed at the time of the conduct is not known"
            }
        };
        evidence(row, entry, remark)
    });
    let none = if open { Status::NotSearched } else { Status::Absent };
    let mut answer = Answer::of(evidence.collect(), none);
    if open {
        remarks.insert("not every recipient is named or was searched".to_string());
    }
    answer.remark = remarks.into_iter().collect::<Vec<_>>().join("; ");
    answer
}
