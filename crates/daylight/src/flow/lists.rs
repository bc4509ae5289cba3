//! Which lists a run searches: loaded, checked, compiled into one index and kept by content.
//!
//! A compiled index is named by the hash of everything it was compiled from, so that it is never
//! stale; it may be deleted at any time. What was refused is kept beside it and told every time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use model::{Entity, LedgerEntry, ListInfo, Outcome, Refusal, RowWarning};
use resolve::Index;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::flow::Progress;

/// Compiled indexes kept on disk; by hand: the lists of some weeks of work.
const COMPILED_KEPT: usize = 8;

/// Lists ready to be searched, and what is wrong with those that are not.
pub(crate) struct Searchable {
    /// The compiled lists.
    pub(crate) index: Index,
    /// What loading them said.
    pub(crate) report: LoadReport,
}

/// What loading some lists said; kept beside the compiled index.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoadReport {
    /// Lists that were not loaded because they are not as they should be.
    pub(crate) refusals: Vec<Refusal>,
    /// Rows that were not read, or not wholly.
    pub(crate) warnings: Vec<RowWarning>,
    /// Files that are no lists, as `(file, what it is)`.
    pub(crate) skipped: Vec<(String, String)>,
    /// Entities of list files that are no listed parties: owners, ownership.
    pub(crate) entities: Vec<Entity>,
}

impl Searchable {
    /// Loads the lists of those folders and files, or those that the user added where none are
    /// named. Uses the compiled index of an earlier run on the same content.
    pub(crate) fn open(
        paths: &[PathBuf],
        config: &Config,
        progress: &Progress,
    ) -> Result<Searchable> {
        let paths = chosen(paths, config)?;
        if paths.is_empty() {
            return Searchable::empty();
        }
        progress.say("checking lists");
        let fingerprint = lists::fingerprint(&paths)?;
        let compiled = config.cache_dir.join(format!("{fingerprint}.index"));
        let beside = config.cache_dir.join(format!("{fingerprint}.json"));
        if let (Ok(index), Ok(report)) = (Index::open(&compiled), read_report(&beside)) {
            return Ok(Searchable { index, report });
        }
        progress.say("reading lists");
        let loaded = lists::load(&paths)?;
        progress.say("compiling lists");
        let bytes = Index::build(&loaded.snapshots);
        let report = LoadReport {
            refusals: loaded.refusals,
            warnings: loaded.warnings,
            skipped: loaded.skipped.into_iter().map(|s| (s.file, s.why)).collect(),
            entities: loaded.entities,
        };
        drop(loaded.snapshots);
        let kept = keep(&config.cache_dir, &beside, &serde_json::to_vec(&report)?)
            .and_then(|()| keep(&config.cache_dir, &compiled, &bytes));
        let index = match kept {
            Ok(()) => Index::open(&compiled)?,
            // A full or read-only cache costs time, not answers.
            Err(_) => Index::from_bytes(bytes)?,
        };
        forget_oldest(&config.cache_dir);
        Ok(Searchable { index, report })
    }

    fn empty() -> Result<Searchable> {
        let index = Index::from_bytes(Index::build(&[]))?;
        Ok(Searchable { index, report: LoadReport::default() })
    }

    /// The newest version of each list, by list id.
    pub(crate) fn newest(&self) -> Vec<&ListInfo> {
        let mut newest: BTreeMap<&str, &ListInfo> = BTreeMap::new();
        for info in self.index.lists() {
            let held = newest.entry(&info.id).or_insert(info);
            if info.published >= held.published {
                *held = info;
            }
        }
        newest.into_values().collect()
    }

    /// The refusals for which nothing stands in: no list of the refused files is held in a fit
    /// version at least as new. While there is one, an answer is "not screened".
    pub(crate) fn unfit(&self) -> Vec<&Refusal> {
        let newest = self.newest();
        let stands_in = |list: &String, refusal: &Refusal| {
            newest.iter().any(|info| *info.id == **list && info.published >= refusal.published)
        };
        self.report
            .refusals
            .iter()
            .filter(|r| r.lists.is_empty() || !r.lists.iter().any(|list| stands_in(list, r)))
            .collect()
    }

    /// Whether a name that is not found may be called "not listed".
    pub(crate) fn is_fit(&self) -> bool {
        !self.index.lists().is_empty() && self.unfit().is_empty()
    }

    /// What became of each list file, for the coverage ledger.
    pub(crate) fn ledger(&self) -> Vec<LedgerEntry> {
        let entry = |name: String, outcome, detail| LedgerEntry {
            kind: "list".to_string(),
            name,
            outcome,
            detail,
        };
        let mut ledger: Vec<LedgerEntry> = Vec::new();
        for info in self.index.lists() {
            let files: Vec<&str> = info.files.iter().map(|file| file.name.as_str()).collect();
            let mut warned =
                self.report.warnings.iter().filter(|w| files.contains(&w.file.as_str()));
            let outcome = if warned.next().is_some() { Outcome::Partly } else { Outcome::Read };
            let detail = format!("{} entries, version {}", info.entries, info.version);
            ledger.push(entry(format!("{} ({})", info.id, files.join(", ")), outcome, detail));
        }
        for refusal in &self.report.refusals {
            let why = refusal.shortfalls.join("; ");
            ledger.push(entry(refusal.files.join(", "), Outcome::Failed, why));
        }
        for (file, why) in &self.report.skipped {
            ledger.push(entry(file.clone(), Outcome::Skipped, why.clone()));
        }
        ledger
    }
}

fn chosen(paths: &[PathBuf], config: &Config) -> Result<Vec<PathBuf>> {
    for path in paths {
        if !path.exists() {
            bail!("cannot read lists: {}: there is no such file or folder", path.display());
        }
    }
    if !paths.is_empty() {
        return Ok(paths.to_vec());
    }
    let has_lists = fs::read_dir(&config.lists_dir).is_ok_and(|mut dir| dir.next().is_some());
    Ok(if has_lists { vec![config.lists_dir.clone()] } else { Vec::new() })
}

fn read_report(path: &Path) -> Result<LoadReport> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// Writes a file whole or not at all.
fn keep(folder: &Path, path: &Path, bytes: &[u8]) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let unfinished = path.with_extension(format!("{}.part", std::process::id()));
    let written = fs::write(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        fs::remove_file(&unfinished).ok();
    }
    written.with_context(|| format!("cannot write {}", path.display()))
}

fn forget_oldest(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut compiled: Vec<(std::time::SystemTime, PathBuf)> = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "index"))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    compiled.sort();
    let surplus = compiled.len().saturating_sub(COMPILED_KEPT);
    for (_, path) in compiled.into_iter().take(surplus) {
        fs::remove_file(&path).ok();
        fs::remove_file(path.with_extension("json")).ok();
    }
}

/// Copies a list file or folder into the user's data folder and checks that it can be loaded.
/// A list that is refused is not added.
pub(crate) fn add(path: &Path, config: &Config) -> Result<lists::Loaded> {
    let path = fs::canonicalize(path).with_context(|| format!("cannot read {}", path.display()))?;
    let loaded = lists::load(std::slice::from_ref(&path))?;
    if loaded.snapshots.is_empty() {
        return Ok(loaded);
    }
    let name = path.file_name().context("a list needs a file or folder name")?;
    let target = config.lists_dir.join(name);
    let unfinished = config.lists_dir.join(format!(".{}.part", name.to_string_lossy()));
    fs::create_dir_all(&config.lists_dir)?;
    fs::remove_dir_all(&unfinished).ok();
    copy_tree(&path, &unfinished)?;
    if target.exists() {
        fs::remove_dir_all(&target).or_else(|_| fs::remove_file(&target))?;
    }
    fs::rename(&unfinished, &target)?;
    Ok(loaded)
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    let root = if from.is_dir() { from } else { from.parent().unwrap_or(from) };
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let target = to.join(entry.path().strip_prefix(root)?);
            fs::create_dir_all(target.parent().unwrap_or(to))?;
            fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}
