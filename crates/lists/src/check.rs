//! Whether a list is as it should be: its own assertions, and what its adapter saw.

use model::{Completeness, ListEntry};

use crate::adapter::ParsedList;
use crate::dataset::Assertions;

/// Each way in which a list falls short of its assertions; empty where it is fit.
pub(crate) fn shortfalls(list: &ParsedList, asserted: Option<&Assertions>) -> Vec<String> {
    let mut found = list.shortfalls.clone();
    let count = list.entries.len();
    let (least, most) = match (&list.described, asserted) {
        (Some(described), _) => (described.least, usize::MAX),
        (None, Some(asserted)) => (asserted.least, asserted.most),
        (None, None) => (1, usize::MAX),
    };
    let is_extract = matches!(list.completeness, Completeness::EntriesMissing(_));
    if count < least && !is_extract {
        found.push(format!("{count} entries, at least {least} expected"));
    }
    if count > most {
        found.push(format!("{count} entries, at most {most} expected"));
    }
    if is_extract {
        return found;
    }
    for (what, share) in asserted.into_iter().flat_map(|asserted| &asserted.fill) {
        let filled = list.entries.iter().filter(|entry| has(entry, what)).count();
        if (filled as f64) < share * count as f64 {
            found.push(format!(
                "{filled} of {count} entries have {what}, at least {share} expected"
            ));
        }
    }
    let mut ids: Vec<&str> =
        list.entries.iter().filter_map(|entry| entry.listing.source_id.as_deref()).collect();
    ids.sort_unstable();
    let repeated = ids.windows(2).filter(|pair| pair[0] == pair[1]).count();
    if repeated > 0 {
        found.push(format!("{repeated} of {count} entries repeat the number of another"));
    }
    found
}

fn has(entry: &ListEntry, what: &str) -> bool {
    match what {
        "since" => entry.listing.since.is_some(),
        "citation" => entry.listing.citation.is_some(),
        "program" => !entry.listing.programs.is_empty(),
        property => entry.entity.first(property).is_some(),
    }
}
