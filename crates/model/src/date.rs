//! Dates that keep their precision: 2022, 2022-12 and 2022-12-16 are three different statements.
//!
//! The written form is the ISO 8601 prefix that FollowTheMoney uses. Comparison is by interval: a
//! date of low precision stands for all days it may mean, and the methods say whether something
//! holds certainly. Proleptic Gregorian calendar; other calendars are converted where they are
//! read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A year, a month or a day. Orders by first possible day, then lower precision first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    month: u8,
    day: u8,
}

/// What was found where a date of the form `YYYY[-MM[-DD]]` was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("date {0:?} is not a day, month or year of the calendar")]
pub struct NotADate(pub String);

impl PartialDate {
    /// A date of the calendar; `month` or `day` is 0 where it is not known. `None` where there is
    /// no such date, or a day without a month.
    pub fn new(year: u16, month: u8, day: u8) -> Option<PartialDate> {
        let right = (1..=9999).contains(&year)
            && month <= 12
            && (month > 0 || day == 0)
            && (day == 0 || day <= days_in_month(year, month));
        right.then_some(PartialDate { year, month, day })
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, 1 to 31, where known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The first day that this date may mean.
    pub fn first_day(self) -> PartialDate {
        PartialDate { year: self.year, month: self.month.max(1), day: self.day.max(1) }
    }

    /// The last day that this date may mean.
    pub fn last_day(self) -> PartialDate {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in_month(self.year, month) } else { self.day };
        PartialDate { year: self.year, month, day }
    }

    /// Whether every day of this date is on or before every day of `other`.
    pub fn certainly_by(self, other: PartialDate) -> bool {
        self.last_day() <= other.first_day()
    }

    /// Whether some day of this date is on or before the last day of `other`.
    pub fn possibly_by(self, other: PartialDate) -> bool {
        self.first_day() <= other.last_day()
    }

    /// Whole days since 0001-01-01 of the first possible day; for drawing and for ages.
    pub fn day_number(self) -> i64 {
        let first = self.first_day();
        let years = i64::from(first.year) - 1;
        let before: i64 = (1..first.month).map(|m| i64::from(days_in_month(first.year, m))).sum();
        years * 365 + years / 4 - years / 100 + years / 400 + before + i64::from(first.day) - 1
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, and the same followed by `T` and a time of day, which
    /// is dropped.
    fn from_str(text: &str) -> Result<PartialDate, NotADate> {
        let wrong = || NotADate(text.chars().take(40).collect());
        let date = text.split(['T', ' ']).next().unwrap_or_default();
        let mut numbers = [0u16; 3];
        for (place, part) in date.split('-').enumerate() {
            let width = if place == 0 { 4 } else { 2 };
            if place == 3 || part.len() != width || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(wrong());
            }
            numbers[place] = part.parse().map_err(|_| wrong())?;
            if numbers[place] == 0 {
                return Err(wrong());
            }
        }
        PartialDate::new(numbers[0], numbers[1] as u8, numbers[2] as u8).ok_or_else(wrong)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartialDate, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn keeps_precision() {
        for text in ["2022", "2022-12", "2022-12-16"] {
            assert_eq!(date(text).to_string(), text);
        }
        assert_eq!(date("2022-12-16T08:00:00Z").to_string(), "2022-12-16");
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "22", "2022-13", "2022-02-30", "2022-00", "2022-1", "2022-12-16-01", "x"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
        assert!("2024-02-29".parse::<PartialDate>().is_ok());
    }

    #[test]
    fn compares_by_interval() {
        assert!(date("2022-12-15").certainly_by(date("2022-12-16")));
        assert!(!date("2022-12").certainly_by(date("2022-12-16"))); // It may be the 31st.
        assert!(date("2022-12").possibly_by(date("2022-12-16")));
        assert!(!date("2023").possibly_by(date("2022-12-16")));
    }

    #[test]
    fn day_numbers_follow_the_calendar() {
        assert_eq!(date("0001-01-01").day_number(), 0);
        assert_eq!(date("2000-03-01").day_number() - date("2000-02-28").day_number(), 2);
        assert_eq!(date("2023-01-01").day_number() - date("2022-01-01").day_number(), 365);
    }

    proptest! {
        #[test]
        fn round_trip(year in 1u16..=9999, month in 0u8..=12, day in 0u8..=31) {
            if let Some(date) = PartialDate::new(year, month, day) {
                prop_assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
                prop_assert!(date.first_day() <= date.last_day());
            }
        }
    }
}
