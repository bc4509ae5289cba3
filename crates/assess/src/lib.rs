//! Lays evidence beside the elements of the law, and publishes it so that a stranger can check it.
//!
//! Never a verdict: the evidence meets an element, contradicts it, or is not there. [`dossier`]
//! writes what was found, [`verify`] checks a written dossier and needs nothing else.
//!
//! Module order (a → b: a may import b): `dossier`, `verify` → `evaluate` → `criteria`, `graph`

pub mod criteria;
pub mod dossier;
pub mod evaluate;
pub mod graph;
pub mod verify;
