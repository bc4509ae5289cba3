//! Answers list by list whether a name is on it, on a date.
//!
//! For a date the newest version up to it is searched, else the oldest after it ("looking back");
//! start dates that later versions carry count too. A version that lacks entries can show a hit,
//! never its absence. Every answer says what it rests on.

use std::collections::BTreeMap;

use model::{
    Completeness, ListInfo, ListMatrix, ListRow, ListStatus, ListedEntry, Listing, PartialDate,
};

use crate::index::Index;
use crate::query::{Options, Query};
use crate::screen::{Base, Found, base, find};

/// Where a name is listed on a date; `None` asks for the newest versions.
pub fn listed(
    index: &Index,
    query: &Query,
    as_of: Option<PartialDate>,
    options: &Options,
) -> ListMatrix {
    let found = find(index, query, options.threshold);
    let mut lists: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (place, info) in index.lists().iter().enumerate() {
        lists.entry(&info.id).or_default().push(place as u32);
    }
    let rows = lists.into_iter().map(|(list, versions)| {
        let of_list: Vec<&Found> = found.iter().filter(|f| f.entry.list == list).collect();
        row(index.lists(), &versions, &of_list, as_of, options.limit)
    });
    ListMatrix { name: query.name.clone(), as_of, lists: rows.collect() }
}

fn row(
    lists: &[ListInfo],
    versions: &[u32],
    found: &[&Found],
    as_of: Option<PartialDate>,
    limit: usize,
) -> ListRow {
    let base = base(lists, versions, as_of);
    let info = &lists[base.versions[0] as usize];
    let mut entries = Vec::new();
    let (mut later, mut undated, mut gone) = (None, None, None);
    for found in found {
        match on(found, lists, &base, as_of) {
            On::Yes(listing) => {
                gone = gone.or_else(|| gone_since(found, lists, versions, &base, as_of));
                entries.push(listed_entry(found, listing));
            }
            On::Later(date) => later = Some(later.map_or(date, |held: PartialDate| held.min(date))),
            On::Undated => undated = undated.or(first_version(found, lists)),
            On::No => {}
        }
    }
    entries.truncate(limit);
    let is_partial = matches!(info.completeness, Completeness::EntriesMissing(_));
    let status = match (entries.is_empty(), undated.is_some() || is_partial) {
        (false, _) => ListStatus::Listed,
        (true, true) => ListStatus::NotSearched,
        (true, false) => ListStatus::NotListed,
    };
    let since = entries.iter().filter_map(|entry: &ListedEntry| entry.since).min();
    let mut notes = versions_notes(lists, &base);
    if let Some(version) = undated.filter(|_| entries.is_empty()) {
        notes.push(format!(
            "an entry that first appears in version {version} answers to the name and carries no \
             start date: whether it was listed on the date cannot be said"
        ));
    }
    if let Some(version) = gone {
        notes.push(format!(
            "version {version} no longer has the entry under this id: it was delisted or rewritten \
             at an unknown date in between"
        ));
    }
    if let Some(date) = later.filter(|_| entries.is_empty()) {
        notes.push(format!("listed later: since {date}"));
    }
    if status == ListStatus::Listed && since.is_none() {
        let day = info.published.map_or_else(|| "an unknown date".to_string(), |d| d.to_string());
        notes.push(format!("on the snapshot of {day}; the list gives no start date"));
    }
    ListRow {
        list: info.id.to_string(),
        title: info.title.clone(),
        jurisdiction: info.jurisdiction.clone(),
        status,
        since,
        basis: notes.join("; "),
        entries,
    }
}

/// What is to be said of the versions that were searched.
fn versions_notes(lists: &[ListInfo], base: &Base) -> Vec<String> {
    let info = &lists[base.versions[0] as usize];
    let mut notes = vec![format!("version {} ({})", info.version, info.published_evidence)];
    for further in base.versions[1..].iter().map(|further| &lists[*further as usize].version) {
        if *further != info.version {
            notes.push(format!("and version {further}"));
        }
    }
    if let Completeness::NamesMissing(why) | Completeness::EntriesMissing(why) = &info.completeness
    {
        notes.push(format!("not whole: {why}"));
    }
    if base.looks_back {
        notes.push("looking back from a later version: delistings before it cannot be seen".into());
    }
    notes
}

enum On<'a> {
    Yes(&'a Listing),
    /// From a start date after the date asked for.
    Later(PartialDate),
    /// In a version of a later date, without a start date.
    Undated,
    No,
}

/// Whether an entry is on its list on a date.
fn on<'a>(found: &'a Found, lists: &[ListInfo], base: &Base, as_of: Option<PartialDate>) -> On<'a> {
    let entry = &found.entry;
    let held = base.versions.iter().find_map(|version| entry.listing_in(*version));
    let Some(day) = as_of else {
        return held.map_or(On::No, On::Yes);
    };
    // A later version may carry the start date that this one does not.
    let dated =
        entry.listings.iter().map(|(_, listing)| listing).find(|listing| listing.since.is_some());
    let later_only = held.is_none()
        && entry.versions().all(|version| {
            let date = lists[version as usize].published;
            date.is_none_or(|date| date.last_day() > day.last_day())
        });
    let listing = match (held, dated) {
        (Some(listing), _) if listing.since.is_some() => listing,
        (_, Some(listing)) if held.is_some() || later_only => listing,
        (Some(_), None) if base.looks_back => return On::Undated,
        (Some(listing), _) => listing,
        // Between the version that answers and the later one it may have come at any time.
        (None, _) if later_only && !base.looks_back => return On::Undated,
        (None, _) => return On::No,
    };
    if listing.until.as_ref().is_some_and(|until| until.date.last_day() < day.first_day()) {
        return On::No;
    }
    match listing.since.as_ref().map(|since| since.date) {
        Some(since) if since.first_day() > day.last_day() => On::Later(since),
        _ => On::Yes(listing),
    }
}

/// Label of the oldest version that has an entry.
fn first_version<'a>(found: &Found, lists: &'a [ListInfo]) -> Option<&'a str> {
    let infos = found.entry.versions().map(|version| &lists[version as usize]);
    infos.min_by_key(|info| (info.published.is_none(), info.published)).map(|info| &*info.version)
}

/// Label of the next whole version after those that answer, where it lacks an entry that they have.
fn gone_since<'a>(
    found: &Found,
    lists: &'a [ListInfo],
    versions: &[u32],
    base: &Base,
    as_of: Option<PartialDate>,
) -> Option<&'a str> {
    as_of?;
    let date = |version: &u32| lists[*version as usize].published;
    let answered = base.versions.iter().filter_map(date).max()?;
    let is_later = |version: &&u32| {
        let info = &lists[**version as usize];
        info.published.is_some_and(|date| date > answered)
            && !matches!(info.completeness, Completeness::EntriesMissing(_))
    };
    let next = versions.iter().filter(is_later).filter_map(date).min()?;
    let mut of_next = versions.iter().filter(|version| date(version) == Some(next));
    let is_gone = of_next.clone().all(|version| found.entry.listing_in(*version).is_none());
    is_gone.then(|| of_next.next().map(|version| &*lists[*version as usize].version)).flatten()
}

fn listed_entry(found: &Found, listing: &Listing) -> ListedEntry {
    ListedEntry {
        id: found.found.id.clone(),
        caption: found.found.caption.clone(),
        score: found.found.score,
        since: listing.since.as_ref().map(|since| since.date),
        programs: listing.programs.clone(),
        citation: listing.citation.clone(),
    }
}
