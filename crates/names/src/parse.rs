//! Parses a written name into words with roles.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::normalize;
use crate::rewrite::{self, Of, Rewritten, What};
use crate::script::{self, Script};
use crate::transliterate::{is_known, known_as, meaning, skeleton, to_latin};

/// Characters of a name that are looked at; by hand: the longest real names have some 300.
pub const NAME_CHARS_MAX: usize = 512;
/// Words of a name that are looked at; by hand.
pub const WORDS_MAX: usize = 32;

/// What kind of thing a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, body or other organisation.
    Organization,
    /// A ship or aircraft.
    Vessel,
    /// Not known.
    Unknown,
}

/// What a word does in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It says whose name it is.
    Core,
    /// In a person's name: the father's, behind a word that says so (bin, ibn).
    Patronymic,
    /// A country, its adjective, a large city or province, beside a core.
    Place,
    /// A place that the name is bound to: the Party of Peru.
    Realm,
    /// What kind of body it is: technologies, group.
    Class,
    /// A form in law: Ltd, GmbH.
    LegalForm,
    /// A number or ordinal: 2, II, 3rd.
    Number,
    /// A particle or article: the, al, bin.
    Small,
    /// Dr, Sheikh, Senator.
    Title,
    /// A single letter that stands for a given name.
    Initial,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Normalised, in its own script.
    pub written: String,
    /// In Latin letters; never empty.
    pub latin: String,
    /// Consonant classes of `latin`; may be empty.
    pub skeleton: String,
    /// What it does.
    pub role: Role,
    /// How `latin` comes from `written`.
    pub reading: Reading,
}

/// How much of a word's sound its letters give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Letters, vowels and all; or a reading that is known.
    Letters,
    /// Chinese characters, by their usual reading: it is whole, but others write the same.
    Syllables,
    /// Consonants and long vowels only.
    Consonants,
}

/// A parsed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it is a name of.
    pub kind: NameKind,
    /// Its words in order.
    pub words: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    legal_forms: Vec<String>,
    class_words: Vec<String>,
    places: Vec<String>,
    small_words: Vec<String>,
    titles: Vec<String>,
    glued_forms: Vec<String>,
    glued_classes: Vec<String>,
}

struct Knowledge {
    roles: HashMap<String, Role>,
    han_places: HashSet<String>,
    glued: Vec<(Vec<char>, Role)>,
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    let lists: Lists = serde_saphyr::from_str(include_str!("../data/words.yml"))
        .expect("the bundled words are read by a test");
    let is_han = |word: &String| word.chars().any(|c| script::of(c) == Script::Han);
    let (han_places, places): (Vec<String>, Vec<String>) =
        lists.places.into_iter().partition(is_han);
    let mut roles = HashMap::new();
    // Later ones win: "co" is a form, not a class.
    for (words, role) in [
        (places, Role::Place),
        (lists.titles, Role::Title),
        (lists.class_words, Role::Class),
        (lists.legal_forms, Role::LegalForm),
        (lists.small_words, Role::Small),
    ] {
        roles.extend(words.into_iter().map(|word| (word, role)));
    }
    let chars =
        |words: Vec<String>, role| words.into_iter().map(move |w| (w.chars().collect(), role));
    let glued =
        chars(lists.glued_forms, Role::LegalForm).chain(chars(lists.glued_classes, Role::Class));
    Knowledge { roles, han_places: han_places.into_iter().collect(), glued: glued.collect() }
});

/// Parses a name. A name without letters or digits has no words.
pub fn parse(name: &str, kind: NameKind) -> Name {
    let mut written = normalize::words(name, NAME_CHARS_MAX);
    written.truncate(WORDS_MAX);
    let of = if kind == NameKind::Person { Of::Person } else { Of::Other };
    let mut words: Vec<Word> = Vec::with_capacity(written.len());
    for rewritten in rewrite::rewrite(written, of) {
        if rewritten.written.chars().next().is_some_and(|c| script::of(c) == Script::Han) {
            han_words(&rewritten.written, &mut words);
        } else {
            words.extend(word(rewritten, kind));
        }
    }
    fathers(&mut words, kind);
    realms(&mut words);
    assign(&mut words, kind);
    Name { kind, words }
}

fn word(rewritten: Rewritten, kind: NameKind) -> Option<Word> {
    let Rewritten { written, latin, what } = rewritten;
    let reads = |c| script::of(c) == Script::Arabic;
    let known = latin.is_some();
    let latin = latin.or_else(|| meaning(&written).map(str::to_string));
    let latin = latin.unwrap_or_else(|| to_latin(&written));
    if latin.is_empty() {
        return None;
    }
    let role = match what {
        What::LegalForm => Role::LegalForm,
        What::Number => Role::Number,
        What::Word => role_of(&written, &latin, known, kind),
    };
    let letters = known || !written.chars().any(reads) || is_known(&written);
    let reading = if letters { Reading::Letters } else { Reading::Consonants };
    Some(Word { skeleton: skeleton(&latin), latin, written, role, reading })
}

fn role_of(written: &str, latin: &str, is_rewritten: bool, kind: NameKind) -> Role {
    let person = kind == NameKind::Person;
    let listed = KNOWLEDGE.roles.get(written);
    let listed = listed.or_else(|| KNOWLEDGE.roles.get(latin).filter(|_| is_rewritten));
    match listed.copied() {
        _ if person && rewrite::is_persons_initial(written) => Role::Initial,
        Some(Role::Title) if kind == NameKind::Organization => Role::Core,
        Some(Role::Place | Role::Class | Role::LegalForm) if person => Role::Core,
        Some(role) => role,
        None if is_number(latin) => Role::Number,
        None if latin.len() == 1 => Role::Initial,
        None => Role::Core,
    }
}

/// Digits, Roman numerals from II on, ordinals. A single "I", "V" or "X" is a letter.
fn is_number(latin: &str) -> bool {
    let digits = latin.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd");
    let digits = digits.trim_end_matches("th");
    let numeral = ["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv"];
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())) || numeral.contains(&latin)
}

/// Marks the fathers' names of a person: the word behind "bin", where a name is in front of it.
fn fathers(words: &mut [Word], kind: NameKind) {
    if kind != NameKind::Person {
        return;
    }
    let mut expected = false;
    for word in words.iter_mut().skip(1) {
        if rewrite::is_father_word(&word.written) {
            expected = true;
        } else if expected && word.role == Role::Core {
            word.role = Role::Patronymic;
            expected = false;
        }
    }
}

/// Marks the places that a name is bound to: small words in front, "of" among them.
fn realms(words: &mut [Word]) {
    let mut bound = false;
    for word in words {
        match word.role {
            Role::Small => bound |= rewrite::is_of(&word.written),
            Role::Place if bound => word.role = Role::Realm,
            _ => bound = false,
        }
    }
}

/// The words of a piece of a Chinese name: how it is known, what it means, or how it is read.
fn han_word(written: String, role: Role) -> Vec<Word> {
    let known: Vec<String> = match (known_as(&written), meaning(&written)) {
        (Some(known), _) => known.to_vec(),
        (None, Some(meaning)) if role != Role::Core => vec![meaning.to_string()],
        _ => Vec::new(),
    };
    let reading = if known.is_empty() { Reading::Syllables } else { Reading::Letters };
    let latins = if known.is_empty() { vec![to_latin(&written)] } else { known };
    let words = latins.into_iter().filter(|latin| !latin.is_empty()).map(|latin| Word {
        skeleton: skeleton(&latin),
        latin,
        written: written.clone(),
        role,
        reading,
    });
    words.collect()
}

/// Cuts a run of Chinese characters: place in front, classes and forms behind, core between.
fn han_words(run: &str, words: &mut Vec<Word>) {
    let letters: Vec<char> = run.chars().collect();
    let mut start = 0;
    let place = (2..=3).rev().find_map(|length| {
        let front: String = letters.get(..length)?.iter().collect();
        (letters.len() > length + 1 && KNOWLEDGE.han_places.contains(&front)).then_some(front)
    });
    if let Some(place) = place {
        start = place.chars().count();
        words.extend(han_word(place, Role::Place));
    }
    let mut end = letters.len();
    let mut behind = Vec::new();
    while let Some((ending, role)) = KNOWLEDGE
        .glued
        .iter()
        .find(|(ending, _)| end - start > ending.len() && letters[start..end].ends_with(ending))
    {
        end -= ending.len();
        behind.extend(han_word(ending.iter().collect(), *role));
    }
    words.extend(han_word(letters[start..end].iter().collect(), Role::Core));
    words.extend(behind.into_iter().rev());
}

/// A name has a core: where none is left, places and classes together take its part, for it is
/// told from its sisters by any of them; else numbers, titles, and so on.
fn assign(words: &mut [Word], kind: NameKind) {
    let parts: [&[Role]; 5] = [
        &[Role::Place, Role::Realm, Role::Class],
        &[Role::Number],
        &[Role::Title],
        &[Role::Small],
        &[Role::LegalForm],
    ];
    for roles in parts {
        if words.iter().any(|word| word.role == Role::Core) {
            break;
        }
        let those = words.iter_mut().filter(|word| roles.contains(&word.role));
        those.for_each(|word| word.role = Role::Core);
    }
    if kind == NameKind::Organization {
        // A single letter in an organisation's name is part of it.
        words.iter_mut().filter(|w| w.role == Role::Initial).for_each(|w| w.role = Role::Number);
    }
}

impl Name {
    /// The words of one role, in order.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(move |word| word.role == role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, kind: NameKind, core: &[&str]) {
        let name = parse(name, kind);
        let found: Vec<&str> = name.of_role(Role::Core).map(|word| word.latin.as_str()).collect();
        assert_eq!(found, core);
    }

    #[test]
    fn table() {
        use NameKind::{Organization, Person};
        check("Tianjin Tiandi Weiye Technologies Co., Ltd.", Organization, &["tiandi", "weiye"]);
        check("天津天地伟业技术有限公司", Organization, &["tiandiweiye"]);
        check("天地伟业", Organization, &["tiandiweiye"]);
        // Something must be core.
        check(
            "China National Technology Company",
            Organization,
            &["china", "national", "technology"],
        );
        check("Iran's Morality Police", Organization, &["morality", "police"]);
        check("Communist Party of Peru", Organization, &["communist", "party"]);
        check("A. Khamenei", Person, &["khamenei"]); // Not the article.
        check("中兴通讯股份有限公司", Organization, &["zte"]); // Known by another name.
        check("Salman bin Muhammad al-Rawi", Person, &["salman", "rawi"]); // The father's is apart.
        check("Dr. Abbas Azarpendar", Person, &["abbas", "azarpendar"]);
        check("شرکت رادیس ویرا تجارت", Organization, &["radis", "vira", "tejarat"]);
        check("", Organization, &[]);
    }
}
