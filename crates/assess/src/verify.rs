//! Checks a dossier: needs nothing but its folder.
//!
//! Every file's sum against the manifest, every text's sum and every claim's quotation against
//! `dossier.json`. Written apart from the writer: it reads the files as a stranger would.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use model::id;
use serde::Serialize;
use serde_json::{Value, json};

/// Bytes of a file that are read; by hand: no file of a dossier comes near it.
const FILE_BYTES_MAX: u64 = 1 << 30;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What is wrong; empty where all is as it was written.
    pub problems: Vec<Problem>,
    /// What was checked.
    pub checked: Checked,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file or claim: `texts/ab12.txt`, `claim 12ab`.
    pub what: String,
    /// What is wrong with it.
    pub why: String,
}

/// How much was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Files whose sum was computed.
    pub files: usize,
    /// Texts.
    pub texts: usize,
    /// Quotations that were looked for.
    pub quotations: usize,
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} files, {} texts, {} quotations", self.files, self.texts, self.quotations)
    }
}

/// Checks the dossier in a folder.
pub fn verify(folder: &Path) -> Report {
    let mut report = Report::default();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    collect(folder, "", &mut files, &mut report);
    manifest(&files, &mut report);
    quotations(&files, &mut report);
    report.problems.sort();
    report.problems.dedup();
    report
}

impl Report {
    fn problem(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.problems.push(Problem { what: what.into(), why: why.into() });
    }
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>, report: &mut Report) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return report.problem(folder.display().to_string(), error.to_string()),
    };
    for entry in entries.flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files, report);
        } else if !kind.is_file() || entry.metadata().is_ok_and(|m| m.len() > FILE_BYTES_MAX) {
            report.problem(name, "is no plain file of a dossier");
        } else {
            match fs::read(entry.path()) {
                Ok(bytes) => drop(files.insert(name, bytes)),
                Err(error) => report.problem(name, error.to_string()),
            }
        }
    }
}

fn manifest(files: &BTreeMap<String, Vec<u8>>, report: &mut Report) {
    const NAME: &str = "manifest.json";
    let Some(bytes) = files.get(NAME) else {
        return report.problem(NAME, "is missing: the folder holds no dossier");
    };
    let Ok(manifest) = serde_json::from_slice::<Value>(bytes) else {
        return report.problem(NAME, "is not the JSON that was written");
    };
    // Any other writing of the same values was not written by daylight.
    if format!("{manifest:#}\n").as_bytes() != bytes.as_slice() {
        report.problem(NAME, "is not written as it was");
    }
    if manifest["sha256"] != json!(id::sha256(manifest["files"].to_string().as_bytes())) {
        report.problem(NAME, "its own sum is wrong");
    }
    let mut named = BTreeSet::from([NAME.to_string()]);
    for entry in manifest["files"].as_array().into_iter().flatten() {
        let path = entry["path"].as_str().unwrap_or_default().to_string();
        match files.get(&path) {
            None => report.problem(&path, "is missing"),
            Some(bytes) => {
                report.checked.files += 1;
                if entry["sha256"] != json!(id::sha256(bytes))
                    || entry["bytes"] != json!(bytes.len())
                {
                    report.problem(&path, "its bytes are not those that were written");
                }
            }
        }
        named.insert(path);
    }
    for path in files.keys().filter(|path| !named.contains(*path)) {
        report.problem(path, "was added: the manifest does not name it");
    }
}

fn quotations(files: &BTreeMap<String, Vec<u8>>, report: &mut Report) {
    const NAME: &str = "dossier.json";
    let Some(bytes) = files.get(NAME) else {
        return report.problem(NAME, "is missing");
    };
    let Ok(dossier) = serde_json::from_slice::<Value>(bytes) else {
        return report.problem(NAME, "is not the JSON that was written");
    };
    let mut texts: BTreeMap<&str, &[u8]> = BTreeMap::new();
    for document in dossier["documents"].as_array().into_iter().flatten() {
        let (id, path) = (&document["id"], document["text_file"].as_str().unwrap_or_default());
        let Some(text) = files.get(path) else {
            report.problem(path, "the text of a document is missing");
            continue;
        };
        report.checked.texts += 1;
        if document["text_sha256"] != json!(id::sha256(text)) {
            report.problem(path, "is not the text that was read");
        }
        if document["text"].as_str().map(str::as_bytes) != Some(text.as_slice()) {
            report.problem(path, "is not the text that dossier.json holds");
        }
        texts.insert(id.as_str().unwrap_or_default(), text);
    }
    for claim in dossier["claims"].as_array().into_iter().flatten() {
        report.checked.quotations += 1;
        let name = format!("claim {}", claim["id"].as_str().unwrap_or("without id"));
        let place =
            |field: &str| claim[field].as_u64().and_then(|place| usize::try_from(place).ok());
        let text = claim["document"].as_str().and_then(|id| texts.get(id));
        let quoted =
            text.zip(place("bstart")).zip(place("bend")).and_then(|((t, s), e)| t.get(s..e));
        if quoted.is_none() || quoted != claim["quote"].as_str().map(str::as_bytes) {
            report.problem(name, "its quotation is not at its place in the text");
        }
    }
}
