//! Keeps a case: captured bytes, what was read from them, what was concluded, and a log of it all.
//!
//! A case is one folder: `case.sqlite`, `captures/` (original bytes, named by their SHA-256) and
//! `log.jsonl` (hash-chained). Whatever a call has acknowledged is there after a crash at any
//! moment; what is put again unchanged adds nothing.
//!
//! Module order (a → b: a may import b): `case` → `captures`, `log` → `error`

mod captures;
mod case;
mod error;
mod log;

pub use case::{Case, FORM, Summary};
pub use error::StoreError;
