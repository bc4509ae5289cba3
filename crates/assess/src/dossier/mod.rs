//! Writes a dossier: static pages, the texts they quote, everything as JSON, and a manifest.
//!
//! Nothing is computed here that the case does not hold: every sentence names the claims or list
//! entries that it rests on. Protected persons are withheld from every file. A dossier appears
//! whole or not at all.

mod findings;
mod network;
mod pages;
mod timeline;
mod withhold;
mod write;

pub use findings::{Finding, findings};
pub use write::{DossierError, Written, write};

use model::{
    Assessment, Capture, LedgerEntry, ListInfo, PartialDate, Party, Reading, Refusal, Related,
};
use serde::{Deserialize, Serialize};

/// All that a dossier is made of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Content {
    /// Title of the first page.
    pub title: String,
    /// When it was made, RFC 3339 in UTC.
    pub generated_at: String,
    /// Program and version that made it.
    pub tool: String,
    /// The date whose lists and law were asked for; `None` is the newest held.
    pub as_of: Option<PartialDate>,
    /// What was read.
    pub readings: Vec<Reading>,
    /// What was taken in.
    pub captures: Vec<Capture>,
    /// Who it is about.
    pub parties: Vec<Party>,
    /// Versions of lists that were searched.
    pub lists: Vec<ListInfo>,
    /// Lists that were refused.
    pub refusals: Vec<Refusal>,
    /// Evidence beside the law, a party each.
    pub assessments: Vec<Assessment>,
    /// The network.
    pub related: Vec<Related>,
    /// What became of every input and search.
    pub ledger: Vec<LedgerEntry>,
    /// Parties in front, by id.
    pub focus: Vec<String>,
}
