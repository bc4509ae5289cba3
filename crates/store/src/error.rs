//! Why a case cannot be used or written.

use std::io;
use std::path::Path;

/// Why a case cannot be used or written. Nothing is half-written where one is returned.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file of the case cannot be read or written.
    #[error("cannot {action} {path}: {cause}")]
    Io {
        /// `read`, `write`, `make`, `lock`.
        action: &'static str,
        /// Which file.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// The database refused.
    #[error("case database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The case was made by a newer daylight.
    #[error(
        "case {path} is of form {found}, this daylight reads up to {supported}\nhint: use the \
         daylight that made it, or a newer one"
    )]
    NewerForm {
        /// The folder.
        path: String,
        /// Form of the case.
        found: i64,
        /// Newest form that is read.
        supported: i64,
    },
    /// The folder holds something else.
    #[error("{path} is not empty and holds no case\nhint: name another folder with --out")]
    NotACase {
        /// The folder.
        path: String,
    },
    /// Another daylight is writing it.
    #[error("case {path} is being written by another daylight\nhint: wait for it to end")]
    Locked {
        /// The folder.
        path: String,
    },
    /// The log's chain is broken.
    #[error("{path}: line {line}: {found}\nhint: the log was changed; compare with a copy")]
    Log {
        /// The log file.
        path: String,
        /// Line from 1.
        line: usize,
        /// What was found.
        found: String,
    },
    /// A kept record is not what it was.
    #[error("case {path}: {what}")]
    Damaged {
        /// The folder or file.
        path: String,
        /// What was found.
        what: String,
    },
    /// A record cannot be written as JSON or read from it.
    #[error("case record: {0}")]
    Record(#[from] serde_json::Error),
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: &Path, cause: io::Error) -> StoreError {
        StoreError::Io { action, path: path.display().to_string(), cause }
    }
}
