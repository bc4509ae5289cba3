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
use crate::screen::{Found, find};

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

/// Which versions answer for a date, and whether they are all later than it.
fn base(lists: &[ListInfo], versions: &[u32], as_of: Option<PartialDate>) -> (Vec<u32>, bool) {
    let date = |version: &u32| lists[*version as usize].published;
    let same = |wanted: Option<PartialDate>| {
        versions.iter().copied().filter(|v| date(v) == wanted).collect::<Vec<u32>>()
    };
    let newest = versions.iter().map(date).max().flatten();
    let Some(day) = as_of else { return (same(newest), false) };
    let known: Vec<PartialDate> = versions.iter().filter_map(date).collect();
    let up_to = known.iter().filter(|d| d.first_day() <= day.last_day()).max();
    match (up_to, known.iter().min()) {
        (Some(date), _) => (same(Some(*date)), false),
        (None, Some(date)) => (same(Some(*date)), true),
        (None, None) => (same(None), false), // No version has a date: say so, and search it.
    }
}

fn row(
    lists: &[ListInfo],
    versions: &[u32],
    found: &[&Found],
    as_of: Option<PartialDate>,
    limit: usize,
) -> ListRow {
    let (base, back) = base(lists, versions, as_of);
    let info = &lists[base[0] as usize];
    let mut notes = vec![format!("version {} ({})", info.version, info.published_evidence)];
    let mut entries = Vec::new();
    let (mut later, mut undated) = (None, false);
    for found in found {
        match on(found, lists, &base, back, as_of) {
            On::Yes(listing) => entries.push(listed_entry(found, listing)),
            On::Later(date) => later = Some(later.map_or(date, |held: PartialDate| held.min(date))),
            On::Undated => undated = true,
            On::No => {}
        }
    }
    entries.truncate(limit);
    let missing = match &info.completeness {
        Completeness::EntriesMissing(why) => Some(why),
        _ => None,
    };
    let status = match (entries.is_empty(), undated || missing.is_some()) {
        (false, _) => ListStatus::Listed,
        (true, true) => ListStatus::NotSearched,
        (true, false) => ListStatus::NotListed,
    };
    if let Completeness::NamesMissing(why) | Completeness::EntriesMissing(why) = &info.completeness
    {
        notes.push(format!("not whole: {why}"));
    }
    if undated && entries.is_empty() {
        notes.push("an entry of this later version may answer, but carries no start date".into());
    }
    if let Some(date) = later.filter(|_| entries.is_empty()) {
        notes.push(format!("listed later: since {date}"));
    }
    if back {
        notes.push("looking back from a later version: delistings before it cannot be seen".into());
    }
    let since = entries.iter().filter_map(|entry: &ListedEntry| entry.since).min();
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

enum On<'a> {
    Yes(&'a Listing),
    Later(PartialDate),
    Undated,
    No,
}

/// Whether an entry is on its list on a date.
fn on<'a>(
    found: &'a Found,
    lists: &[ListInfo],
    base: &[u32],
    back: bool,
    as_of: Option<PartialDate>,
) -> On<'a> {
    let entry = &found.entry;
    let held = base.iter().find_map(|version| entry.listing_in(*version));
    let Some(day) = as_of else {
        return held.map_or(On::No, On::Yes);
    };
    // A later version may carry the start date that this one does not.
    let dated =
        entry.listings.iter().map(|(_, listing)| listing).find(|listing| listing.since.is_some());
    let later_only = held.is_none()
        && entry.versions().all(|version| {
            let date = lists[version as usize].published;
            date.is_none_or(|date| date.first_day() > day.last_day())
        });
    let listing = match (held, dated) {
        (Some(listing), _) if listing.since.is_some() => listing,
        (_, Some(listing)) if held.is_some() || later_only => listing,
        (Some(_), None) if back => return On::Undated,
        (Some(listing), _) => listing,
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
