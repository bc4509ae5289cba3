//! Loads what the user named: walks folders, recognises, parses, checks.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use model::{Completeness, Entity, ListInfo, ListSnapshot, Refusal, RowWarning, id};
use rayon::prelude::*;

use crate::adapter::{Adapter, Parsed, ParsedList, refuse};
use crate::dataset::Dataset;
use crate::source::{Extract, FILE_BYTES_MAX, SourceFile, Surroundings, surrounding_date};
use crate::{
    check, eu_annex, example, ftm_json, known, mapped, un_sc, us_csl, us_dpl, us_fcc, us_ofac,
    us_restricted,
};

/// Changes whenever an adapter reads the same bytes otherwise: compiled lists are then made anew.
const READING_VERSION: &str = "lists-1";

/// All adapters. The order decides nothing: no two know the same file.
const ADAPTERS: [&dyn Adapter; 10] = [
    &us_ofac::UsOfac,
    &us_csl::UsCsl,
    &us_restricted::UsRestricted,
    &us_dpl::UsDpl,
    &us_fcc::UsFcc,
    &un_sc::UnSc,
    &eu_annex::EuAnnex,
    &ftm_json::FtmJson,
    &mapped::Mapped,
    &example::Example,
];

/// What to do about a list that misses its assertions.
const REFETCH: &str =
    "fetch the files again; a part of a list needs an extract.yml beside it that says so";

/// What loading gave.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Lists that are fit to be searched, by list id, publication date and file.
    pub snapshots: Vec<ListSnapshot>,
    /// Lists that are not.
    pub refusals: Vec<Refusal>,
    /// Rows that were not read, or not wholly.
    pub warnings: Vec<RowWarning>,
    /// Files that are no lists.
    pub skipped: Vec<Skipped>,
    /// Entities of list files that are no listed parties: owners, ownership.
    pub entities: Vec<Entity>,
}

/// A file that is no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Path below the folder that the user named.
    pub file: String,
    /// What it is.
    pub why: String,
}

/// Why nothing could be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ListsError {
    /// A file or folder cannot be read.
    #[error("cannot read lists: {path}: {cause}")]
    Io {
        /// Which.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// A file is larger than any list.
    #[error("cannot read lists: {path}: {bytes} bytes, at most {FILE_BYTES_MAX} are read")]
    TooLarge {
        /// Which.
        path: String,
        /// Its size.
        bytes: u64,
    },
}

/// What is known of every layout.
pub fn datasets() -> Vec<&'static Dataset> {
    ADAPTERS.iter().map(|adapter| adapter.dataset()).collect()
}

/// A hash over the content and the relative names of all files, and over how they are read.
///
/// # Errors
/// Where a file or folder cannot be read.
pub fn fingerprint(paths: &[PathBuf]) -> Result<String, ListsError> {
    let files = walk(paths)?;
    let hashes: Result<Vec<(String, String)>, ListsError> = files
        .par_iter()
        .map(|(path, name, folder)| {
            let bytes = fs::read(path).map_err(|cause| io_error(path, cause))?;
            // What the user's folders are called further up is not content; the folder of a file
            // may date it.
            let own = folder.file_name().unwrap_or_default().to_string_lossy();
            Ok((format!("{own}/{name}"), blake3::hash(&bytes).to_hex().to_string()))
        })
        .collect();
    let mut hashes = hashes?;
    hashes.sort();
    let mut hasher = blake3::Hasher::new();
    hasher.update(READING_VERSION.as_bytes());
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    for (name, hash) in hashes {
        hasher.update(name.as_bytes());
        hasher.update(hash.as_bytes());
    }
    Ok(hasher.finalize().to_hex()[..32].to_string())
}

/// Loads all lists in those folders (with the folders below them) and files.
///
/// # Errors
/// Where a file or folder cannot be read. Bad content is no error: it is a warning or a refusal.
pub fn load(paths: &[PathBuf]) -> Result<Loaded, ListsError> {
    let mut folders: BTreeMap<PathBuf, Vec<(PathBuf, String)>> = BTreeMap::new();
    for (path, name, folder) in walk(paths)? {
        folders.entry(folder).or_default().push((path, name));
    }
    let parts: Result<Vec<Loaded>, ListsError> =
        folders.into_par_iter().map(|(folder, files)| load_folder(&folder, &files)).collect();
    let mut loaded = Loaded::default();
    for part in parts? {
        loaded.snapshots.extend(part.snapshots);
        loaded.refusals.extend(part.refusals);
        loaded.warnings.extend(part.warnings);
        loaded.skipped.extend(part.skipped);
        loaded.entities.extend(part.entities);
    }
    let key = |s: &ListSnapshot| {
        let file = s.info.files.first().map(|file| file.name.clone());
        (s.info.id.clone(), s.info.published, file)
    };
    loaded.snapshots.sort_by_key(key);
    Ok(loaded)
}

/// All files, as path, name below what the user named, and folder; in the order of names.
fn walk(paths: &[PathBuf]) -> Result<Vec<(PathBuf, String, PathBuf)>, ListsError> {
    let mut files = Vec::new();
    for named in paths {
        let root = if named.is_dir() { named.as_path() } else { named.parent().unwrap_or(named) };
        for entry in walkdir::WalkDir::new(named).sort_by_file_name() {
            let entry = entry.map_err(|error| ListsError::Io {
                path: named.display().to_string(),
                cause: error.into(),
            })?;
            let path = entry.path();
            let hidden = path != named && entry.file_name().to_string_lossy().starts_with('.');
            if !entry.file_type().is_file() || hidden {
                continue;
            }
            let below = path.strip_prefix(root).unwrap_or(path);
            let name = below.to_string_lossy().replace('\\', "/");
            let folder = path.parent().unwrap_or(root).to_path_buf();
            files.push((path.to_path_buf(), name, folder));
        }
    }
    Ok(files)
}

fn io_error(path: &Path, cause: io::Error) -> ListsError {
    ListsError::Io { path: path.display().to_string(), cause }
}

fn load_folder(folder: &Path, named: &[(PathBuf, String)]) -> Result<Loaded, ListsError> {
    let mut files = Vec::new();
    for (path, name) in named {
        let bytes = fs::metadata(path).map_err(|cause| io_error(path, cause))?.len();
        if bytes > FILE_BYTES_MAX {
            return Err(ListsError::TooLarge { path: path.display().to_string(), bytes });
        }
        let bytes = fs::read(path).map_err(|cause| io_error(path, cause))?;
        files.push(SourceFile { name: name.clone(), bytes });
    }
    let mut loaded = Loaded::default();
    let near = surroundings(folder, &files, &mut loaded);
    let mut taken = vec![false; files.len()];
    for adapter in ADAPTERS {
        for group in adapter.recognise(&files, &near) {
            if group.iter().any(|place| taken[*place]) {
                continue;
            }
            group.iter().for_each(|place| taken[*place] = true);
            let group: Vec<&SourceFile> = group.iter().map(|place| &files[*place]).collect();
            let parsed = adapter.parse(&group, &near);
            publish(adapter.dataset(), &group, parsed, &near, &mut loaded);
        }
    }
    for (file, _) in files.iter().zip(taken).filter(|(_, taken)| !taken) {
        leave(file, &mut loaded);
    }
    Ok(loaded)
}

fn surroundings(folder: &Path, files: &[SourceFile], loaded: &mut Loaded) -> Surroundings {
    let named = |name: &str| files.iter().find(|file| file.base_name() == name);
    let extract = named("extract.yml").and_then(|file| {
        serde_saphyr::from_str::<Extract>(&file.text().0)
            .map_err(|error| {
                loaded.warnings.push(RowWarning {
                    file: file.name.clone(),
                    row: None,
                    message: format!("not used: {error}"),
                });
            })
            .ok()
    });
    let note = files.iter().find(|file| file.head().starts_with("WHAT"));
    Surroundings {
        folder: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        extract,
        origin_note: note.map(|file| file.text().0.into_owned()),
    }
}

/// Checks each list of a group and takes it in or refuses it.
fn publish(
    dataset: &Dataset,
    group: &[&SourceFile],
    parsed: Parsed,
    near: &Surroundings,
    loaded: &mut Loaded,
) {
    loaded.warnings.extend(parsed.warnings);
    loaded.entities.extend(parsed.entities);
    let date = parsed.published.or_else(|| surrounding_date(near, group));
    if let Some(mut refusal) = parsed.unfit {
        refusal.published = date.map(|(date, _)| date);
        loaded.refusals.push(refusal);
        return;
    }
    if parsed.lists.is_empty() {
        let why = format!("{}: recognised as {}, but without entries", group[0].name, dataset.name);
        loaded.refusals.push(refuse(&[], group, why, "fetch the file again"));
    }
    let mut lists = parsed.lists;
    let mut faults: Vec<String> = Vec::new();
    for list in &mut lists {
        if let Some(extract) = &near.extract {
            list.completeness = Completeness::EntriesMissing(extract.why.clone());
        }
        let found = check::shortfalls(list, dataset.lists.get(&list.id));
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", list.id)));
    }
    let is_extract = near.extract.is_some();
    for id in dataset.together.iter().filter(|_| !is_extract) {
        if !lists.iter().any(|list| list.id == *id) {
            faults.push(format!("{id}: no entries in a file that should hold it"));
        }
    }
    faults.extend(
        group.iter().filter(|file| ends_in_quotes(file)).map(|file| {
            format!("{}: ends inside a quoted field: the file is not whole", file.name)
        }),
    );
    if !faults.is_empty() {
        // One list that falls short puts all that came in the same files in doubt.
        let ids: Vec<&str> = lists.iter().map(|list| list.id.as_str()).collect();
        let mut refusal = refuse(&ids, group, String::new(), REFETCH);
        refusal.published = date.map(|(date, _)| date);
        refusal.shortfalls = faults;
        loaded.refusals.push(refusal);
        return;
    }
    for list in lists {
        let info = info(dataset, &list, &date, &parsed.files, group);
        loaded.snapshots.push(ListSnapshot { info, entries: list.entries });
    }
}

/// Whether a table was cut inside a field in quotation marks: they come in pairs.
fn ends_in_quotes(file: &SourceFile) -> bool {
    let first = file.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_table = first.is_some_and(|byte| !matches!(byte, b'{' | b'[' | b'<'));
    is_table && file.bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 1
}

fn info(
    dataset: &Dataset,
    list: &ParsedList,
    date: &Option<(model::PartialDate, String)>,
    files: &[model::ListFile],
    group: &[&SourceFile],
) -> ListInfo {
    let told = list.described.as_deref();
    let title = dataset.lists.get(&list.id).map(|asserted| asserted.title.clone());
    let all: Vec<u8> = group.iter().flat_map(|file| id::sha256(&file.bytes).into_bytes()).collect();
    let version = match date {
        Some((date, _)) => date.to_string(),
        None => format!("sha256:{}", &id::sha256(&all)[..12]),
    };
    let or = |own: Option<&String>, else_: &String| own.unwrap_or(else_).clone();
    ListInfo {
        id: list.id.as_str().into(),
        title: told.map(|t| t.title.clone()).or(title).unwrap_or_else(|| list.id.clone()),
        publisher: or(told.map(|t| &t.publisher), &dataset.publisher),
        jurisdiction: or(told.map(|t| &t.jurisdiction), &dataset.jurisdiction),
        url: or(told.map(|t| &t.url), &dataset.url),
        licence: or(told.map(|t| &t.licence), &dataset.licence),
        update_days: dataset.update_days,
        version: version.into(),
        published: date.as_ref().map(|(date, _)| *date),
        published_evidence: date
            .as_ref()
            .map_or_else(|| "no date in or beside the files".to_string(), |(_, how)| how.clone()),
        entries: list.entries.len(),
        completeness: list.completeness.clone(),
        files: files.to_vec(),
    }
}

/// A file that no adapter knows: known to be something else, or refused.
fn leave(file: &SourceFile, loaded: &mut Loaded) {
    let known = known::not_a_list(file).filter(|_| !file.bytes.is_empty());
    if let Some(why) = known {
        loaded.skipped.push(Skipped { file: file.name.clone(), why: why.to_string() });
        return;
    }
    let why = match (file.bytes.is_empty(), known::is_web_page(file)) {
        (true, _) => "is empty",
        (_, true) => "is a web page, not a list",
        _ => "is in no layout that is known",
    };
    let hint = "fetch it again, move it away, or describe a CSV by a NAME.mapping.yml beside it";
    loaded.refusals.push(refuse(&[], &[file], format!("{} {why}", file.name), hint));
}
