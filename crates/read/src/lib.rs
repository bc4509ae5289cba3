//! Turns a document into claims, each carrying the exact quotation that supports it.
//!
//! [`open`] finds the text in the bytes, [`read`] finds in the text what is mentioned and what is
//! claimed. Reading is by rules over data files and never says more than the text: an agent that
//! the text does not name stays unknown, a damaged passage is marked and never repaired.
//!
//! Module order (a → b: a may import b): `reading` → `protect` → `claims` → `apposition` →
//! `frames` → `attribution` → `clauses` → `coreference` → `chunks` → `names` → `spans` → `tokens` →
//! `lexicon`; `open` → `scripts`

mod apposition;
mod attribution;
mod chunks;
mod claims;
mod clauses;
mod coreference;
mod frames;
mod lexicon;
mod names;
mod open;
mod protect;
mod reading;
mod scripts;
mod spans;
mod tokens;

pub use lexicon::{Predicate, predicates};
pub use open::{DOCUMENT_BYTES_MAX, open};
pub use reading::read;
