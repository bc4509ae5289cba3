//! What every adapter does: say which files it knows, and turn them into entries.

use std::sync::Arc;

use model::{
    Completeness, Entity, ListEntry, ListFile, Listing, Origin, PartialDate, Refusal, RowWarning,
    id,
};

use crate::dataset::Dataset;
use crate::source::{SourceFile, Surroundings};

/// One layout of one publisher.
pub(crate) trait Adapter: Sync {
    /// What is known of it.
    fn dataset(&self) -> &'static Dataset;

    /// Which of a folder's files are in this layout, by their content: places in `files`, a group
    /// for each set of files that belongs together.
    fn recognise(&self, files: &[SourceFile], near: &Surroundings) -> Vec<Vec<usize>>;

    /// Reads one group. Trouble with a row is a warning; trouble with the whole is a shortfall of
    /// the list that it concerns.
    fn parse(&self, files: &[&SourceFile], near: &Surroundings) -> Parsed;
}

/// What a group of files held.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// The lists, each with its entries.
    pub(crate) lists: Vec<ParsedList>,
    /// Rows that were not read, or not wholly.
    pub(crate) warnings: Vec<RowWarning>,
    /// Entities that are no listed parties.
    pub(crate) entities: Vec<Entity>,
    /// Publication date that the content gives, with how.
    pub(crate) published: Option<(PartialDate, String)>,
    /// Records of each file.
    pub(crate) files: Vec<ListFile>,
    /// Why none of the lists in the files can be used.
    pub(crate) unfit: Option<Refusal>,
}

/// One list of a group of files.
#[derive(Debug)]
pub(crate) struct ParsedList {
    /// List id.
    pub(crate) id: String,
    /// Title, jurisdiction and so on where they do not come from the dataset.
    pub(crate) described: Option<Box<Described>>,
    /// Its entries.
    pub(crate) entries: Vec<ListEntry>,
    /// Whether it can answer "not listed".
    pub(crate) completeness: Completeness,
    /// Ways in which it falls short that the adapter itself saw.
    pub(crate) shortfalls: Vec<String>,
}

/// A list that describes itself: FollowTheMoney data, mapped CSV.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    /// Name of the list.
    pub(crate) title: String,
    /// Who publishes it.
    pub(crate) publisher: String,
    /// ISO 3166-1 alpha-2 code, `eu` or `un`; empty where not known.
    pub(crate) jurisdiction: String,
    /// Official address.
    pub(crate) url: String,
    /// Licence.
    pub(crate) licence: String,
    /// Entries that it has at least.
    pub(crate) least: usize,
}

impl ParsedList {
    /// A complete list.
    pub(crate) fn new(id: &str, entries: Vec<ListEntry>) -> ParsedList {
        ParsedList {
            id: id.to_string(),
            described: None,
            entries,
            completeness: Completeness::Complete,
            shortfalls: Vec::new(),
        }
    }
}

/// A refusal of a whole group of files.
pub(crate) fn refuse(
    lists: &[&str],
    files: &[&SourceFile],
    shortfall: String,
    hint: &str,
) -> Refusal {
    Refusal {
        lists: lists.iter().map(|list| list.to_string()).collect(),
        published: None,
        files: files.iter().map(|file| file.name.clone()).collect(),
        shortfalls: vec![shortfall],
        hint: hint.to_string(),
    }
}

/// The origin of a row.
pub(crate) fn row_origin(list: &Arc<str>, file: &Arc<str>, row: u64) -> Origin {
    Origin::ListRow { list: list.clone(), file: file.clone(), row }
}

/// The id of an entry whose publisher gives none: from list, name and what tells it apart.
pub(crate) fn derived_id(list: &str, name: &str, apart: &str) -> String {
    let normal = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    format!("{list}-{}", id::of(&[list, &normal(name), &normal(apart)]))
}

/// An entry with nothing known of its listing.
pub(crate) fn entry(entity: Entity, listing: Listing) -> ListEntry {
    ListEntry { entity, listing, related: Vec::new() }
}
