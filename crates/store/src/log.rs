//! The log: one JSON object a line, each with the hash of the line before it.
//!
//! A line is `{"seq", "at", "event", "what", "prev", "hash"}`; `hash` is the SHA-256 of the line
//! without it. A last line that a crash tore off is cut and told; any other break is an error.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
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
    /// Bytes of whole lines in the file.
    length: u64,
    /// A write failed, so that half a line may stand behind `length`.
    torn: bool,
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
        sync_folder(path)?;
        let mut notice = None;
        if whole < text.len() {
            file.set_len(whole as u64).map_err(|cause| StoreError::io("write", path, cause))?;
            notice =
                Some("the last line of the log was torn off by a crash and was cut".to_string());
        }
        let (path, length) = (path.to_path_buf(), whole as u64);
        Ok((Log { path, file, next, last_hash, length, torn: false }, notice))
    }

    /// Number of the next line.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// Hash of the last line.
    pub(crate) fn last_hash(&self) -> &str {
        &self.last_hash
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

    /// Appends lines made by [`Log::lines`]; those that are there already are passed over. Where
    /// this fails, the log stands as before and the same lines can be appended again.
    pub(crate) fn append(&mut self, lines: &[(u64, String)]) -> Result<(), StoreError> {
        let mut text = String::new();
        let (mut next, mut last_hash) = (self.next, self.last_hash.clone());
        for (seq, line) in lines.iter().filter(|(seq, _)| *seq >= self.next) {
            last_hash =
                check(line.as_bytes(), next, &last_hash).map_err(|found| StoreError::Log {
                    path: self.path.display().to_string(),
                    line: next as usize + 1,
                    found,
                })?;
            text.push_str(line);
            text.push('\n');
            next = seq + 1;
        }
        if text.is_empty() {
            return Ok(());
        }
        self.write(text.as_bytes()).map_err(|cause| StoreError::io("write", &self.path, cause))?;
        (self.next, self.last_hash) = (next, last_hash);
        Ok(())
    }

    /// Writes whole lines; what an earlier write left half done is cut first.
    fn write(&mut self, text: &[u8]) -> io::Result<()> {
        if self.torn {
            self.file.set_len(self.length)?;
        }
        self.torn = true;
        self.file.write_all(text)?;
        self.file.sync_all()?;
        self.torn = false;
        self.length += text.len() as u64;
        Ok(())
    }
}

/// Makes the name of a new file last.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|cause| StoreError::io("write", folder, cause))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A full device takes nothing, and the log must not believe that it did.
    #[test]
    fn a_failed_write_is_not_counted() {
        let full = Path::new("/dev/full");
        let Ok(device) = OpenOptions::new().write(true).open(full) else {
            println!("skipped: this system has no /dev/full");
            return;
        };
        let folder = tempfile::tempdir().unwrap();
        let (mut log, _) = Log::open(&folder.path().join("log.jsonl")).unwrap();
        let lines = log.lines("2026-01-01T00:00:00Z", &[("event", json!({}))]);
        let good = std::mem::replace(&mut log.file, device);
        assert!(log.append(&lines).is_err());
        assert_eq!(log.next(), 0);
        log.file = good;
        log.append(&lines).unwrap();
        drop(log);
        assert_eq!(Log::open(&folder.path().join("log.jsonl")).unwrap().0.next(), 1);
    }

    /// What a write left behind when it failed half way is cut before the next one.
    #[test]
    fn half_a_line_does_not_spoil_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.jsonl");
        let (mut log, _) = Log::open(&path).unwrap();
        let lines = log.lines("2026-01-01T00:00:00Z", &[("event", json!({}))]);
        log.file.write_all(&lines[0].1.as_bytes()[..9]).unwrap();
        log.torn = true;
        log.append(&lines).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{}\n", lines[0].1));
    }
}
