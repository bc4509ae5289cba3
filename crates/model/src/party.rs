//! A party of a case: what several documents call by several names, taken together.

use serde::{Deserialize, Serialize};

use crate::listing::{ListMatrix, Match};

/// A party of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Id inside the case, readable and derived from content: `tiandy_technologies`.
    pub id: String,
    /// Name to show: the fullest name in the documents, never corrected.
    pub name: String,
    /// Mention type, as `model::Mention::type_`.
    pub type_: String,
    /// All names as written in the documents, each once.
    pub names: Vec<String>,
    /// The document entities that it joins.
    pub members: Vec<Member>,
    /// ISO 3166-1 alpha-2 codes, lower case, of countries that documents connect with it.
    pub countries: Vec<String>,
    /// Why it is a protected person; such a party is never screened and is withheld.
    pub protected: Option<String>,
    /// Technology id of the taxonomy, where it is a known technology.
    pub technology: Option<String>,
    /// List entries that may be this party, best first, at or above the review threshold.
    pub matches: Vec<Match>,
    /// Where it is listed; `None` where it was not screened.
    pub matrix: Option<ListMatrix>,
    /// Remarks on how it was put together or resolved: names that differ from a listed name.
    pub notes: Vec<String>,
}

/// One document entity of a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Member {
    /// `Document::id`.
    pub document: String,
    /// `DocumentEntity::id` in that document.
    pub entity: String,
}
