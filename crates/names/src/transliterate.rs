//! Writes a word in Latin letters.
//!
//! Chinese by the most usual reading of each character (pinyin without tones); Arabic and Persian
//! by a table of known words, else by their consonants and long vowels, which is all that is
//! written; every other script by the transliteration of the `any_ascii` crate.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;
use serde::Deserialize;

use crate::script::{self, Script};

/// `data/readings.yml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Readings {
    arabic: HashMap<String, String>,
    han: HashMap<String, Vec<String>>,
    meanings: HashMap<String, String>,
}

static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    serde_saphyr::from_str(include_str!("../data/readings.yml"))
        .expect("the bundled readings are read by a test")
});

/// The Latin words by which a Chinese name is known, where they are not its pinyin.
pub(crate) fn known_as(han: &str) -> Option<&'static [String]> {
    READINGS.han.get(han).map(Vec::as_slice)
}

/// A word whose meaning counts, in English: a kind of body, a legal form.
pub(crate) fn meaning(word: &str) -> Option<&'static str> {
    READINGS.meanings.get(word).map(String::as_str)
}

/// Latin letters of Arabic and Persian ones, by hand after the romanisation of the Library of
/// Congress, without its marks. Long vowels keep the letter that names in the press have.
const ARABIC: [(&str, &str); 39] = [
    ("آ", "a"),
    ("ا", "a"),
    ("أ", "a"),
    ("إ", "e"),
    ("ٱ", "a"),
    ("ب", "b"),
    ("پ", "p"),
    ("ت", "t"),
    ("ث", "th"),
    ("ج", "j"),
    ("چ", "ch"),
    ("ح", "h"),
    ("خ", "kh"),
    ("د", "d"),
    ("ذ", "dh"),
    ("ر", "r"),
    ("ز", "z"),
    ("ژ", "zh"),
    ("س", "s"),
    ("ش", "sh"),
    ("ص", "s"),
    ("ض", "z"),
    ("ط", "t"),
    ("ظ", "z"),
    ("ع", ""),
    ("غ", "gh"),
    ("ف", "f"),
    ("ق", "q"),
    ("ک", "k"),
    ("ك", "k"),
    ("گ", "g"),
    ("ل", "l"),
    ("م", "m"),
    ("ن", "n"),
    ("و", "v"),
    ("ه", "h"),
    ("ة", "h"),
    ("ی", "i"),
    ("ي", "i"),
];

/// Whether a word has a reading of its own, short vowels and all.
pub(crate) fn is_known(word: &str) -> bool {
    READINGS.arabic.contains_key(word) || READINGS.meanings.contains_key(word)
}

/// One word in lower-case Latin letters and digits. What cannot be read is left out.
pub(crate) fn to_latin(word: &str) -> String {
    if !word.is_ascii()
        && let Some(reading) = READINGS.arabic.get(word)
    {
        return reading.clone();
    }
    let mut latin = String::with_capacity(word.len() * 2);
    for letter in word.chars() {
        match script::of(letter) {
            Script::Han => {
                latin.push_str(
                    letter.to_pinyin().map(|reading| reading.plain()).unwrap_or_default(),
                );
            }
            Script::Arabic => {
                let mut buffer = [0; 4];
                let written: &str = letter.encode_utf8(&mut buffer);
                let read = ARABIC.iter().find(|(arabic, _)| *arabic == written);
                latin.push_str(read.map(|(_, read)| *read).unwrap_or_default());
            }
            Script::Other if letter.is_ascii() => latin.push(letter.to_ascii_lowercase()),
            Script::Other => latin.push_str(&any_ascii::any_ascii_char(letter).to_lowercase()),
        }
    }
    latin.retain(|c| c.is_ascii_alphanumeric());
    latin
}

/// The consonants of a Latin word in classes of those that spellings confuse: the same for
/// `tiandy` and `tiandi`, `mohammed` and `muhamad`. Empty where the word has no consonant.
pub(crate) fn skeleton(latin: &str) -> String {
    let mut classes = String::with_capacity(latin.len());
    let bytes = latin.as_bytes();
    for (place, byte) in bytes.iter().enumerate() {
        let next = bytes.get(place + 1).copied().unwrap_or(0);
        let class = match byte {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' => continue,
            b'c' if next == b'h' => 'x',
            b's' if next == b'h' => 'x',
            b'z' if next == b'h' => 'x',
            b'p' if next == b'h' => 'f',
            b'c' | b'k' | b'q' => 'k',
            b'g' => 'g',
            b'j' => 'j',
            b'x' => 'x',
            b's' | b'z' => 's',
            b't' | b'd' => 't',
            b'v' | b'w' | b'f' => 'f',
            b'b' | b'p' => 'p',
            other => char::from(*other),
        };
        if !classes.ends_with(class) {
            classes.push(class);
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_read() {
        assert_eq!(to_latin("天地伟业"), "tiandiweiye");
        assert_eq!(to_latin("天地偉業"), "tiandiweiye"); // Traditional characters read alike.
        assert_eq!(to_latin("Путин"), "putin");
        assert_eq!(to_latin("ویرا"), "vira");
        assert_eq!(to_latin("احمد"), "ahmad"); // A known word has its short vowels.
        assert_eq!(to_latin("Müller"), "muller");
    }

    #[test]
    fn skeletons_join_spellings() {
        assert_eq!(skeleton("tiandy"), skeleton("tiandi"));
        assert_eq!(skeleton("mohammed"), skeleton("muhamad"));
        assert_eq!(skeleton("sepah"), skeleton("spah"));
        assert_ne!(skeleton("hikvision"), skeleton("huawei"));
    }
}
