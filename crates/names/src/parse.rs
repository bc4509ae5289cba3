//! Parses a written name into words with roles.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::normalize;
use crate::script::{self, Script};
use crate::transliterate::{skeleton, to_latin};

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
    /// A country, its adjective, a large city or province, beside a core.
    Place,
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
    /// It was read from Chinese characters or from a script without short vowels.
    pub is_read: bool,
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
    let mut words: Vec<Word> = Vec::new();
    for written in normalize::words(name, NAME_CHARS_MAX).into_iter().take(WORDS_MAX) {
        if written.chars().next().is_some_and(|c| script::of(c) == Script::Han) {
            han_words(&written, &mut words);
        } else {
            words.extend(word(written, None, kind));
        }
    }
    assign(&mut words, kind);
    Name { kind, words }
}

fn word(written: String, role: Option<Role>, kind: NameKind) -> Option<Word> {
    let latin = to_latin(&written);
    if latin.is_empty() {
        return None;
    }
    let known = KNOWLEDGE.roles.get(&written).copied();
    let role = role.unwrap_or_else(|| match known {
        Some(Role::Title) if kind == NameKind::Organization => Role::Core,
        Some(Role::Place | Role::Class | Role::LegalForm) if kind == NameKind::Person => Role::Core,
        Some(role) => role,
        None if is_number(&latin) => Role::Number,
        None if latin.len() == 1 => Role::Initial,
        None => Role::Core,
    });
    let is_read = written.chars().any(|c| script::of(c) != Script::Other);
    Some(Word { skeleton: skeleton(&latin), latin, written, role, is_read })
}

/// Digits, Roman numerals from II on, ordinals. A single "I", "V" or "X" is a letter.
fn is_number(latin: &str) -> bool {
    let digits = latin.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd");
    let digits = digits.trim_end_matches("th");
    let numeral = ["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv"];
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())) || numeral.contains(&latin)
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
        words.extend(word(place, Some(Role::Place), NameKind::Unknown));
    }
    let mut end = letters.len();
    let mut behind = Vec::new();
    while let Some((ending, role)) = KNOWLEDGE
        .glued
        .iter()
        .find(|(ending, _)| end - start > ending.len() && letters[start..end].ends_with(ending))
    {
        end -= ending.len();
        behind.extend(word(ending.iter().collect(), Some(*role), NameKind::Unknown));
    }
    words.extend(word(letters[start..end].iter().collect(), Some(Role::Core), NameKind::Unknown));
    words.extend(behind.into_iter().rev());
}

/// A name has a core: where none is left, all that describes takes its part, as in the name of a
/// body that is called by country and kind alone.
fn assign(words: &mut [Word], kind: NameKind) {
    const STEPS: [&[Role]; 4] = [
        &[Role::Place, Role::Class],
        &[Role::Number],
        &[Role::Title, Role::Small],
        &[Role::LegalForm],
    ];
    for roles in STEPS {
        if words.iter().any(|word| word.role == Role::Core) {
            break;
        }
        let describing = words.iter_mut().filter(|word| roles.contains(&word.role));
        describing.for_each(|word| word.role = Role::Core);
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
        check("Dr. Abbas Azarpendar", Person, &["abbas", "azarpendar"]);
        check("شرکت رادیس ویرا تجارت", Organization, &["radis", "vira", "tjart"]);
        check("", Organization, &[]);
    }
}
