//! Which documents a run reads: the files that the user named, folders walked in order.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// Documents of one run; by hand, against a folder named by mistake.
const DOCUMENTS_MAX: usize = 100_000;

/// A document to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it is called in records: the path below the folder that the user named.
    pub(crate) name: String,
}

/// All files that the user named, folders walked in the order of names. Hidden files are left out.
pub(crate) fn collect(paths: &[PathBuf]) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in paths {
        if !path.exists() {
            bail!("cannot read document: {}: there is no such file or folder", path.display());
        }
        let root = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(path) };
        let walk = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path())) {
            let entry = entry?;
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let name = below.to_string_lossy().replace('\\', "/");
                inputs.push(Input { path: entry.path().to_path_buf(), name });
            }
            if inputs.len() > DOCUMENTS_MAX {
                bail!(
                    "too many documents: {}: over {DOCUMENTS_MAX} files\n\
                     hint: name a smaller folder",
                    path.display()
                );
            }
        }
    }
    if inputs.is_empty() {
        bail!("no document to read: the folder is empty");
    }
    Ok(inputs)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The bytes of a document.
pub(crate) fn bytes(input: &Input) -> std::io::Result<Vec<u8>> {
    fs::read(&input.path)
}
