//! Records of custody: what was captured, and what became of each input.

use serde::{Deserialize, Serialize};

/// Bytes as they were taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// SHA-256 of the bytes; also their name in the case's capture folder.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Where they came from: file name or address.
    pub source: String,
    /// Media type.
    pub media_type: String,
    /// When they were taken in, RFC 3339 in UTC.
    pub taken_at: String,
    /// Program and version that took them in.
    pub tool: String,
}

/// One line of the coverage ledger: what became of one input or one search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// `document`, `list` or `search`.
    pub kind: String,
    /// Which one.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Counts, or why not, with the place.
    pub detail: String,
}

/// How far an input was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All of it.
    Read,
    /// Some of it; the detail says what is missing.
    Partly,
    /// None of it; the detail says why.
    Failed,
    /// Not meant to be read: not a list, or a person who is protected.
    Skipped,
}
