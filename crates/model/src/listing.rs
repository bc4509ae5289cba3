//! Lists, their entries and what a search in them answered.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::entity::Entity;

/// One version of one published list, as loaded. The id names the list, not the file it came in:
/// one file may hold several lists, and several files may hold the same list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListInfo {
    /// `us-ofac-sdn`, `us-bis-el`, `un-sc`, ...
    pub id: Arc<str>,
    /// Name as the publisher writes it.
    pub title: String,
    /// Who decides and publishes.
    pub publisher: String,
    /// ISO 3166-1 code, `eu` or `un`.
    pub jurisdiction: String,
    /// Official address of the list.
    pub url: String,
    /// Licence of the data.
    pub licence: String,
    /// Days between regular updates; `None` where there is no rhythm.
    pub update_days: Option<u32>,
    /// Version label: the publication date where known, else `sha256:` and twelve digits.
    pub version: Arc<str>,
    /// Publication or snapshot date, where known.
    pub published: Option<PartialDate>,
    /// How `published` is known, in words: "dateGenerated in the file", "name of the folder".
    pub published_evidence: String,
    /// Entries in this version.
    pub entries: usize,
    /// Whether this version can answer "not listed".
    pub completeness: Completeness,
    /// The files that this version was read from.
    pub files: Vec<ListFile>,
}

/// Whether a version of a list holds all its entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "why")]
pub enum Completeness {
    /// All entries with all their names.
    Complete,
    /// All entries, but some names are missing (no alias file): a "not listed" is weaker.
    NamesMissing(String),
    /// Some entries are missing: a hit counts, its absence says nothing.
    EntriesMissing(String),
}

/// A file of a list version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFile {
    /// File name inside the folder that was given.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Records in it, header not counted.
    pub records: u64,
}

/// One version of one list with its entries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListSnapshot {
    /// What it is.
    pub info: ListInfo,
    /// Its entries, in the order of the source.
    pub entries: Vec<ListEntry>,
}

/// One listed party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListEntry {
    /// The party. Names are in `name`, `alias`, `weakAlias` (low quality) and `previousName`.
    pub entity: Entity,
    /// Why, since when and by what authority it is listed.
    pub listing: Listing,
    /// Further entities of the record: addresses, documents, relations ("Linked To").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Entity>,
}

/// The terms on which a party is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The publisher's own id of the entry, such as `10391` or `CDi.001`.
    pub source_id: Option<String>,
    /// Programme tags, such as `IRAN-HR`.
    pub programs: Vec<String>,
    /// First day on the list, with its evidence.
    pub since: Option<Dated>,
    /// Last day on the list, with its evidence.
    pub until: Option<Dated>,
    /// Legal citation as the list gives it, such as `87 FR 77508, 12/19/22`.
    pub citation: Option<String>,
    /// Stated reason or remark, as the list gives it.
    pub reason: Option<String>,
}

/// A date and the words of the source that give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The date.
    pub date: PartialDate,
    /// "LISTED_ON", "87 FR 77508, 12/19/22", "start_date".
    pub evidence: String,
}

/// A record that could not be read, or not wholly; the rest of the list was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowWarning {
    /// File name inside the folder that was given.
    pub file: String,
    /// Record number from 1, header rows counted, where known.
    pub row: Option<u64>,
    /// What was found.
    pub message: String,
}

/// A list that was not loaded because it is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// List ids that the files hold or should hold; empty where they could not be recognised.
    pub lists: Vec<String>,
    /// Publication date as far as known.
    pub published: Option<PartialDate>,
    /// The files, as the user would find them.
    pub files: Vec<String>,
    /// Each way in which they fall short, with the place and the figures.
    pub shortfalls: Vec<String>,
    /// What the user can do.
    pub hint: String,
}

/// A listed party that may be the one asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// Entity id of the list entry.
    pub id: String,
    /// Its name.
    pub caption: String,
    /// Its schema.
    pub schema: String,
    /// 0 to 1: logistic of `weight`; 0.7 is worth a person's look.
    pub score: f64,
    /// Match weight in log2 odds: the sum of the reasons' weights.
    pub weight: f64,
    /// List id.
    pub list: String,
    /// Listed since, where the list says so.
    pub since: Option<PartialDate>,
    /// Programme tags.
    pub programs: Vec<String>,
    /// Legal citation.
    pub citation: Option<String>,
    /// The name of the entry that met the query.
    pub matched_name: String,
    /// What spoke for and against, heaviest first.
    pub reasons: Vec<Reason>,
}

/// One point for or against a match.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What kind of evidence: `same`, `transliterated`, `typo`, `initial`, `abbreviation`,
    /// `left_over`, `legal_form`, `country`, `birth_date`, `identifier`, `schema`, `prior`.
    pub kind: String,
    /// In words, naming both sides.
    pub text: String,
    /// Match weight in log2 odds.
    pub weight: f64,
}

/// Where one name is listed, list by list, on one date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListMatrix {
    /// The name asked for.
    pub name: String,
    /// The date asked for; `None` asks for the newest versions held.
    pub as_of: Option<PartialDate>,
    /// One row a list, in the order of list ids.
    pub lists: Vec<ListRow>,
}

/// One list's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListRow {
    /// List id.
    pub list: String,
    /// Name of the list.
    pub title: String,
    /// ISO 3166-1 code, `eu` or `un`.
    pub jurisdiction: String,
    /// The answer.
    pub status: ListStatus,
    /// First day on the list, where the list says so.
    pub since: Option<PartialDate>,
    /// What the answer rests on, in words: version, and what that cannot show.
    pub basis: String,
    /// The entries that answer to the name.
    pub entries: Vec<ListedEntry>,
}

/// On, not on, or no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListStatus {
    /// An entry answers to the name on the date.
    Listed,
    /// A fit version was searched and no entry answers.
    NotListed,
    /// No fit version for the date was there to search.
    NotSearched,
}

/// An entry that answers to a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListedEntry {
    /// Entity id.
    pub id: String,
    /// Its name.
    pub caption: String,
    /// Score of the match, 0 to 1.
    pub score: f64,
    /// Listed since, where the list says so.
    pub since: Option<PartialDate>,
    /// Programme tags.
    pub programs: Vec<String>,
    /// Legal citation.
    pub citation: Option<String>,
}
