//! The compiled lists: opened in milliseconds, searched in place.

use std::fs::File;
use std::ops::{Deref, Range};
use std::path::Path;

use memmap2::Mmap;
use model::{ListInfo, ListSnapshot};

use crate::build::{self, SECTIONS};
pub use crate::sections::IndexError;
use crate::sections::{self, long, number};
use crate::stored::Stored;

/// Bytes of a name's owner: entry and place among its names.
const OWNER_BYTES: usize = 8;

/// Any number of lists, compiled.
#[derive(Debug)]
pub struct Index {
    bytes: Bytes,
    sections: Vec<Range<usize>>,
    lists: Vec<ListInfo>,
}

#[derive(Debug)]
enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Mapped(map) => map,
            Bytes::Owned(bytes) => bytes,
        }
    }
}

/// A name that shares a key with a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NameAt {
    /// Number of the entry.
    pub(crate) entry: u32,
    /// Place among its names.
    pub(crate) name: u32,
}

impl Index {
    /// Compiles lists into the bytes of an index file. The same lists give the same bytes.
    pub fn build(snapshots: &[ListSnapshot]) -> Vec<u8> {
        build::build(snapshots)
    }

    /// Opens an index file. Every section's checksum is checked.
    ///
    /// # Errors
    /// Where the file cannot be read, is of another version, or is damaged.
    pub fn open(path: &Path) -> Result<Index, IndexError> {
        let file = File::open(path)?;
        // SAFETY: the file is written whole under another name and renamed into place, never
        // changed afterwards; a user who changes it all the same gets wrong bytes, which the
        // checks on every access turn into an empty answer.
        #[allow(unsafe_code, reason = "a memory map is unsafe by its nature")]
        let map = unsafe { Mmap::map(&file)? };
        Index::new(Bytes::Mapped(map))
    }

    /// An index from bytes in memory.
    ///
    /// # Errors
    /// Where the bytes are of another version or damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Index, IndexError> {
        Index::new(Bytes::Owned(bytes))
    }

    fn new(bytes: Bytes) -> Result<Index, IndexError> {
        let sections = sections::read(&bytes, SECTIONS)?;
        let damaged = |_| IndexError::Damaged { section: 0 };
        let lists = serde_json::from_slice(&bytes[sections[0].clone()]).map_err(damaged)?;
        Ok(Index { bytes, sections, lists })
    }

    /// All versions of all lists, by list id and date.
    pub fn lists(&self) -> &[ListInfo] {
        &self.lists
    }

    /// How many names there are.
    pub(crate) fn name_count(&self) -> usize {
        self.sections[3].len() / OWNER_BYTES
    }

    fn section(&self, place: usize) -> &[u8] {
        &self.bytes[self.sections[place].clone()]
    }

    /// One entry; `None` where the number is not one of this index.
    pub(crate) fn entry(&self, number: u32) -> Option<Stored> {
        let (blob, ends) = (self.section(1), self.section(2));
        let number = number as usize;
        let end = long(ends, number * 8)? as usize;
        let start = if number == 0 { 0 } else { long(ends, (number - 1) * 8)? as usize };
        serde_json::from_slice(blob.get(start..end)?).ok()
    }

    /// The names with a key, as a range of the postings.
    fn postings(&self, key: u64) -> Range<usize> {
        let (keys, ends) = (self.section(4), self.section(5));
        let count = keys.len() / 8;
        let place = partition(count, |place| long(keys, place * 8).is_some_and(|held| held < key));
        if place == count || long(keys, place * 8) != Some(key) {
            return 0..0;
        }
        let end = number(ends, place * 4).unwrap_or(0) as usize;
        let start =
            if place == 0 { 0 } else { number(ends, (place - 1) * 4).unwrap_or(0) as usize };
        let end = end.min(self.section(6).len() / 4);
        start..end.max(start)
    }

    /// How many names have a key.
    pub(crate) fn frequency(&self, key: u64) -> usize {
        self.postings(key).len()
    }

    /// The names with a key.
    pub(crate) fn names_with(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let postings = self.section(6);
        self.postings(key).filter_map(|place| number(postings, place * 4))
    }

    /// Whose name a name is.
    pub(crate) fn owner(&self, name: u32) -> Option<NameAt> {
        let owners = self.section(3);
        let place = name as usize * OWNER_BYTES;
        Some(NameAt { entry: number(owners, place)?, name: number(owners, place + 4)? })
    }
}

/// The first place for which `before` does not hold.
fn partition(count: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
