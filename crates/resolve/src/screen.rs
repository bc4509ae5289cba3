//! Finds the entries that a name may mean: candidates by shared keys, then the score of each.

use std::collections::{BTreeMap, HashMap};

use model::{Completeness, ListInfo, Match, PartialDate};
use names::{Name, NameKind, keys, word_key};

use crate::index::{Index, NameAt};
use crate::query::{Options, Query, kind_of};
use crate::score::{name_reasons, other_reasons, score, total, weights};
use crate::stored::Stored;

/// Names that are compared at most for one query; by hand: the right one is among the first fifty
/// on every list of the project's measurements.
const CANDIDATES_MAX: usize = 256;
/// Names with one key beyond which the key says too little to be followed; by hand.
const POSTINGS_MAX: usize = 6_000;
/// Names that the rarity of a word is counted among, where the index holds fewer; by hand, so that
/// a small index does not make every word common.
const NAMES_COUNTED_MIN: usize = 50_000;

/// An entry that a name may mean.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The entry.
    pub(crate) entry: Stored,
    /// The match, without terms of listing.
    pub(crate) found: Match,
}

/// The entries of the newest versions of the lists that may be the one asked for, best first.
pub fn screen(index: &Index, query: &Query, options: &Options) -> Vec<Match> {
    let newest = newest(index.lists());
    let mut matches: Vec<Match> = find(index, query, options.threshold)
        .into_iter()
        .filter_map(|found| {
            let listing = newest.iter().find_map(|version| found.entry.listing_in(*version))?;
            let mut matched = found.found;
            matched.since = listing.since.as_ref().map(|since| since.date);
            matched.programs = listing.programs.clone();
            matched.citation = listing.citation.clone();
            Some(matched)
        })
        .collect();
    matches.truncate(options.limit);
    matches
}

/// Places of the versions that answer for now, list by list.
fn newest(lists: &[ListInfo]) -> Vec<u32> {
    let mut by_list: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (place, info) in lists.iter().enumerate() {
        by_list.entry(&info.id).or_default().push(place as u32);
    }
    by_list.values().flat_map(|versions| base(lists, versions, None).versions).collect()
}

/// The versions of one list that answer for a date.
pub(crate) struct Base {
    /// Places of the versions: first those that are whole, or as whole as there are, then later
    /// ones that lack entries, in which a hit counts all the same. Never empty where any was given.
    pub(crate) versions: Vec<u32>,
    /// Whether all of them are later than the date, or may be.
    pub(crate) looks_back: bool,
}

/// Which of a list's versions answer for a date: the newest that is certainly not later, else the
/// oldest; `None` asks for the newest. Versions without a date come last. A version that lacks
/// entries does not stand in front of an older one that has them.
pub(crate) fn base(lists: &[ListInfo], versions: &[u32], as_of: Option<PartialDate>) -> Base {
    let info = |version: &u32| &lists[*version as usize];
    let date = |version: &u32| info(version).published;
    let is_whole =
        |version: &&u32| !matches!(info(version).completeness, Completeness::EntriesMissing(_));
    let is_by = |version: &&u32| match (as_of, date(version)) {
        (None, _) => true,
        (Some(day), Some(date)) => date.last_day() <= day.last_day(),
        (Some(_), None) => false,
    };
    let of = |chosen: Option<&u32>, whole: bool| -> Vec<u32> {
        let same = |version: &&u32| {
            chosen.is_some_and(|c| date(c) == date(version)) && is_whole(version) == whole
        };
        versions.iter().filter(same).copied().collect()
    };
    let known: Vec<u32> = versions.iter().filter(|v| date(v).is_some()).copied().collect();
    let pool = if known.is_empty() { versions } else { &known };
    let newest_whole = pool.iter().filter(is_by).filter(is_whole).max_by_key(|v| date(v));
    let newest = pool.iter().filter(is_by).max_by_key(|v| date(v));
    if let Some(newest) = newest {
        let mut chosen = of(newest_whole, true);
        let later = |version: &&u32| {
            newest_whole.is_none_or(|whole| date(version) >= date(whole))
                && date(version) == date(newest)
                && !is_whole(version)
        };
        chosen.extend(pool.iter().filter(is_by).filter(later));
        return Base { versions: chosen, looks_back: false };
    }
    let oldest_whole = pool.iter().filter(is_whole).min_by_key(|v| date(v));
    let oldest = oldest_whole.or_else(|| pool.iter().min_by_key(|v| date(v)));
    let mut chosen = of(oldest, true);
    chosen.extend(of(oldest, false));
    Base { versions: chosen, looks_back: true }
}

/// All entries at or above a score, over all versions, best first.
pub(crate) fn find(index: &Index, query: &Query, threshold: f64) -> Vec<Found> {
    let variants: HashMap<NameKind, Name> =
        [NameKind::Person, NameKind::Organization, NameKind::Vessel, NameKind::Unknown]
            .into_iter()
            .map(|kind| (kind, names::parse(&query.name, kind)))
            .collect();
    let counted = index.name_count().max(NAMES_COUNTED_MIN) as f64;
    let rarity = |word: &str| {
        let names = index.frequency(word_key(word)).max(1) as f64;
        (counted / names).log2().clamp(0.5, weights().rarity_max)
    };
    let mut best: HashMap<u32, Found> = HashMap::new();
    let mut entries: HashMap<u32, Stored> = HashMap::new();
    let mut kinds: HashMap<String, NameKind> = HashMap::new();
    for at in candidates(index, &variants[&query.kind()]) {
        let entry = match entries.entry(at.entry) {
            std::collections::hash_map::Entry::Occupied(held) => held.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => match index.entry(at.entry) {
                Some(entry) => free.insert(entry),
                None => continue,
            },
        };
        let Some((role, written)) = entry.names.get(at.name as usize) else { continue };
        let kind = match kinds.get(&entry.schema) {
            Some(kind) => *kind,
            None => *kinds.entry(entry.schema.clone()).or_insert(kind_of(&entry.schema)),
        };
        let candidate = names::parse(written, kind);
        let asked = if query.kind() == NameKind::Unknown { kind } else { query.kind() };
        let mut reasons = name_reasons(&variants[&asked], &candidate, &rarity);
        reasons.extend(other_reasons(query, *role, entry));
        let weight = total(&reasons);
        if score(weight) < threshold {
            continue;
        }
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then(a.text.cmp(&b.text)));
        let found = Match {
            id: entry.id.clone(),
            caption: entry.caption.clone(),
            schema: entry.schema.clone(),
            score: score(weight),
            weight,
            list: entry.list.clone(),
            since: None,
            programs: Vec::new(),
            citation: None,
            matched_name: written.clone(),
            reasons,
        };
        if best.get(&at.entry).is_none_or(|held| held.found.weight < weight) {
            best.insert(at.entry, Found { entry: entry.clone(), found });
        }
    }
    let mut found: Vec<Found> = best.into_values().collect();
    found.sort_by(|a, b| {
        let key = |f: &Found| (f.found.list.clone(), f.found.id.clone());
        b.found.weight.total_cmp(&a.found.weight).then_with(|| key(a).cmp(&key(b)))
    });
    found
}

/// Names that share the most telling keys with a query.
fn candidates(index: &Index, query: &Name) -> Vec<NameAt> {
    let mut shared: HashMap<u32, f64> = HashMap::new();
    let mut keyed: Vec<(usize, u64)> =
        keys(query).into_iter().map(|key| (index.frequency(key), key)).collect();
    keyed.sort_unstable();
    let mut followed = 0;
    for (frequency, key) in keyed {
        // The rarest key is followed however common it is.
        if frequency > POSTINGS_MAX && followed > 0 {
            break;
        }
        followed += usize::from(frequency > 0);
        let bits = (index.name_count() as f64 / frequency.max(1) as f64).log2().max(0.1);
        for name in index.names_with(key) {
            *shared.entry(name).or_default() += bits;
        }
    }
    let mut ranked: Vec<(u32, f64)> = shared.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().take(CANDIDATES_MAX).filter_map(|(name, _)| index.owner(name)).collect()
}
