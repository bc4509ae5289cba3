//! Cuts a written name into words in one form: lower case, no marks, no punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::script::{self, Script};

/// Bytes of a word from which `'s` behind it is a possessive; by hand: shorter ones are `Qa's`.
const POSSESSOR_BYTES_MIN: usize = 3;

/// A word as written (normalised, in its own script).
pub(crate) fn words(name: &str, chars_max: usize) -> Vec<String> {
    let mut cut = Cut { words: Vec::new(), word: String::new(), possessive: None };
    let mut last = None;
    // Marks go before letters are put together again: Kana and Hangul need theirs.
    for letter in name.chars().take(chars_max).nfkd().filter(|c| !is_mark(*c)).nfc() {
        if matches!(letter, '\'' | '’' | 'ʼ' | '`') {
            cut.possessive = Some(cut.word.len());
            continue;
        }
        if letter == '&' {
            cut.end();
            cut.words.push("and".into());
            continue;
        }
        if !letter.is_alphanumeric() || letter == '\u{640}' {
            if !is_combining_mark(letter) {
                // Points inside abbreviations join: S.A., L.L.C. (single letters are glued below).
                cut.end();
                last = None;
            }
            continue;
        }
        let script = script::of(letter);
        let turns = last
            .is_some_and(|last| last != script && (last == Script::Han || script == Script::Han));
        if turns {
            cut.end();
        }
        cut.word.extend(fold(letter).to_lowercase());
        last = Some(script);
    }
    cut.end();
    glue_letters(cut.words)
}

/// The words so far and the one that is being read.
struct Cut {
    words: Vec<String>,
    word: String,
    /// Bytes in front of the last apostrophe: one inside a word is no border (Xi'an), and what
    /// follows the last is dropped where it is a possessive (Iran's).
    possessive: Option<usize>,
}

impl Cut {
    fn end(&mut self) {
        if let Some(place) = self.possessive.take()
            && place >= POSSESSOR_BYTES_MIN
            && &self.word[place..] == "s"
        {
            self.word.truncate(place);
        }
        if !self.word.is_empty() {
            self.words.push(std::mem::take(&mut self.word));
        }
    }
}

/// Combining marks that say nothing here (accents, vowel signs of Arabic and Hebrew), and letters
/// that are not seen: joiners, directions, soft hyphens.
fn is_mark(letter: char) -> bool {
    let arabic = matches!(letter as u32, 0x610..=0x61A | 0x64B..=0x65F | 0x670);
    let unseen = matches!(letter as u32,
        0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF);
    arabic || unseen || matches!(letter as u32, 0x300..=0x36F | 0x591..=0x5C7)
}

/// Letters of Arabic script that are the same letter in another country's habit.
fn fold(letter: char) -> char {
    match letter {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' => 'ه',
        other => other,
    }
}

/// Runs of single Latin letters become one word: `s a` from `S.A.`.
fn glue_letters(words: Vec<String>) -> Vec<String> {
    let mut glued: Vec<String> = Vec::with_capacity(words.len());
    let mut run = 0;
    for word in words {
        let is_letter = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
        match glued.last_mut() {
            Some(last) if is_letter && run > 0 => last.push_str(&word),
            _ => glued.push(word),
        }
        run = if is_letter { run + 1 } else { 0 };
    }
    glued
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        assert_eq!(words(name, 100), expected, "{name}");
    }

    #[test]
    fn table() {
        check(
            "Tianjin Tiandi Weiye Technologies Co., Ltd.",
            &["tianjin", "tiandi", "weiye", "technologies", "co", "ltd"],
        );
        check("CECOEX, S.A.", &["cecoex", "sa"]);
        check("Iran's Xi'an", &["iran", "xian"]);
        check("Al Qa’ida", &["al", "qaida"]);
        check("H&M", &["h", "and", "m"]);
        check("バラク・オバマ", &["バラク", "オバマ"]); // The mark of バ is part of the letter.
        check("Ti\u{200b}an\u{202e}dy", &["tiandy"]); // Letters that are not seen.
        check("José Müller", &["jose", "muller"]);
        check("ZTE中兴", &["zte", "中兴"]);
        check("J. R. R. Smith", &["jrr", "smith"]);
        check("", &[]);
    }
}
