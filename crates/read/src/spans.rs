//! Finds dates, quantities, amounts of money and technologies by their form.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::{PartialDate, Taxonomy};

use crate::lexicon::Lexicon;
use crate::tokens::{Shape, Token};

/// A stretch of tokens that is one thing by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// First token.
    pub(crate) first: usize,
    /// Behind the last token.
    pub(crate) end: usize,
    /// DATE, QUANTITY, MONEY or TECH.
    pub(crate) type_: &'static str,
    /// Normal form: ISO date, technology id; empty where there is none.
    pub(crate) norm: String,
}

/// All such stretches, in order, none inside another.
pub(crate) fn spans(tokens: &[Token], lexicon: &Lexicon) -> Vec<Span> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        let span = money(tokens, place, lexicon)
            .or_else(|| date(tokens, place, lexicon))
            .or_else(|| technology(tokens, place))
            .or_else(|| quantity(tokens, place, lexicon));
        match span {
            Some(span) => {
                place = span.end;
                found.push(span);
            }
            None => place += 1,
        }
    }
    found
}

fn word(tokens: &[Token], place: usize) -> &str {
    tokens.get(place).map_or("", |token| token.lower.as_str())
}

fn is_number(tokens: &[Token], place: usize, lexicon: &Lexicon) -> bool {
    tokens.get(place).is_some_and(|t| {
        (t.shape == Shape::Number && !t.lower.contains('-'))
            || lexicon.words.number_words.contains(&t.lower)
    })
}

/// The tokens of a comparator ("more than") at a place; 0 where there is none.
fn comparator(tokens: &[Token], place: usize, lexicon: &Lexicon) -> usize {
    let fits = |words: &&String| {
        words.split(' ').enumerate().all(|(offset, w)| word(tokens, place + offset) == w)
    };
    lexicon.words.comparators.iter().filter(fits).map(|w| w.split(' ').count()).max().unwrap_or(0)
}

fn money(tokens: &[Token], place: usize, lexicon: &Lexicon) -> Option<Span> {
    let scale = |at: usize| {
        usize::from(matches!(word(tokens, at), "million" | "billion" | "trillion" | "thousand"))
    };
    let sign = matches!(word(tokens, place), "$" | "€" | "£" | "¥");
    if sign && tokens.get(place + 1)?.shape == Shape::Number {
        let end = place + 2 + scale(place + 2);
        return Some(Span { first: place, end, type_: "MONEY", norm: String::new() });
    }
    if tokens[place].shape != Shape::Number || scale(place + 1) == 0 {
        return None;
    }
    let behind = place + 2;
    // "million kesh crowns": the currency may carry one word of whose it is.
    for currency in [behind, behind + 1] {
        if lexicon.words.currencies.contains(word(tokens, currency)) {
            return Some(Span {
                first: place,
                end: currency + 1,
                type_: "MONEY",
                norm: String::new(),
            });
        }
    }
    Some(Span { first: place, end: behind, type_: "MONEY", norm: String::new() })
}

fn date(tokens: &[Token], place: usize, lexicon: &Lexicon) -> Option<Span> {
    let span = |end: usize, norm: String| Some(Span { first: place, end, type_: "DATE", norm });
    let month = |at: usize| {
        let token = tokens.get(at).filter(|t| t.shape == Shape::Capital)?;
        lexicon
            .words
            .months
            .iter()
            .position(|m| m.to_lowercase() == token.lower)
            .map(|m| m as u8 + 1)
    };
    let year = |at: usize| {
        let token = tokens.get(at).filter(|t| t.shape == Shape::Number && t.lower.len() == 4)?;
        token.lower.parse::<u16>().ok().filter(|year| (1900..=2099).contains(year))
    };
    let day = |at: usize| {
        let token = tokens.get(at).filter(|t| t.shape == Shape::Number)?;
        token.lower.parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    let norm = |y: Option<u16>, m: u8, d: u8| {
        y.and_then(|y| PartialDate::new(y, m, d)).map(|date| date.to_string()).unwrap_or_default()
    };
    if let (Some(d), Some(m)) = (day(place), month(place + 1)) {
        let y = year(place + 2);
        return span(place + 2 + usize::from(y.is_some()), norm(y, m, d));
    }
    if let Some(m) = month(place) {
        if let Some(d) = day(place + 1) {
            let comma = usize::from(word(tokens, place + 2) == ",");
            let y = year(place + 2 + comma);
            let end = if y.is_some() { place + 3 + comma } else { place + 2 };
            return span(end, norm(y, m, d));
        }
        let y = year(place + 1);
        // "may" and "march" are words too: a month on its own needs a preposition in front.
        let introduced = place > 0
            && matches!(
                word(tokens, place - 1),
                "in" | "since" | "until" | "by" | "of" | "last" | "and" | "between" | "from"
            );
        return (y.is_some() || introduced)
            .then_some(())
            .and_then(|()| span(place + 1 + usize::from(y.is_some()), norm(y, m, 0)));
    }
    if let Some(y) = year(place) {
        return span(place + 1, y.to_string());
    }
    let first = word(tokens, place);
    if let Some((_, m)) = first.split_once('-')
        && ["mid", "early", "late"].iter().any(|w| first.starts_with(w))
        && lexicon.words.months.iter().any(|month| month.to_lowercase() == m)
    {
        return span(place + 1, String::new());
    }
    relative_date(tokens, place, lexicon).and_then(|end| span(end, String::new()))
}

/// "last year", "the past few years", "more than three months", "the end of next year".
fn relative_date(tokens: &[Token], place: usize, lexicon: &Lexicon) -> Option<usize> {
    let unit = |at: usize| lexicon.words.units.contains(word(tokens, at));
    let which = |at: usize| {
        matches!(word(tokens, at), "last" | "next" | "past" | "previous" | "recent" | "coming")
    };
    let mut at = place;
    if word(tokens, at) == "the" && word(tokens, at + 1) == "end" && word(tokens, at + 2) == "of" {
        at += 3;
    } else if word(tokens, at) == "the" && which(at + 1) {
        at += 1;
    }
    if which(at) {
        at += 1;
        at += usize::from(is_number(tokens, at, lexicon));
        return unit(at).then_some(at + 1);
    }
    let more = comparator(tokens, place, lexicon);
    let number = place + more;
    (is_number(tokens, number, lexicon) && unit(number + 1)).then_some(number + 2)
}

fn quantity(tokens: &[Token], place: usize, lexicon: &Lexicon) -> Option<Span> {
    let span = |end| Some(Span { first: place, end, type_: "QUANTITY", norm: String::new() });
    let token = &tokens[place];
    // "22-year-old", "25-year".
    if token.shape == Shape::Number && token.lower.contains("-year") {
        return span(place + 1);
    }
    if token.shape == Shape::Number && matches!(word(tokens, place + 1), "percent" | "per" | "%") {
        let stake = usize::from(word(tokens, place + 2) == "stake");
        return span(place + 2 + stake);
    }
    let more = comparator(tokens, place, lexicon);
    (more > 0 && is_number(tokens, place + more, lexicon)).then_some(())?;
    span(place + more + 1)
}

/// Words of a technology in order → its id; longest phrases first.
static PHRASES: LazyLock<HashMap<String, Vec<(Vec<String>, String)>>> = LazyLock::new(|| {
    let mut phrases: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
    for technology in &Taxonomy::bundled().technologies {
        for name in technology.synonyms.iter().chain([&technology.en]) {
            let words: Vec<String> = name.to_lowercase().split(' ').map(str::to_string).collect();
            phrases.entry(words[0].clone()).or_default().push((words, technology.id.clone()));
        }
    }
    phrases
        .values_mut()
        .for_each(|list| list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    phrases
});

fn technology(tokens: &[Token], place: usize) -> Option<Span> {
    let singular = |w: &str| w.strip_suffix('s').filter(|_| w.len() > 4).unwrap_or(w).to_string();
    let candidates = PHRASES
        .get(&tokens[place].lower)
        .or_else(|| PHRASES.get(&singular(&tokens[place].lower)))?;
    let (words, id) = candidates.iter().find(|(words, _)| {
        words.iter().enumerate().all(|(offset, w)| {
            let have = word(tokens, place + offset);
            have == w || singular(have) == *w
        })
    })?;
    Some(Span { first: place, end: place + words.len(), type_: "TECH", norm: id.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::english;
    use crate::tokens;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let all = tokens::tokens(text, 0, text.len());
        let found: Vec<(&str, &str)> = spans(&all, english())
            .iter()
            .map(|s| (&text[all[s.first].start..all[s.end - 1].end], s.type_))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn table() {
        check("For more than three months", &[("more than three months", "DATE")]);
        check("Over the past few years", &[("the past few years", "DATE")]);
        check("in mid-September", &[("mid-September", "DATE")]);
        check(
            "between March 2019 and 3 February 2021",
            &[("March 2019", "DATE"), ("3 February 2021", "DATE")],
        );
        check("by the end of next year", &[("the end of next year", "DATE")]);
        check("more than 300 protesters", &[("more than 300", "QUANTITY")]);
        check("worth $300 billion", &[("$300 billion", "MONEY")]);
        check("for 4.2 million euros", &[("4.2 million euros", "MONEY")]);
        check(
            "fined 2 million dravian marks in 2018",
            &[("2 million dravian marks", "MONEY"), ("2018", "DATE")],
        );
        check("It may march on.", &[]);
        check("with facial recognition", &[("facial recognition", "TECH")]);
    }
}
