//! Original bytes, each in a file named by its SHA-256.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use model::id;

use crate::error::StoreError;

/// Where bytes of that sum are kept.
pub(crate) fn path(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(sha256.get(..2).unwrap_or("xx")).join(sha256)
}

/// Keeps bytes; returns their sum. They are on disk, whole, when this returns. Kept bytes that are
/// no longer what their name says are written again.
pub(crate) fn keep(folder: &Path, bytes: &[u8]) -> Result<String, StoreError> {
    let sha256 = id::sha256(bytes);
    let target = path(folder, &sha256);
    if fs::read(&target).is_ok_and(|held| held == bytes) {
        return Ok(sha256);
    }
    let parent = target.parent().unwrap_or(folder);
    make(folder, parent).map_err(|cause| StoreError::io("make", parent, cause))?;
    let unfinished = target.with_extension("part");
    let written = File::create(&unfinished)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&unfinished, &target))
        .and_then(|()| File::open(parent)?.sync_all());
    if let Err(cause) = written {
        fs::remove_file(&unfinished).ok();
        return Err(StoreError::io("write", &target, cause));
    }
    Ok(sha256)
}

/// Makes the folder of some captures so that its name lasts.
fn make(folder: &Path, parent: &Path) -> io::Result<()> {
    if parent.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(parent)?;
    for made in [Some(folder), folder.parent()].into_iter().flatten() {
        File::open(made)?.sync_all()?;
    }
    Ok(())
}

/// Reads kept bytes and checks their sum.
pub(crate) fn read(folder: &Path, sha256: &str) -> Result<Vec<u8>, StoreError> {
    let target = path(folder, sha256);
    let bytes = fs::read(&target).map_err(|cause| StoreError::io("read", &target, cause))?;
    if id::sha256(&bytes) != sha256 {
        let what = "the captured bytes are not what was captured".to_string();
        return Err(StoreError::Damaged { path: target.display().to_string(), what });
    }
    Ok(bytes)
}
