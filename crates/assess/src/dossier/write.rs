//! Puts a dossier on disk: withheld, rendered, hashed, checked for survivors, renamed into place.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use model::id;
use serde_json::{Value, json};

use super::withhold::{Edge, Moved, Withheld};
use super::{Content, findings, pages};

/// Form of `dossier.json`; raised when a reader must change.
const FORM: u32 = 1;
/// The style sheet of every page.
const STYLE: &str = include_str!("../../static/style.css");

/// Why a dossier was not written. Nothing of it is there then.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// A file cannot be written.
    #[error("cannot write the dossier: {path}: {cause}")]
    Io {
        /// Which file.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// The folder holds something else.
    #[error(
        "cannot write the dossier: {0} is not empty and holds no dossier\nhint: name another folder"
    )]
    NotADossier(String),
    /// A page cannot be made.
    #[error("cannot make a page of the dossier: {0}")]
    Page(#[from] askama::Error),
    /// A record cannot be written as JSON.
    #[error("cannot write a record of the dossier: {0}")]
    Record(#[from] serde_json::Error),
    /// What must be withheld stands in a file all the same.
    #[error("the dossier was not written: a withheld name survives in {0}")]
    Survives(String),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Files, the manifest among them.
    pub files: usize,
    /// Strings that were withheld.
    pub withheld: usize,
}

/// Writes a dossier into a folder that is new, empty, or holds an earlier dossier.
///
/// # Errors
/// See [`DossierError`]. The earlier dossier, if any, then still stands.
pub fn write(content: &Content, out: &Path) -> Result<Written, DossierError> {
    let held = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if held && !out.join("manifest.json").exists() {
        return Err(DossierError::NotADossier(out.display().to_string()));
    }
    let withheld = Withheld::of(content);
    let published = publish(content, &withheld)?;
    let findings = findings(&published);
    let mut files: BTreeMap<String, String> =
        pages::all(&published, &findings, withheld.count())?.into_iter().collect();
    files.insert("style.css".to_string(), STYLE.to_string());
    for reading in &published.readings {
        files.insert(format!("texts/{}.txt", reading.document.id), reading.document.text.clone());
    }
    let mut record = serde_json::to_string_pretty(&machine_readable(&published, &findings)?)?;
    record.push('\n');
    files.insert("dossier.json".to_string(), record);
    for (path, text) in &files {
        if withheld.survivor(text).is_some() || withheld.survivor(path).is_some() {
            return Err(DossierError::Survives(path.clone()));
        }
    }
    let manifest = manifest(&files);
    files.insert("manifest.json".to_string(), manifest);
    put(&files, out)?;
    Ok(Written { files: files.len(), withheld: withheld.count() })
}

/// The content without what is withheld; places of quotations count in the published texts.
fn publish(content: &Content, withheld: &Withheld) -> Result<Content, DossierError> {
    let mut published: Content =
        serde_json::from_value(withheld.value(serde_json::to_value(content)?))?;
    for (reading, original) in published.readings.iter_mut().zip(&content.readings) {
        let (text, moved) = withheld.text(&original.document.text);
        reading.document.text_sha256 = id::sha256(text.as_bytes());
        for passage in &mut reading.document.passages {
            passage.start = moved.place(passage.start, Edge::Start);
            passage.end = moved.place(passage.end, Edge::End);
        }
        for mention in &mut reading.mentions {
            mention.bstart = moved.place(mention.bstart, Edge::Start);
            mention.bend = moved.place(mention.bend, Edge::End);
        }
        for claim in &mut reading.claims {
            claim.bstart = moved.place(claim.bstart, Edge::Start);
            claim.bend = moved.place(claim.bend, Edge::End);
            claim.quote = text.get(claim.bstart..claim.bend).unwrap_or_default().to_string();
            move_slot(&mut claim.subject, &moved, &text);
            move_slot(&mut claim.object, &moved, &text);
        }
        reading.document.text = text;
    }
    Ok(published)
}

fn move_slot(slot: &mut model::Slot, moved: &Moved, text: &str) {
    if let (Some(start), Some(end)) = (slot.bstart, slot.bend) {
        let (start, end) = (moved.place(start, Edge::Start), moved.place(end, Edge::End));
        (slot.bstart, slot.bend) = (Some(start), Some(end));
        slot.text = text.get(start..end).map(str::to_string);
    }
}

/// Everything of the dossier for programs. Texts stand in files of their own.
fn machine_readable(content: &Content, findings: &[super::Finding]) -> Result<Value, DossierError> {
    let documents: Vec<Value> = content
        .readings
        .iter()
        .map(|reading| {
            let document = &reading.document;
            json!({
                "id": document.id,
                "name": document.name,
                "title": document.title,
                "media_type": document.media_type,
                "encoding": document.encoding,
                "source_sha256": document.source_sha256,
                "text_file": format!("texts/{}.txt", document.id),
                "text_sha256": document.text_sha256,
                "text": document.text,
                "passages": document.passages,
                "entities": reading.entities,
                "mentions": reading.mentions,
                "warnings": reading.warnings,
            })
        })
        .collect();
    let mut claims: Vec<Value> = Vec::new();
    for reading in &content.readings {
        for claim in &reading.claims {
            let mut value = serde_json::to_value(claim)?;
            value["document"] = json!(reading.document.id);
            claims.push(value);
        }
    }
    Ok(json!({
        "form": FORM,
        "title": content.title,
        "generated_at": content.generated_at,
        "tool": content.tool,
        "as_of": content.as_of,
        "findings": findings,
        "documents": documents,
        "claims": claims,
        "parties": content.parties,
        "related": content.related,
        "assessments": content.assessments,
        "lists": content.lists,
        "refusals": content.refusals,
        "captures": content.captures,
        "ledger": content.ledger,
        "focus": content.focus,
    }))
}

/// The sum and size of every file, and a sum over those: no byte can change unseen.
fn manifest(files: &BTreeMap<String, String>) -> String {
    let entries: Vec<Value> = files
        .iter()
        .map(|(path, text)| {
            let sum = id::sha256(text.as_bytes());
            json!({"path": path, "bytes": text.len(), "sha256": sum})
        })
        .collect();
    let sum = id::sha256(Value::Array(entries.clone()).to_string().as_bytes());
    let manifest = json!({"form": FORM, "files": entries, "sha256": sum});
    format!("{manifest:#}\n")
}

/// Writes all files into a folder beside the target and puts it in the target's place.
fn put(files: &BTreeMap<String, String>, out: &Path) -> Result<(), DossierError> {
    let beside = |ending: &str| -> PathBuf {
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        out.with_file_name(format!(".{name}.{ending}"))
    };
    let (unfinished, earlier) = (beside("part"), beside("earlier"));
    let fail = |path: &Path| {
        let path = path.display().to_string();
        move |cause| DossierError::Io { path, cause }
    };
    fs::remove_dir_all(&unfinished).ok();
    for (path, text) in files {
        let target = unfinished.join(path);
        let folder = target.parent().unwrap_or(&unfinished);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&target, text));
        if let Err(cause) = written {
            fs::remove_dir_all(&unfinished).ok();
            return Err(fail(&target)(cause));
        }
    }
    fs::remove_dir_all(&earlier).ok();
    if out.exists() {
        fs::rename(out, &earlier).map_err(fail(out))?;
    }
    fs::rename(&unfinished, out).map_err(fail(out))?;
    fs::remove_dir_all(&earlier).ok();
    Ok(())
}
