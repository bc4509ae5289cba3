//! Writes words in one way that people write in several: legal forms, abbreviations, numbers,
//! halves of Arabic names.
//!
//! The ways are data (`data/rewrites.yml`). What a word was is kept beside what it becomes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// A word, and what it stands for where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rewritten {
    /// As written; several words where they stand for one.
    pub(crate) written: String,
    /// In Latin letters, where the table says.
    pub(crate) latin: Option<String>,
    /// What the table says it is.
    pub(crate) what: What,
}

/// What a table of rewrites can say of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A word like others.
    Word,
    /// A form in law.
    LegalForm,
    /// A number.
    Number,
}

/// Whether the words are of a person's name: a person has no legal form and no abbreviations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// A person's.
    Person,
    /// Any other.
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    forms: HashMap<String, Vec<String>>,
    abbreviations: HashMap<String, String>,
    numbers: HashMap<String, u32>,
    tens: HashMap<String, u32>,
    fathers: HashSet<String>,
    servant: String,
    servants: HashSet<String>,
    articles: HashSet<String>,
    of: HashSet<String>,
    persons_initials: HashSet<String>,
}

struct Rewrites {
    written: Written,
    /// By first word: the other words and the form, longest first.
    forms: HashMap<String, Vec<(Vec<String>, String)>>,
}

static REWRITES: LazyLock<Rewrites> = LazyLock::new(|| {
    let written: Written = serde_saphyr::from_str(include_str!("../data/rewrites.yml"))
        .expect("the bundled rewrites are read by a test");
    let mut forms: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
    for (form, longer) in &written.forms {
        for phrase in longer {
            let mut words = phrase.split(' ').map(str::to_string);
            let first = words.next().unwrap_or_default();
            forms.entry(first).or_default().push((words.collect(), form.clone()));
        }
    }
    forms
        .values_mut()
        .for_each(|rests| rests.sort_by(|a, b| (b.0.len(), &b.1).cmp(&(a.0.len(), &a.1))));
    Rewrites { written, forms }
});

/// Whether a word in front of a name says that it is the father's.
pub(crate) fn is_father_word(word: &str) -> bool {
    REWRITES.written.fathers.contains(word)
}

/// Whether a word binds a place to a name: the Party *of* a country.
pub(crate) fn is_of(word: &str) -> bool {
    REWRITES.written.of.contains(word)
}

/// Whether a small word is a first letter in a person's name.
pub(crate) fn is_persons_initial(word: &str) -> bool {
    REWRITES.written.persons_initials.contains(word)
}

/// The name behind the first half of an Arabic name, where a word has both.
pub(crate) fn without_servant(latin: &str) -> Option<&str> {
    latin.strip_prefix(REWRITES.written.servant.as_str()).filter(|name| !name.is_empty())
}

/// Rewrites words in order.
pub(crate) fn rewrite(words: Vec<String>, of: Of) -> Vec<Rewritten> {
    let mut rewritten = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        let known = servant(rest).or_else(|| match of {
            Of::Person => None,
            Of::Other => form(rest).or_else(|| number(rest)).or_else(|| abbreviation(rest)),
        });
        let (length, latin, what) = match known {
            Some((length, latin, what)) => (length, Some(latin), what),
            None => (1, None, What::Word),
        };
        let written = if length == 1 { first.clone() } else { rest[..length].join(" ") };
        rewritten.push(Rewritten { written, latin, what });
        rest = &rest[length..];
    }
    rewritten
}

/// How many words, what they become and are.
type Known = (usize, String, What);

/// `abd al aziz`, `abdul aziz`: one name, as it is when written together.
fn servant(words: &[String]) -> Option<Known> {
    let tables = &REWRITES.written;
    if !tables.servants.contains(&words[0]) {
        return None;
    }
    let article = usize::from(words.len() > 2 && tables.articles.contains(&words[1]));
    let name = words.get(1 + article)?;
    let is_latin = name.is_ascii();
    is_latin.then(|| (2 + article, format!("{}{name}", tables.servant), What::Word))
}

fn form(words: &[String]) -> Option<Known> {
    let found = REWRITES.forms.get(&words[0])?;
    let (rest, form) = found.iter().find(|(rest, _)| words[1..].starts_with(rest))?;
    Some((1 + rest.len(), form.clone(), What::LegalForm))
}

fn number(words: &[String]) -> Option<Known> {
    let tables = &REWRITES.written;
    let unit = |word: &String| {
        tables.numbers.get(word).copied().or_else(|| word.parse().ok()).filter(|unit| *unit < 10)
    };
    if let Some(tens) = tables.tens.get(&words[0]) {
        let more = words.get(1).and_then(unit);
        let length = 1 + usize::from(more.is_some());
        return Some((length, (tens + more.unwrap_or(0)).to_string(), What::Number));
    }
    let number = tables.numbers.get(&words[0])?;
    Some((1, number.to_string(), What::Number))
}

fn abbreviation(words: &[String]) -> Option<Known> {
    let long = REWRITES.written.abbreviations.get(&words[0])?;
    Some((1, long.clone(), What::Word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, of: Of, expected: &[&str]) {
        let words = name.split_whitespace().map(str::to_string).collect();
        let found: Vec<String> =
            rewrite(words, of).into_iter().map(|word| word.latin.unwrap_or(word.written)).collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn table() {
        check("siemens aktiengesellschaft", Of::Other, &["siemens", "ag"]);
        check("stripe limited liability company", Of::Other, &["stripe", "llc"]);
        check("stripe limited", Of::Other, &["stripe", "ltd"]);
        check(
            "guangzhou haige comm grp",
            Of::Other,
            &["guangzhou", "haige", "communications", "group"],
        );
        check("brigade forty four", Of::Other, &["brigade", "44"]);
        check("brigade forty 4", Of::Other, &["brigade", "44"]);
        check("fund iv", Of::Other, &["fund", "4"]);
        check("abd al aziz", Of::Person, &["abdulaziz"]);
        check("abdul aziz", Of::Person, &["abdulaziz"]);
        check("abdul", Of::Person, &["abdul"]); // Nothing follows.
        check("tech comm", Of::Person, &["tech", "comm"]); // A person's name is not abbreviated so.
        check("", Of::Other, &[]);
    }
}
