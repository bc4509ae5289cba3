//! The example case that ships in the binary: documents of our own about public facts, and
//! extracts of official lists in their official layouts.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

macro_rules! example {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../demo/", $path)) as &[u8])),+]
    };
}

/// Every file of the example, as path below its folder and bytes.
const FILES: &[(&str, &[u8])] = example![
    "documents/1-tiandy-in-iran.txt",
    "documents/2-entity-list.html",
    "documents/3-zte-telecom-monitoring.txt",
    "documents/4-huawei-mobinnet.txt",
    "documents/5-european-listing.txt",
    "documents/6-zh.txt",
    "documents/7-fa.txt",
    "lists/csl/consolidated.csv",
    "lists/csl/extract.yml",
    "lists/eu/annex-1.csv",
    "lists/eu/annex-1.mapping.yml",
    "lists/fcc/covered.csv",
    "lists/fcc/extract.yml",
    "lists/ofac/add.csv",
    "lists/ofac/alt.csv",
    "lists/ofac/extract.yml",
    "lists/ofac/sdn.csv",
];

/// Writes the example's documents and lists below `folder`.
pub(crate) fn unpack(folder: &Path) -> Result<()> {
    for (path, bytes) in FILES {
        let target = folder.join(path);
        let parent = target.parent().unwrap_or(folder);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        fs::write(&target, bytes).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}
