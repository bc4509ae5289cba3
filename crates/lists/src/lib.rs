//! Turns each published list into entries and checks that it looks as it should.
//!
//! A list is recognised by its content, never by its file name. A broken row is a warning with its
//! place, and the rest is read; a list that misses its own assertions is refused and named, so
//! that a name is never called "not listed" by a list that is not whole.
//!
//! Module order (a → b: a may import b): `load` → `us_ofac`, `us_csl`, `us_restricted`, `us_dpl`,
//! `us_fcc`, `un_sc`, `eu_annex`, `ftm_json`, `mapped`, `example`, `known` → `check` → `adapter` →
//! `citation` → `person`, `dates` → `source` → `dataset`

mod adapter;
mod check;
mod citation;
mod dataset;
mod dates;
mod eu_annex;
mod example;
mod ftm_json;
mod known;
mod load;
mod mapped;
mod person;
mod source;
mod un_sc;
mod us_csl;
mod us_dpl;
mod us_fcc;
mod us_ofac;
mod us_restricted;

pub use dataset::{Assertions, Dataset};
pub use load::{ListsError, Loaded, Skipped, datasets, fingerprint, load};
