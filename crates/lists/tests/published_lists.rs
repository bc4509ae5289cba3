//! The published lists load whole, with the counts of their notes on origin; cut files are refused.
//!
//! The files are not part of the project: the tests say so and pass where they are absent.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

use std::fs;
use std::path::{Path, PathBuf};

use lists::Loaded;

fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/lists").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

#[track_caller]
fn check(folder: &str, counts: &[(&str, usize)]) {
    let Some(path) = shared(folder) else { return };
    let loaded = lists::load(&[path]).unwrap();
    assert_eq!(loaded.refusals, [], "{folder}");
    let found: Vec<(&str, usize)> =
        loaded.snapshots.iter().map(|s| (&*s.info.id, s.entries.len())).collect();
    assert_eq!(found, counts, "{folder}");
}

#[test]
fn counts_are_those_of_the_origin_notes() {
    check("eu-359-2011-extract", &[("eu-359-2011", 14)]);
    check("ofac-2023-01", &[("us-ofac-sdn", 11_443)]); // Header row, no alias file.
    check("un-consolidated-2026-02", &[("un-sc", 730 + 273)]);
    check("us-fcc-covered-2026-07", &[("us-fcc-covered", 16)]);
    check(
        "us-csl-2026-07",
        &[
            ("us-bis-dpl", 564),
            ("us-bis-el", 3409),
            ("us-bis-meu", 70),
            ("us-nscmic", 68),
            ("us-state-dtc", 787),
            ("us-state-isn", 528),
        ],
    );
    check(
        "us-lists-2026-07",
        &[
            ("us-1260h", 80),
            ("us-bis-dpl", 564),
            ("us-bis-el", 3409),
            ("us-bis-meu", 70),
            ("us-cbp-wro", 67),
            ("us-dow-1286", 134),
            ("us-eo14032", 59),
            ("us-fcc-covered", 15),
            ("us-nscmic", 68),
            ("us-state-dtc-admin", 8),
            ("us-state-dtc-statutory", 779),
            ("us-state-isn", 528),
            ("us-uflpa", 148),
        ],
    );
}

#[test]
fn a_known_entry_has_its_date_and_citation() {
    for folder in ["us-csl-2026-07", "us-lists-2026-07"] {
        let Some(path) = shared(folder) else { return };
        let loaded = lists::load(&[path]).unwrap();
        let list = loaded.snapshots.iter().find(|s| &*s.info.id == "us-bis-el").unwrap();
        let is_it = |e: &&model::ListEntry| e.entity.caption().contains("Tiandi Weiye");
        let entry = list.entries.iter().find(is_it).unwrap();
        let since = entry.listing.since.as_ref().unwrap();
        assert_eq!(since.date.to_string(), "2022-12-19", "{folder}");
        assert!(entry.listing.citation.as_deref().unwrap().contains("87 FR 77508"), "{folder}");
    }
}

/// Loads a copy of a folder in which one file ends after that share of its bytes.
fn load_cut(folder: &str, file: &str, percent: usize) -> Option<Loaded> {
    let from = shared(folder)?;
    let to = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let mut bytes = fs::read(entry.path()).unwrap();
        if entry.file_name() == file {
            bytes.truncate(bytes.len() * percent / 100);
        }
        fs::write(to.path().join(entry.file_name()), bytes).unwrap();
    }
    Some(lists::load(&[to.path().to_path_buf()]).unwrap())
}

#[track_caller]
fn check_cut(folder: &str, file: &str, list: &str) {
    for percent in [10, 50, 75] {
        let Some(loaded) = load_cut(folder, file, percent) else { return };
        let what = format!("{folder}/{file} cut at {percent} %");
        let refused = loaded.refusals.iter().any(|r| r.lists.iter().any(|id| id == list));
        assert!(refused, "{what}: not refused by name: {:?}", loaded.refusals);
        assert!(!loaded.snapshots.iter().any(|s| &*s.info.id == list), "{what}: searched");
    }
}

#[test]
fn a_cut_file_is_refused_by_the_name_of_its_list() {
    check_cut("ofac-2021-07", "sdn.csv", "us-ofac-sdn");
    check_cut("ofac-2021-07", "alt.csv", "us-ofac-sdn");
    check_cut("ofac-2021-07", "add.csv", "us-ofac-sdn");
    check_cut("ofac-2023-01", "sdn-2023-01.csv", "us-ofac-sdn");
    check_cut("un-consolidated-2026-02", "UN_consolidated.xml", "un-sc");
    check_cut("us-lists-2026-07", "bis_entity_list.json", "us-bis-el");
    check_cut("us-csl-2026-07", "consolidated.csv", "us-bis-el");
}
