//! Entries as the index keeps them: short field names, origins by number.

use model::{Listing, PartialDate};
use serde::{Deserialize, Serialize};

/// An entry of a list, merged over the versions of that list that have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    /// Entity id.
    pub(crate) id: String,
    /// List id.
    pub(crate) list: String,
    /// Schema.
    pub(crate) schema: String,
    /// Name to show.
    pub(crate) caption: String,
    /// Names as `(kind, name)`.
    pub(crate) names: Vec<(NameRole, String)>,
    /// Country codes of any property.
    pub(crate) countries: Vec<String>,
    /// Dates of birth or incorporation.
    pub(crate) births: Vec<PartialDate>,
    /// Identifiers, letters and digits only, lower case.
    pub(crate) identifiers: Vec<String>,
    /// Terms of listing with the places of the versions (in the index's lists) that have them.
    pub(crate) listings: Vec<(Vec<u32>, Listing)>,
    /// File and row in the newest version that has it.
    pub(crate) place: (String, u64),
}

/// What kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum NameRole {
    /// The name.
    #[serde(rename = "n")]
    Name,
    /// Another name.
    #[serde(rename = "a")]
    Alias,
    /// A former name.
    #[serde(rename = "p")]
    Previous,
    /// A name that the list calls weak.
    #[serde(rename = "w")]
    Weak,
}

impl Stored {
    /// Places of all versions that have the entry.
    pub(crate) fn versions(&self) -> impl Iterator<Item = u32> + '_ {
        self.listings.iter().flat_map(|(versions, _)| versions.iter().copied())
    }

    /// The terms of listing in one version.
    pub(crate) fn listing_in(&self, version: u32) -> Option<&Listing> {
        self.listings.iter().find(|(versions, _)| versions.contains(&version)).map(|(_, l)| l)
    }
}
