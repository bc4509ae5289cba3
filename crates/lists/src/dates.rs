//! Dates as lists write them, kept at the precision that they have.

use std::sync::LazyLock;

use model::PartialDate;
use regex::Regex;

/// English months by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Two-digit years from this on are of the twentieth century; by hand: the oldest orders on US
/// lists are of the 1940s.
const CENTURY_TURN: u16 = 40;

/// Reads one date: ISO, `14 Jun 1975`, `Jun 1975`, `June 21, 2022`, `12/19/22`, `10/20/2017` (month
/// first), `23.1.2023` (day first). A leading "circa" or "approximately" is dropped. `None` where
/// it is something else.
pub(crate) fn parse(text: &str) -> Option<PartialDate> {
    static SLASHED: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$"));
    static POINTED: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$"));
    static DAY_FIRST: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"^(?:(\d{1,2})[ -])?([A-Za-z]{3,9})\.?[ ,-]+(\d{4})$"));
    static MONTH_FIRST: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$"));
    let text = text.trim().trim_end_matches(['.', ';', ',']);
    let text = text.strip_prefix("circa ").or(text.strip_prefix("approximately ")).unwrap_or(text);
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if let Some(found) = SLASHED.captures(text) {
        return PartialDate::new(year(&found[3])?, number(&found[1])?, number(&found[2])?);
    }
    if let Some(found) = POINTED.captures(text) {
        return PartialDate::new(year(&found[3])?, number(&found[2])?, number(&found[1])?);
    }
    if let Some(found) = DAY_FIRST.captures(text) {
        let day = found.get(1).map_or(Some(0), |day| number(day.as_str()))?;
        return PartialDate::new(year(&found[3])?, month(&found[2])?, day);
    }
    let found = MONTH_FIRST.captures(text)?;
    PartialDate::new(year(&found[3])?, month(&found[1])?, number(&found[2])?)
}

fn compiled(regex: &str) -> Regex {
    Regex::new(regex).expect("the patterns are constants that the tests use")
}

fn number(text: &str) -> Option<u8> {
    text.parse().ok()
}

fn year(text: &str) -> Option<u16> {
    let year: u16 = text.parse().ok()?;
    Some(match year {
        0..CENTURY_TURN => 2000 + year,
        CENTURY_TURN..100 => 1900 + year,
        _ => year,
    })
}

fn month(text: &str) -> Option<u8> {
    let start = text.get(..3)?.to_lowercase();
    MONTHS.iter().position(|month| *month == start).map(|place| place as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn table() {
        check("14 Jun 1975", Some("1975-06-14"));
        check("Jun 1975", Some("1975-06"));
        check("1975", Some("1975"));
        check("circa 1961", Some("1961"));
        check("June 21, 2022", Some("2022-06-21"));
        check("12/19/22", Some("2022-12-19"));
        check("10/20/2017", Some("2017-10-20"));
        check("9/22/88", Some("1988-09-22"));
        check("23.1.2023", Some("2023-01-23"));
        check("November, 1975", Some("1975-11"));
        check("2/30/2020", None); // Not in the calendar.
        check("unknown", None);
        check("", None);
    }
}
