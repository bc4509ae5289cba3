//! Walks the evidence and applies legal criteria, leaving a cited finding and a dossier that a
//! stranger can verify.
//!
//! `criteria` reads instruments from data files; `graph` lays the claims out as relations between
//! parties; `evaluate` sets the evidence beside the elements of each limb; `dossier` renders all of
//! it; `verify` re-checks a rendered dossier. Nothing here reads a clock or the network, and
//! nothing here gives a verdict: an assessment says which elements the evidence meets.
//!
//! Module order (a → b: a may import b): `dossier` → `verify` → `evaluate` → `criteria` → `graph`

pub mod criteria;
pub mod dossier;
pub mod evaluate;
pub mod graph;
pub mod verify;
