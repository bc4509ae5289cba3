//! A case holds what it acknowledged, whatever happens.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use model::{Document, LedgerEntry, Outcome, Reading, id};
use store::{Case, StoreError};

const AT: &str = "2026-01-02T03:04:05Z";

fn open(folder: &Path) -> Case {
    Case::open(folder, "test 1").unwrap().0
}

fn reading(text: &str) -> Reading {
    let sum = id::sha256(text.as_bytes());
    let document = Document {
        id: sum[..20].to_string(),
        name: "a.txt".into(),
        media_type: "text/plain".into(),
        encoding: "utf-8".into(),
        source_sha256: sum.clone(),
        text_sha256: sum,
        title: String::new(),
        text: text.into(),
        passages: Vec::new(),
    };
    Reading { document, mentions: vec![], claims: vec![], entities: vec![], warnings: vec![] }
}

fn fill(case: &mut Case) {
    case.capture(b"hello", "a.txt", "text/plain", AT).unwrap();
    case.put_reading(&reading("hello"), AT).unwrap();
    let line = LedgerEntry {
        kind: "document".into(),
        name: "a.txt".into(),
        outcome: Outcome::Read,
        detail: "all".into(),
    };
    case.put_ledger(&[line], AT).unwrap();
}

#[test]
fn the_same_again_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = open(folder.path());
    fill(&mut case);
    let once = case.summary().unwrap();
    drop(case);
    let mut case = open(folder.path());
    fill(&mut case);
    assert_eq!(case.summary().unwrap(), once);
    assert_eq!((once.captures, once.readings, once.log_lines), (1, 1, 3));
    assert_eq!(case.readings().unwrap(), vec![reading("hello")]);
    assert_eq!(case.captured_bytes(&id::sha256(b"hello")).unwrap(), b"hello");
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("diary"), "mine").unwrap();
    assert!(matches!(Case::open(folder.path(), "t"), Err(StoreError::NotACase { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_newer_case_is_named() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let database = rusqlite::Connection::open(folder.path().join("case.sqlite")).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    drop(database);
    let error = Case::open(folder.path(), "t").map(drop).unwrap_err();
    assert!(matches!(error, StoreError::NewerForm { found: 99, .. }), "{error}");
}

#[test]
fn two_writers_are_one_too_many() {
    let folder = tempfile::tempdir().unwrap();
    let _first = open(folder.path());
    assert!(matches!(Case::open(folder.path(), "t"), Err(StoreError::Locked { .. })));
}

#[test]
fn a_changed_log_is_found_and_a_torn_line_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut open(folder.path()));
    let log = folder.path().join("log.jsonl");
    let whole = fs::read_to_string(&log).unwrap();
    fs::write(&log, format!("{whole}{{\"seq\":3,\"at")).unwrap();
    let (_, notices) = Case::open(folder.path(), "t").unwrap();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(fs::read_to_string(&log).unwrap(), whole);
    fs::write(&log, whole.replacen("a.txt", "b.txt", 1)).unwrap();
    let error = Case::open(folder.path(), "t").map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Log { line: 1, .. }), "{error}");
}

#[test]
fn changed_captures_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = open(folder.path());
    let capture = case.capture(b"hello", "a.txt", "text/plain", AT).unwrap();
    let path = folder.path().join("captures").join(&capture.sha256[..2]).join(&capture.sha256);
    fs::write(path, "jello").unwrap();
    assert!(matches!(case.captured_bytes(&capture.sha256), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_log_that_lost_its_end_is_found_or_mended() {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut open(folder.path()));
    let log = folder.path().join("log.jsonl");
    let whole = fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    fs::write(&log, format!("{}\n{}\n", lines[0], lines[1])).unwrap();
    let (case, notices) = Case::open(folder.path(), "t").unwrap();
    assert_eq!((notices.len(), case.summary().unwrap().log_lines), (1, 3), "{notices:?}");
    drop(case);
    assert_eq!(fs::read_to_string(&log).unwrap(), whole, "the last line is held twice");
    fs::write(&log, format!("{}\n", lines[0])).unwrap();
    let error = Case::open(folder.path(), "t").map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Log { .. }), "{error}");
    fs::remove_file(&log).unwrap();
    let error = Case::open(folder.path(), "t").map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Log { .. }), "{error}");
}

#[test]
fn a_database_older_than_its_log_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("case.sqlite");
    open(folder.path()).capture(b"one", "1", "text/plain", AT).unwrap();
    let backup = fs::read(&database).unwrap();
    open(folder.path()).capture(b"two", "2", "text/plain", AT).unwrap();
    fs::write(&database, backup).unwrap();
    let error = Case::open(folder.path(), "t").map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn captures_that_rotted_are_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = open(folder.path());
    let sha256 = case.capture(b"hello", "a.txt", "text/plain", AT).unwrap().sha256;
    let path = folder.path().join("captures").join(&sha256[..2]).join(&sha256);
    fs::write(path, "jello").unwrap();
    case.capture(b"hello", "a.txt", "text/plain", AT).unwrap();
    assert_eq!(case.captured_bytes(&sha256).unwrap(), b"hello");
}

#[test]
fn a_changed_text_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = open(folder.path());
    let mut changed = reading("hello");
    changed.document.text = "jello".into();
    case.put_reading(&changed, AT).unwrap();
    assert!(matches!(case.readings(), Err(StoreError::Damaged { .. })));
}

/// A limit on file size stands in for a full disk: writing fails with an error in mid-run.
#[test]
fn a_full_disk_loses_nothing_acknowledged() {
    let example = example().expect("cargo builds examples before integration tests");
    for blocks in [40, 60, 90] {
        let folder = tempfile::tempdir().unwrap();
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$1\"");
        let mut limited = Command::new("sh");
        limited.args(["-c", &script]).arg(&example).arg(folder.path());
        let output = limited.output().unwrap();
        assert!(!output.status.success(), "the limit was never met");
        let acknowledged = String::from_utf8(output.stdout).unwrap().lines().count();
        let (case, _) = Case::open(folder.path(), "t").unwrap();
        let summary = case.summary().unwrap();
        assert!(summary.captures as usize >= acknowledged, "{summary:?}, {acknowledged} told");
        assert_eq!(summary.log_lines, summary.captures);
    }
}

/// The example program, built by cargo beside the tests.
fn example() -> Option<PathBuf> {
    let mut path = std::env::current_exe().ok()?;
    path.pop();
    path.pop();
    path.push("examples");
    path.push("keep_on_writing");
    path.exists().then_some(path)
}

#[test]
fn killed_at_any_moment_everything_acknowledged_is_there() {
    let example = example().expect("cargo builds examples before integration tests");
    for round in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let mut child =
            Command::new(&example).arg(folder.path()).stdout(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(40 + round * 37));
        child.kill().unwrap();
        let out = child.stdout.take().unwrap();
        child.wait().unwrap();
        let lines = BufReader::new(out).lines().map_while(Result::ok);
        let acknowledged: Vec<String> = lines.collect();
        let (case, _) = Case::open(folder.path(), "t").unwrap();
        let captures = case.captures().unwrap();
        for number in &acknowledged {
            let held = captures.iter().find(|c| c.source == format!("{number}.txt")).unwrap();
            assert_eq!(
                case.captured_bytes(&held.sha256).unwrap(),
                format!("document {number}").as_bytes()
            );
        }
        let summary = case.summary().unwrap();
        assert_eq!(summary.log_lines, summary.captures, "the log has every capture");
    }
}
