//! Runs the program as a user would and checks what it prints, writes and answers.
//!
//! Tests on the real lists and the real article run where the folder `shared` stands beside the
//! project, and say so where it does not.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_daylight"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("DAYLIGHT_CACHE", self.path("cache"))
            .env("DAYLIGHT_DATA", self.path("data"))
            .output()
            .unwrap()
    }

    #[track_caller]
    fn json(&self, arguments: &[&str], code: i32) -> Value {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", errors(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo").join(name);
    path.to_str().unwrap().to_string()
}

/// A file of the folder `shared`, or `None` with a printed reason.
fn shared(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !path.exists() {
        println!("skipped: {} is not on this machine", path.display());
        return None;
    }
    Some(path.to_str().unwrap().to_string())
}

fn row<'a>(answer: &'a Value, list: &str) -> &'a Value {
    let rows = answer["lists"].as_array().unwrap();
    rows.iter().find(|row| row["list"] == list).unwrap_or_else(|| panic!("no row {list}"))
}

#[test]
fn demo_writes_a_dossier_that_verifies() {
    let desk = Desk::new();
    let output = desk.run(&["demo"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("index.html"), "{said}");
    assert!(said.contains("\n5. "), "five findings: {said}");
    assert_eq!(desk.run(&["verify", "daylight-demo/case/dossier"]).status.code(), Some(0));
    assert_eq!(desk.run(&["verify", "daylight-demo/case"]).status.code(), Some(0));

    let again = desk.run(&["demo"]);
    assert_eq!(again.status.code(), Some(0), "{}", errors(&again));
}

#[test]
fn a_flipped_byte_is_found_wherever_it_is() {
    let desk = Desk::new();
    desk.run(&["demo"]);
    let dossier = desk.path("daylight-demo/case/dossier");
    let files: Vec<PathBuf> = walk(&dossier);
    assert!(files.len() > 10);
    for path in files {
        let original = fs::read(&path).unwrap();
        let mut changed = original.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(&path, &changed).unwrap();
        let output = desk.run(&["verify", dossier.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{}", path.display());
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("FAILED"), "{}: {said}", path.display());
        fs::write(&path, &original).unwrap();
    }
    assert_eq!(desk.run(&["verify", dossier.to_str().unwrap()]).status.code(), Some(0));
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn screen_answers_in_the_agreed_form() {
    let desk = Desk::new();
    let lists = example("lists");
    let answer = desk.json(&["screen", "Tiandy", "--lists", &lists, "--format", "json"], 1);
    assert_eq!(answer["status"], "screened");
    assert_eq!(answer["query"]["name"], "Tiandy");
    assert!(answer["lists"][0]["list"].is_string() && answer["lists"][0]["entries"].is_u64());
    let best = &answer["matches"][0];
    assert_eq!(best["caption"], "Tianjin Tiandi Weiye Technologies Co., Ltd.");
    assert_eq!(best["list"], "us-bis-el");
    let weights: f64 =
        best["reasons"].as_array().unwrap().iter().map(|r| r["weight"].as_f64().unwrap()).sum();
    let score = 1.0 / (1.0 + (-weights * std::f64::consts::LN_2).exp());
    assert!((score - best["score"].as_f64().unwrap()).abs() < 1e-6, "reasons add up to the score");

    let nobody = desk.run(&["screen", "Wholly Unheard Of", "--lists", &lists]);
    assert_eq!(nobody.status.code(), Some(0), "{}", errors(&nobody));
}

#[test]
fn without_a_fit_list_nothing_is_screened() {
    let desk = Desk::new();
    let none = desk.json(&["screen", "Tiandy", "--format", "json"], 3);
    assert_eq!(none["status"], "not_screened");

    let page = desk.path("page");
    fs::create_dir(&page).unwrap();
    let html = "<!doctype html><html><body><h1>503 Service Unavailable</h1></body></html>";
    fs::write(page.join("sdn.csv"), html).unwrap();
    let refused =
        desk.json(&["screen", "Tiandy", "--lists", page.to_str().unwrap(), "--format", "json"], 3);
    assert_eq!(refused["status"], "not_screened");
    assert!(refused["refused"][0]["files"][0].as_str().unwrap().contains("sdn.csv"));
}

#[test]
fn a_table_is_screened_row_by_row_in_order() {
    let desk = Desk::new();
    let table =
        "id,name,country\n1,Nobody In Particular,\n2,Tiandy Technologies,China\n3,ZTE Parsian,\n";
    fs::write(desk.path("names.csv"), table).unwrap();
    let lists = example("lists");
    let output =
        desk.run(&["screen", "--input", "names.csv", "--output", "out.jsonl", "--lists", &lists]);
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    let rows: Vec<Value> = fs::read_to_string(desk.path("out.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        rows.iter().map(|row| row["row"].as_u64()).collect::<Vec<_>>(),
        [Some(1), Some(2), Some(3)]
    );
    assert_eq!(rows[0]["matches"].as_array().unwrap().len(), 0);
    assert_eq!(rows[1]["matches"][0]["list"], "us-bis-el");
}

#[test]
fn listed_follows_the_date() {
    let Some(lists) = shared("lists") else { return };
    let desk = Desk::new();
    let ask = |date: &str| {
        let arguments = [
            "listed",
            "Tiandy Technologies",
            "--as-of",
            date,
            "--lists",
            &lists,
            "--format",
            "json",
        ];
        desk.json(&arguments, 0)
    };
    let before = ask("2022-12-01");
    for row in before["lists"].as_array().unwrap() {
        assert_ne!(row["status"], "listed", "{row}");
    }
    assert_eq!(row(&before, "us-bis-el")["status"], "not_listed");
    let after = ask("2023-01-01");
    assert_eq!(row(&after, "us-bis-el")["status"], "listed");
    assert_eq!(row(&after, "us-bis-el")["since"], "2022-12-19");
    let on: Vec<&Value> =
        after["lists"].as_array().unwrap().iter().filter(|r| r["status"] == "listed").collect();
    assert_eq!(on.len(), 1);
}

#[test]
fn the_article_is_investigated() {
    let (Some(article), Some(lists)) = (shared("article/article.txt"), shared("lists")) else {
        return;
    };
    let desk = Desk::new();
    let output = desk.run(&["investigate", &article, "--lists", &lists, "--out", "case"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert_eq!(desk.run(&["verify", "case/dossier"]).status.code(), Some(0));
    for path in walk(&desk.path("case/dossier")) {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
        assert!(!text.contains("mahsa") && !text.contains("amini"), "{}", path.display());
    }
    let dossier = fs::read_to_string(desk.path("case/dossier/dossier.json")).unwrap();
    assert!(dossier.contains("ofac-10391"));
    assert!(dossier.contains("Foundation for Defense of Democracy"));
    assert!(!dossier.contains("Foundation for Defense of Democracies"));

    let log = fs::read(desk.path("case/log.jsonl")).unwrap();
    let again = desk.run(&["investigate", &article, "--lists", &lists, "--out", "case"]);
    assert_eq!(again.status.code(), Some(0), "{}", errors(&again));
    assert_eq!(fs::read(desk.path("case/log.jsonl")).unwrap(), log, "nothing is added twice");
}

#[test]
fn bad_input_is_named_with_its_place() {
    let desk = Desk::new();
    let missing = desk.run(&["investigate", "nowhere.txt"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(errors(&missing).contains("nowhere.txt"), "{}", errors(&missing));
    let missing = desk.run(&["screen", "x", "--lists", "nowhere"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(errors(&missing).contains("nowhere"), "{}", errors(&missing));
    assert_eq!(desk.run(&["listed", "x", "--as-of", "yesterday"]).status.code(), Some(2));
    assert_eq!(desk.run(&["verify", "nowhere"]).status.code(), Some(2));
    fs::write(desk.path("no-names.csv"), "a,b\n1,2\n").unwrap();
    let lists = example("lists");
    let table = desk.run(&["screen", "--input", "no-names.csv", "--lists", &lists]);
    assert_eq!(table.status.code(), Some(2));
    assert!(errors(&table).contains("row 1"), "{}", errors(&table));
}

#[test]
fn documents_that_cannot_be_read_become_ledger_lines() {
    let desk = Desk::new();
    let documents = desk.path("documents");
    fs::create_dir(&documents).unwrap();
    fs::write(documents.join("empty.txt"), "").unwrap();
    fs::write(documents.join("binary.txt"), [0u8, 159, 146, 150, 0, 1, 2, 3]).unwrap();
    let utf16: Vec<u8> =
        "\u{feff}Tiandy Technologies, based in Tianjin, denied it sold cameras to Iran."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
    fs::write(documents.join("utf16.txt"), utf16).unwrap();
    let lists = example("lists");
    let output = desk.run(&["investigate", "documents", "--lists", &lists, "--out", "case"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(errors(&output).contains("empty.txt") && errors(&output).contains("binary.txt"));
    let dossier = fs::read_to_string(desk.path("case/dossier/dossier.json")).unwrap();
    assert!(dossier.contains("Tiandy Technologies"), "UTF-16 is decoded");
    assert_eq!(desk.run(&["verify", "case"]).status.code(), Some(0));
}

#[test]
fn a_folder_that_is_no_case_is_left_alone() {
    let desk = Desk::new();
    fs::create_dir(desk.path("full")).unwrap();
    fs::write(desk.path("full/diary.txt"), "mine").unwrap();
    let document = example("documents/1-tiandy-in-iran.txt");
    let lists = example("lists");
    let output = desk.run(&["investigate", &document, "--lists", &lists, "--out", "full"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_dir(desk.path("full")).unwrap().count(), 1);
}
