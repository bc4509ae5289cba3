//! Federal Register citations: since when they say that an entry is listed.
//!
//! The forms seen: `87 FR 77508, 12/19/22`, `82 F.R. 48792 10/20/2017`, `91 FR 35189 (June 10,
//! 2026)`, `Vol. 86, No. 51, 03/18/21`. An entry cites the rule that added it and every rule that
//! changed it; the earliest date is that of the addition.

use std::sync::LazyLock;

use model::{Dated, PartialDate};
use regex::Regex;

use crate::dates;

/// The earliest date that a citation gives, with the citation it stands in as evidence.
pub(crate) fn earliest(citation: &str) -> Option<Dated> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")
            .expect("the pattern is a constant that the tests use")
    });
    let mut dates: Vec<(PartialDate, usize, usize)> = DATE
        .find_iter(citation)
        .filter_map(|found| Some((dates::parse(found.as_str())?, found.start(), found.end())))
        .collect();
    dates.sort();
    let (date, start, end) = *dates.first()?;
    Some(Dated { date, evidence: around(citation, start, end) })
}

/// The citation that a date stands in: from the end of the one before it to the date's end.
fn around(citation: &str, start: usize, end: usize) -> String {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\d+ F\.? ?R\.? \d+|Vol\. ?\d+").expect("a constant that the tests use")
    });
    let from = NUMBER.find_iter(&citation[..start]).last().map_or(start, |found| found.start());
    let closing = usize::from(citation[end..].starts_with(')'));
    citation[from..end + closing].trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(citation: &str, date: &str, evidence: &str) {
        let found = earliest(citation).unwrap();
        assert_eq!((found.date.to_string().as_str(), found.evidence.as_str()), (date, evidence));
    }

    #[test]
    fn table() {
        check("87 FR 77508, 12/19/22", "2022-12-19", "87 FR 77508, 12/19/22");
        // Changed later: the addition counts.
        check("84 FR 54004, 10/9/19. 85 FR 34505, 6/5/20", "2019-10-09", "84 FR 54004, 10/9/19");
        check("82 F.R. 48792 10/20/2017", "2017-10-20", "82 F.R. 48792 10/20/2017");
        check("91 FR 35189 (June 10, 2026)", "2026-06-10", "91 FR 35189 (June 10, 2026)");
        check("Vol. 86, No. 51, 03/18/21", "2021-03-18", "Vol. 86, No. 51, 03/18/21");
        // Not in order of time.
        check("71 F.R. 38843 7/10/06 68 F.R. 38290 6/27/03", "2003-06-27", "68 F.R. 38290 6/27/03");
        assert!(earliest("87 FR 52834").is_none()); // A citation without a date.
    }
}
