//! Withholds protected persons: their names are replaced wherever they stand, and places of
//! quotations are moved accordingly.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Content;

/// Letters from which a part of a name is withheld on its own; by hand: shorter ones are words.
const PART_LETTERS_MIN: usize = 4;

/// What is withheld: strings in lower case with what stands in their place, longest first.
pub(super) struct Withheld {
    strings: Vec<(String, String)>,
}

impl Withheld {
    /// All names of protected persons of a case, and their longer parts.
    pub(super) fn of(content: &Content) -> Withheld {
        let mut by_name: BTreeMap<String, String> = BTreeMap::new();
        let protected = content.parties.iter().filter(|party| party.protected.is_some());
        for (place, party) in protected.enumerate() {
            let stand_in = format!("[withheld {}]", place + 1);
            for name in party.names.iter().chain([&party.name]) {
                let parts =
                    name.split_whitespace().filter(|p| p.chars().count() >= PART_LETTERS_MIN);
                for string in parts.chain([name.as_str()]) {
                    by_name.entry(string.to_lowercase()).or_insert_with(|| stand_in.clone());
                }
            }
        }
        let mut strings: Vec<(String, String)> = by_name.into_iter().collect();
        strings.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        Withheld { strings }
    }

    /// How many strings are withheld.
    pub(super) fn count(&self) -> usize {
        self.strings.len()
    }

    /// A text without what is withheld, and how places in it moved.
    pub(super) fn text(&self, text: &str) -> (String, Moved) {
        let mut published = String::with_capacity(text.len());
        let mut moved = Moved::default();
        let mut place = 0;
        while place < text.len() {
            match self.at(text, place) {
                Some((length, stand_in)) => {
                    moved.cuts.push((place, place + length, published.len(), stand_in.len()));
                    published.push_str(stand_in);
                    place += length;
                }
                None => {
                    let letter = text[place..].chars().next().unwrap_or('\u{fffd}');
                    published.push(letter);
                    place += letter.len_utf8();
                }
            }
        }
        (published, moved)
    }

    /// What is withheld at a place: its length in the text and what stands in for it.
    fn at(&self, text: &str, place: usize) -> Option<(usize, &str)> {
        let before = text[..place].chars().next_back();
        if self.strings.is_empty() || before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        self.strings.iter().find_map(|(string, stand_in)| {
            let length = matched(&text[place..], string)?;
            let after = text[place + length..].chars().next();
            (!after.is_some_and(char::is_alphanumeric)).then_some((length, stand_in.as_str()))
        })
    }

    /// A JSON value without what is withheld, keys included.
    pub(super) fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text).0),
            Value::Array(values) => values.into_iter().map(|v| self.value(v)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(k, v)| (self.text(&k).0, self.value(v))).collect()
            }
            other => other,
        }
    }

    /// The first string that survives in a file, if any does.
    pub(super) fn survivor(&self, file: &str) -> Option<&str> {
        let folded = file.to_lowercase();
        let stands = |string: &str| {
            folded.match_indices(string).any(|(place, found)| {
                let before = folded[..place].chars().next_back();
                let after = folded[place + found.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            })
        };
        self.strings.iter().map(|(string, _)| string.as_str()).find(|string| stands(string))
    }
}

/// Length of the text's beginning that is a string, whatever its case and white space.
fn matched(text: &str, string: &str) -> Option<usize> {
    let mut wanted = string.chars().peekable();
    let mut length = 0;
    let mut letters = text.chars().peekable();
    while let Some(want) = wanted.next() {
        let have = letters.next()?;
        length += have.len_utf8();
        if want.is_whitespace() && (have.is_whitespace() || have == '_') {
            while letters.peek().is_some_and(|c| c.is_whitespace()) {
                length += letters.next().map_or(0, char::len_utf8);
            }
            continue;
        }
        let mut lower = have.to_lowercase();
        if lower.next() != Some(want) {
            return None;
        }
        for rest in lower {
            if wanted.next() != Some(rest) {
                return None;
            }
        }
    }
    Some(length)
}

/// How places in a text moved: `(start, end)` of each cut, where it stands now, and its new length.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved {
    cuts: Vec<(usize, usize, usize, usize)>,
}

impl Moved {
    /// Where a place is now. A place inside a cut moves to its start, or behind it where `ends`.
    pub(super) fn place(&self, place: usize, ends: Edge) -> usize {
        let mut shift = 0_isize;
        for (start, end, new_start, new_length) in &self.cuts {
            if place > *start && place < *end {
                return if ends == Edge::End { new_start + new_length } else { *new_start };
            }
            if place >= *end {
                shift = (new_start + new_length) as isize - *end as isize;
            }
        }
        (place as isize + shift) as usize
    }
}

/// Which end of a stretch a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Its first byte.
    Start,
    /// Behind its last byte.
    End,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withheld(names: &[&str]) -> Withheld {
        let pairs = names.iter().map(|n| (n.to_lowercase(), "[withheld 1]".to_string()));
        Withheld { strings: pairs.collect() }
    }

    #[test]
    fn names_go_and_places_move() {
        let withheld = withheld(&["Jane Roe", "Jane"]);
        let (text, moved) = withheld.text("Then JANE  Roe left. Janet stayed, jane_roe too.");
        assert_eq!(text, "Then [withheld 1] left. Janet stayed, [withheld 1] too.");
        assert_eq!(&text[moved.place(15, Edge::Start)..moved.place(19, Edge::End)], "left");
        assert!(withheld.survivor(&text).is_none());
        assert_eq!(withheld.survivor("by Jane"), Some("jane"));
    }
}
