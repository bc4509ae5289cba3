//! Decides which listed party a name may mean, and shows why.
//!
//! An [`Index`] is one compiled file over any number of lists and versions. [`screen`] finds the
//! entries of the newest versions that may be the one asked for; [`listed`] answers list by list on
//! a date; [`parties`] and [`resolve_parties`] do it for what documents speak of.
//!
//! Module order (a → b: a may import b): `parties` → `matrix` → `screen` → `score` → `index` →
//! `build` → `sections` → `stored` → `query`

mod build;
mod index;
mod matrix;
mod parties;
mod query;
mod score;
mod screen;
mod sections;
mod stored;

pub use index::{Index, IndexError};
pub use matrix::listed;
pub use parties::{parties, resolve_parties};
pub use query::{Options, Query};
pub use score::compare_names;
pub use screen::screen;
