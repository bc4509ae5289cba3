//! Cuts a written name into words in one form: lower case, no marks, no punctuation.

use unicode_normalization::UnicodeNormalization;

use crate::script::{self, Script};

/// A word as written (normalised, in its own script).
pub(crate) fn words(name: &str, chars_max: usize) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last = None;
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    // A possessive and an apostrophe inside a word are no borders: Xi'an, Iran's.
    for letter in name.chars().take(chars_max).nfkd() {
        if letter == '\'' || letter == '’' || letter == 'ʼ' || letter == '`' || is_mark(letter) {
            continue;
        }
        if !letter.is_alphanumeric() || letter == '\u{640}' {
            // Points inside abbreviations join: S.A., L.L.C. (single letters are glued below).
            end(&mut word);
            last = None;
            continue;
        }
        let script = script::of(letter);
        let turns = last
            .is_some_and(|last| last != script && (last == Script::Han || script == Script::Han));
        if turns {
            end(&mut word);
        }
        word.extend(fold(letter).to_lowercase());
        last = Some(script);
    }
    end(&mut word);
    glue_letters(words)
}

/// Combining marks: accents, vowel signs of Arabic and Hebrew.
fn is_mark(letter: char) -> bool {
    let arabic = matches!(letter as u32, 0x610..=0x61A | 0x64B..=0x65F | 0x670);
    arabic || matches!(letter as u32, 0x300..=0x36F | 0x591..=0x5C7 | 0x200B..=0x200F)
}

/// Letters of Arabic script that are the same letter in another country's habit.
fn fold(letter: char) -> char {
    match letter {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
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
        check("Iran's Xi'an", &["irans", "xian"]);
        check("José Müller", &["jose", "muller"]);
        check("ZTE中兴", &["zte", "中兴"]);
        check("J. R. R. Smith", &["jrr", "smith"]);
        check("", &[]);
    }
}
