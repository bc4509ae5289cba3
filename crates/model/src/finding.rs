//! What the law's elements find in the evidence. Never a verdict: the evidence meets an element,
//! contradicts it, or is not there.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;

/// The evidence on one subject, laid beside every instrument.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Who was assessed.
    pub subject: Subject,
    /// The date whose facts, lists and law were used; `None` is the newest held.
    pub as_of: Option<PartialDate>,
    /// SHA-256 over the criteria files used.
    pub criteria_sha256: String,
    /// Versions of the lists used, `list@version`.
    pub list_versions: Vec<String>,
    /// One finding an instrument, in the order of instrument ids.
    pub instruments: Vec<InstrumentFinding>,
}

/// A party of the case: one or more document entities resolved to be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Party id in the case.
    pub id: String,
    /// Name to show.
    pub name: String,
}

/// One instrument's limbs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstrumentFinding {
    /// `US-EO13553`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Citation.
    pub citation: String,
    /// Who decides.
    pub decider: String,
    /// What follows from a listing under it.
    pub effect: String,
    /// How well the criteria file is checked against the law's text.
    pub confidence: Confidence,
    /// Cautions for a reader: open questions, dated law.
    pub notes: Vec<String>,
    /// Whether the instrument was in force on the date, in words; empty where it was.
    pub force: String,
    /// The alternatives; one is enough.
    pub limbs: Vec<Limb>,
}

/// How well a criteria file is checked against the law's own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Seen in the document itself.
    Seen,
    /// Partly seen.
    PartlySeen,
    /// From memory: check before relying on it.
    FromMemory,
}

/// One way in which an instrument's criteria can be met; all its elements are needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limb {
    /// `A`, `B`, ...
    pub id: String,
    /// What it asks for.
    pub text: String,
    /// Its elements.
    pub elements: Vec<Element>,
}

/// One condition of a limb.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Id inside the limb.
    pub id: String,
    /// What must be shown.
    pub text: String,
    /// What the evidence does.
    pub status: Status,
    /// What supports it and what speaks against it.
    pub evidence: Vec<Evidence>,
    /// What one more fact would complete it; empty where supported.
    pub needs: String,
}

/// What the evidence does to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At least one piece of evidence meets it and none speaks against it.
    Supported,
    /// A claim or entry speaks against it; what supports it stands beside.
    Contradicted,
    /// It was looked for and nothing was found.
    Absent,
    /// What it asks for was not looked for, or the lists or documents for it are missing.
    NotSearched,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Evidence {
    /// A claim of a document.
    Claim {
        /// `Claim::id`.
        claim: String,
        /// Whether it supports the element or speaks against it.
        supports: bool,
        /// Why it counts, or with what reserve, in words.
        note: String,
    },
    /// An entry of a list.
    ListEntry {
        /// List id.
        list: String,
        /// Entity id of the entry.
        entry: String,
        /// Name of the entry.
        caption: String,
        /// Listed since, where the list says so.
        since: Option<PartialDate>,
        /// Whether it supports the element or speaks against it.
        supports: bool,
        /// Why it counts, or with what reserve, in words.
        note: String,
    },
}

/// How two parties of a case are connected; an edge of the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// Party id.
    pub from: String,
    /// Party id.
    pub to: String,
    /// Predicate of the claims.
    pub predicate: String,
    /// Ids of the claims that say so.
    pub claims: Vec<String>,
}
