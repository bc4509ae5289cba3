//! A document as read: its text, where that came from, and the language of its passages.
//!
//! Offsets are UTF-8 bytes into `Document::text` everywhere, so that a quotation is a slice. For a
//! UTF-8 plain text file the text is the file, byte for byte; for other encodings and for HTML it
//! is what was decoded or extracted, and `source_sha256` pins the original bytes.

use serde::{Deserialize, Serialize};

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Short id derived from `source_sha256`.
    pub id: String,
    /// File name or address as the user gave it, without folders of the user's machine.
    pub name: String,
    /// Media type, such as `text/plain` or `text/html`.
    pub media_type: String,
    /// Encoding label of the original bytes, such as `utf-8` or `gb18030`.
    pub encoding: String,
    /// SHA-256 of the original bytes.
    pub source_sha256: String,
    /// SHA-256 of `text`.
    pub text_sha256: String,
    /// Title where the format carries one; empty otherwise.
    pub title: String,
    /// The text that all offsets point into.
    pub text: String,
    /// Languages by passage, in order of place, covering the text.
    pub passages: Vec<Passage>,
}

/// A run of text in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
    /// ISO 639-1 code: `en`, `zh`, `fa`, `ar`, `ru`; `und` where undetermined.
    pub language: String,
}
