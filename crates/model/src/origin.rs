//! Says where a statement comes from: a row of a published list, or a quotation in a document.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The source of one statement. There is no statement without one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Origin {
    /// A record of a list file.
    ListRow {
        /// List id, such as `us-ofac-sdn`.
        list: Arc<str>,
        /// File name inside the list's folder.
        file: Arc<str>,
        /// Record number from 1, header rows counted; for XML the line where the record starts.
        row: u64,
    },
    /// A quotation in a document: UTF-8 byte offsets, half-open, into `Document::text`.
    Quote {
        /// `Document::id`.
        document: Arc<str>,
        /// Offset of the first byte.
        start: usize,
        /// Offset behind the last byte.
        end: usize,
    },
    /// A record that came without a place, such as FtM JSON from a pipe.
    Given {
        /// Where it was handed in, in words.
        source: Arc<str>,
    },
}
