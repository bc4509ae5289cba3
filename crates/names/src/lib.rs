//! Turns a written name into comparable parts, and says how far two names agree.
//!
//! The crate sees strings and a [`NameKind`], never an entity. Words that say little of whose name
//! it is (legal forms, class words, places, titles) are data in `data/words.yml`.
//!
//! Module order (a → b: a may import b): `compare`, `keys` → `parse` → `rewrite`, `normalize` →
//! `transliterate` → `script`

mod compare;
mod keys;
mod normalize;
mod parse;
mod rewrite;
mod script;
mod transliterate;

pub use compare::{Comparison, Means, Pair, compare};
pub use keys::{edition, keys, word_key};
pub use parse::{NAME_CHARS_MAX, Name, NameKind, Reading, Role, WORDS_MAX, Word, parse};
