//! Cuts text into words and sentences, with their places.

use crate::lexicon::Lexicon;

/// A word, a number or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Offset of the first byte.
    pub(crate) start: usize,
    /// Offset behind the last byte.
    pub(crate) end: usize,
    /// In lower case, with plain apostrophes.
    pub(crate) lower: String,
    /// What it is.
    pub(crate) shape: Shape,
}

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A word that begins with a capital.
    Capital,
    /// Another word.
    Word,
    /// Digits.
    Number,
    /// `'s` behind a word.
    Possessive,
    /// A quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// Tokens of one sentence: a range of places in the tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// First token.
    pub(crate) first: usize,
    /// Behind the last token.
    pub(crate) end: usize,
    /// Number of its paragraph.
    pub(crate) paragraph: usize,
}

/// The tokens of a stretch of text; places count from the start of the whole text.
pub(crate) fn tokens(text: &str, from: usize, to: usize) -> Vec<Token> {
    let mut found = Vec::new();
    let slice = &text[from..to];
    let mut letters = slice.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() || letter == '\u{feff}' {
            continue;
        }
        let mut end = start + letter.len_utf8();
        let mut shape = Shape::Mark;
        if letter.is_alphanumeric() {
            let digits = letter.is_ascii_digit();
            while let Some(&(place, next)) = letters.peek() {
                let after = slice[place + next.len_utf8()..].chars().next();
                let letter_after = after.is_some_and(char::is_alphanumeric);
                let joins = next.is_alphanumeric()
                    || (matches!(next, '-' | '‑' | '\'' | '’')
                        && letter_after
                        && !possessive(&slice[place..])
                        && !ends_name(&slice[start..place], &slice[place + next.len_utf8()..]))
                    || (matches!(next, '.' | ',')
                        && digits
                        && after.is_some_and(|c| c.is_ascii_digit()))
                    || (next == '.' && abbreviates(&slice[start..place], after));
                if !joins {
                    break;
                }
                end = place + next.len_utf8();
                letters.next();
            }
            shape = match letter {
                _ if digits => Shape::Number,
                _ if letter.is_uppercase() => Shape::Capital,
                _ => Shape::Word,
            };
        } else if possessive(&slice[start..]) && follows_word(&found, from + start) {
            let (place, s) = letters.next().unwrap_or((start, letter));
            end = place + s.len_utf8();
            shape = Shape::Possessive;
        } else if matches!(letter, '“' | '”' | '"' | '«' | '»' | '„') {
            shape = Shape::Quote;
        }
        let lower = slice[start..end].to_lowercase().replace('’', "'");
        found.push(Token { start: from + start, end: from + end, lower, shape });
    }
    found
}

/// Participles that are hung on names: "Tianjin-based", "Port Sanlo-registered".
const HUNG_ON: [&str; 10] =
    ["based", "registered", "listed", "owned", "backed", "powered", "made", "run", "linked", "led"];

/// Whether a hyphen ends a name: a participle follows, or one letter stands before a capital
/// ("R-Florida").
fn ends_name(word: &str, rest: &str) -> bool {
    let next: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let single = word.chars().count() == 1 && capital(word) && capital(&next);
    single || (capital(word) && HUNG_ON.contains(&next.as_str()))
}

fn possessive(rest: &str) -> bool {
    let mut letters = rest.chars();
    matches!(letters.next(), Some('\'' | '’'))
        && letters.next() == Some('s')
        && !letters.next().is_some_and(char::is_alphanumeric)
}

fn follows_word(found: &[Token], start: usize) -> bool {
    found.last().is_some_and(|last| last.end == start && last.shape != Shape::Mark)
}

/// A point inside or behind an abbreviation of single capitals: U.S., D.C.
fn abbreviates(word: &str, after: Option<char>) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let single = parts.iter().all(|p| p.chars().count() == 1 && p.chars().all(char::is_uppercase));
    single && (after.is_some_and(char::is_uppercase) || parts.len() >= 2)
}

/// The sentences of some tokens. A point ends a sentence where a capital, a number or a quotation
/// mark follows and the word before is no abbreviation; a line break always does where a capital
/// follows or a line is empty.
pub(crate) fn sentences(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut first = 0;
    let mut paragraph = 0;
    for place in 0..tokens.len() {
        let next = tokens.get(place + 1);
        let gap = next.map_or("", |next| &text[tokens[place].end..next.start]);
        let breaks = gap.contains('\n');
        let end = match next {
            None => true,
            Some(_) if breaks => true,
            Some(next) => ends_sentence(text, tokens, place, next, lexicon),
        };
        if end {
            found.push(Sentence { first, end: place + 1, paragraph });
            first = place + 1;
        }
        paragraph += usize::from(breaks);
    }
    found
}

fn ends_sentence(
    text: &str,
    tokens: &[Token],
    place: usize,
    next: &Token,
    lexicon: &Lexicon,
) -> bool {
    let word = |place: usize| &text[tokens[place].start..tokens[place].end];
    // A closing quotation mark belongs to the sentence that ends in front of it.
    let closing = tokens[place].shape == Shape::Quote
        && place > 0
        && tokens[place - 1].end == tokens[place].start;
    let mark = if closing { place - 1 } else { place };
    if !matches!(word(mark), "." | "!" | "?" | "…") {
        return false;
    }
    if next.shape == Shape::Quote && !closing && text[tokens[place].end..next.start].is_empty() {
        return false;
    }
    if mark > 0 && word(mark) == "." {
        let before = word(mark - 1);
        if lexicon.words.abbreviations.contains(before) && next.shape != Shape::Quote {
            return false;
        }
    }
    matches!(next.shape, Shape::Capital | Shape::Number | Shape::Quote | Shape::Word)
        && (next.shape != Shape::Word || closing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::english;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let all = tokens(text, 0, text.len());
        let found: Vec<&str> = sentences(text, &all, english())
            .iter()
            .map(|s| &text[all[s.first].start..all[s.end - 1].end])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_they_end() {
        check("It sold it. He left.", &["It sold it.", "He left."]);
        check(
            "U.S. officials said so. Mr. Smith left.",
            &["U.S. officials said so.", "Mr. Smith left."],
        );
        check("It cost 4.2 million. Next.", &["It cost 4.2 million.", "Next."]);
        check("“No,” he said. “Never.” She left.", &["“No,” he said.", "“Never.”", "She left."]);
        check("closed circuit. tv set", &["closed circuit. tv set"]); // No capital follows.
    }

    #[test]
    fn words_keep_their_marks() {
        let text = "Iran’s Tianjin-based phone-tapping 22-year-old";
        let lower: Vec<String> = tokens(text, 0, text.len()).into_iter().map(|t| t.lower).collect();
        let hung = ["iran", "'s", "tianjin", "-", "based", "phone-tapping", "22-year-old"];
        assert_eq!(lower, hung);
    }
}
