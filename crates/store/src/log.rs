//! The log: one JSON object a line, each with the hash of the line before it.
//!
//! A line is `{"seq", "at", "event", "what", "prev", "hash"}`; `hash` is the SHA-256 of the line
//! without it. A last line that a crash tore off is cut and told; any other break is an error.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use model::id;
use serde_json::{Value, json};

use crate::error::StoreError;

/// `prev` of the first line.
const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The log of a case, its chain checked.
pub(crate) struct Log {
    path: PathBuf,
    file: File,
    next: u64,
    last_hash: String,
}

impl Log {
    /// Opens a log and checks its chain. The notice tells of a torn line that was cut.
    pub(crate) fn open(path: &Path) -> Result<(Log, Option<String>), StoreError> {
        let text = if path.exists() {
            fs::read(path).map_err(|cause| StoreError::io("read", path, cause))?
        } else {
            Vec::new()
        };
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (mut next, mut last_hash) = (0, START.to_string());
        for (place, line) in text[..whole].split(|byte| *byte == b'\n').enumerate() {
            if line.is_empty() {
                continue;
            }
            let broken = |found: String| StoreError::Log {
                path: path.display().to_string(),
                line: place + 1,
                found,
            };
            last_hash = check(line, next, &last_hash).map_err(broken)?;
            next += 1;
        }
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .map_err(|cause| StoreError::io("write", path, cause))?;
        let mut notice = None;
        if whole < text.len() {
            file.set_len(whole as u64).map_err(|cause| StoreError::io("write", path, cause))?;
            notice =
                Some("the last line of the log was torn off by a crash and was cut".to_string());
        }
        Ok((Log { path: path.to_path_buf(), file, next, last_hash }, notice))
    }

    /// Number of the next line.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// The text of lines to come, for events in order.
    pub(crate) fn lines(&self, at: &str, events: &[(&str, Value)]) -> Vec<(u64, String)> {
        let (mut seq, mut prev) = (self.next, self.last_hash.clone());
        let mut lines = Vec::new();
        for (event, what) in events {
            let body = json!({"seq": seq, "at": at, "event": event, "what": what, "prev": prev});
            let hash = id::sha256(body.to_string().as_bytes());
            let mut line = body;
            line["hash"] = json!(hash);
            lines.push((seq, line.to_string()));
            seq += 1;
            prev = hash;
        }
        lines
    }

    /// Appends lines made by [`Log::lines`]; those that are there already are passed over.
    pub(crate) fn append(&mut self, lines: &[(u64, String)]) -> Result<(), StoreError> {
        let mut text = String::new();
        let next = self.next;
        for (seq, line) in lines.iter().filter(|(seq, _)| *seq >= next) {
            let hash =
                check(line.as_bytes(), *seq, &self.last_hash).map_err(|found| StoreError::Log {
                    path: self.path.display().to_string(),
                    line: *seq as usize + 1,
                    found,
                })?;
            text.push_str(line);
            text.push('\n');
            self.next = seq + 1;
            self.last_hash = hash;
        }
        if text.is_empty() {
            return Ok(());
        }
        self.file
            .write_all(text.as_bytes())
            .and_then(|()| self.file.sync_all())
            .map_err(|cause| StoreError::io("write", &self.path, cause))
    }
}

/// Checks one line; returns its hash.
fn check(line: &[u8], seq: u64, prev: &str) -> Result<String, String> {
    let mut value: Value = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    if value["seq"] != json!(seq) {
        return Err(format!("number {} where {seq} belongs", value["seq"]));
    }
    if value["prev"] != json!(prev) {
        return Err("the line does not follow the one before it".to_string());
    }
    let said = value.as_object_mut().and_then(|fields| fields.shift_remove("hash"));
    let hash = id::sha256(value.to_string().as_bytes());
    if said != Some(json!(hash)) {
        return Err("the line is not what was written".to_string());
    }
    Ok(hash)
}
