//! Checks the rules of the house that a compiler does not: floors, module order, sizes, headers.
//!
//! An ordinary test, so that it runs wherever the tests run. Each rule reports every place that
//! breaks it. Exceptions are listed by name in this file, and the lists may only shrink.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Columns of a line of Rust; the rustfmt setting. Counted in characters.
const COLUMNS_MAX: usize = 100;
/// Lines of a function, by hand: about a screen and a half.
const FUNCTION_LINES_MAX: usize = 70;
/// Lines of a file, by hand: past it a second idea has moved in.
const FILE_LINES_MAX: usize = 600;
/// Module names that say nothing of what they know.
const FORBIDDEN_MODULES: [&str; 6] = ["utils", "util", "helpers", "common", "misc", "manager"];
/// Words that the header of a data file must have.
const HEADER_WORDS: [&str; 4] = ["used by", "source", "licence", "date"];

/// Floors of the house: a crate imports only from floors below its own.
const FLOORS: [(&str, u8); 8] = [
    ("names", 0),
    ("model", 0),
    ("lists", 1),
    ("read", 1),
    ("resolve", 1),
    ("assess", 1),
    ("store", 1),
    ("daylight", 3),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if endings.iter().any(|e| path.extension().is_some_and(|have| have == *e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn rust_files() -> Vec<(PathBuf, String)> {
    let crates = root().join("crates");
    files(&crates, &["rs"])
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(&crates).unwrap().to_path_buf(), text)
        })
        .collect()
}

/// The part of a file in front of its unit tests.
fn before_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap()
}

#[track_caller]
fn none(rule: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

#[test]
fn crates_import_only_from_floors_below() {
    let floors: BTreeMap<&str, u8> = FLOORS.into();
    let mut broken = Vec::new();
    for (name, floor) in FLOORS {
        let manifest = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml"));
        let manifest: toml::Table = manifest.unwrap().parse().unwrap();
        for section in ["dependencies", "build-dependencies"] {
            let Some(needs) = manifest.get(section).and_then(|table| table.as_table()) else {
                continue;
            };
            for need in needs.keys() {
                if floors.get(need.as_str()).is_some_and(|other| *other >= floor) {
                    broken.push(format!("{name} imports {need}"));
                }
            }
        }
    }
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !floors.contains_key(name.as_str()) {
            broken.push(format!("{name} stands on no floor"));
        }
    }
    none("a crate imports only from floors below its own", broken);
}

/// Pairs (a, b) where a may import b, read from the sentence in `lib.rs` or `main.rs`.
fn module_order(text: &str) -> Option<BTreeSet<(String, String)>> {
    let doc: String = text
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .map(|line| line.trim_start_matches("//!").trim())
        .collect::<Vec<_>>()
        .join(" ");
    let (_, order) = doc.split_once("may import b):")?;
    let mut pairs = BTreeSet::new();
    for chain in order.split(';') {
        let levels: Vec<Vec<String>> = chain.split('→').map(backticked).collect();
        for (place, level) in levels.iter().enumerate() {
            for (a, b) in level.iter().flat_map(|a| {
                levels[place + 1..].iter().flatten().map(move |b| (a.clone(), b.clone()))
            }) {
                pairs.insert((a, b));
            }
        }
    }
    loop {
        let more: Vec<_> = pairs
            .iter()
            .flat_map(|(a, b)| {
                let from_b = pairs.iter().filter(move |(c, _)| c == b);
                from_b.map(move |(_, d)| (a.clone(), d.clone()))
            })
            .filter(|pair| !pairs.contains(pair))
            .collect();
        if more.is_empty() {
            return Some(pairs);
        }
        pairs.extend(more);
    }
}

fn backticked(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_string).collect()
}

#[test]
fn modules_import_only_downward() {
    let mut broken = Vec::new();
    for (name, _) in FLOORS {
        let src = root().join("crates").join(name).join("src");
        let top = ["lib.rs", "main.rs"].iter().map(|file| src.join(file)).find(|p| p.exists());
        let Some(pairs) = module_order(&fs::read_to_string(top.unwrap()).unwrap()) else {
            broken.push(format!("{name}: no sentence on module order at the top"));
            continue;
        };
        for path in files(&src, &["rs"]) {
            let inside = path.strip_prefix(&src).unwrap();
            let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
            if module == "lib" || module == "main" {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for other in imported_modules(before_tests(&text), &src) {
                let allowed = pairs.contains(&(module.to_string(), other.clone()));
                if other != module && !allowed {
                    broken.push(format!("{name}: {} imports {other}", inside.display()));
                }
            }
        }
    }
    none("a module imports only modules below it", broken);
}

/// The top-level modules that a file names by `crate::`.
fn imported_modules(text: &str, src: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let word: String =
                name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_module = src.join(format!("{word}.rs")).exists() || src.join(&word).is_dir();
            if !word.is_empty() && is_module {
                found.insert(word);
            }
        }
    }
    found
}

#[test]
fn lines_and_files_are_short() {
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        for (number, line) in text.lines().enumerate() {
            if line.chars().count() > COLUMNS_MAX {
                broken.push(format!(
                    "{}:{} is over {COLUMNS_MAX} columns",
                    path.display(),
                    number + 1
                ));
            }
        }
        let lines = text.lines().count();
        if lines > FILE_LINES_MAX {
            broken.push(format!("{} has {lines} lines", path.display()));
        }
    }
    none("lines and files stay short", broken);
}

#[test]
fn functions_fit_a_screen() {
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let is_function =
                code.starts_with("fn ") || code.contains(" fn ") && !code.starts_with("//");
            if !is_function || code.ends_with(';') || !code.contains('(') {
                continue;
            }
            let closing = format!("{}}}", &line[..line.len() - code.len()]);
            let end = lines[number..].iter().position(|l| *l == closing).unwrap_or(0);
            if end + 1 > FUNCTION_LINES_MAX {
                broken.push(format!("{}:{} {} lines", path.display(), number + 1, end + 1));
            }
        }
    }
    none("a function fits a screen", broken);
}

#[test]
fn modules_are_named_by_what_they_know() {
    let broken = rust_files()
        .into_iter()
        .filter(|(path, _)| {
            path.iter().any(|part| {
                FORBIDDEN_MODULES.contains(&part.to_str().unwrap().trim_end_matches(".rs"))
            })
        })
        .map(|(path, _)| path.display().to_string())
        .collect();
    none("a module is named by what it knows", broken);
}

#[test]
fn modules_say_what_they_are_for() {
    let broken = rust_files()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    none("a file opens with //!", broken);
}

#[test]
fn data_files_say_where_they_come_from() {
    let mut broken = Vec::new();
    for path in files(&root().join("crates"), &["yml", "toml", "csv", "tsv"]) {
        let inside = path.strip_prefix(root().join("crates")).unwrap().to_path_buf();
        let parts: Vec<&str> = inside.iter().map(|part| part.to_str().unwrap()).collect();
        let is_data = parts.contains(&"data")
            || parts.contains(&"criteria")
            || parts.ends_with(&["dataset.yml"]);
        if !is_data || parts.contains(&"testdata") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let header: String =
            text.lines().take_while(|line| line.starts_with('#')).collect::<Vec<_>>().join(" ");
        for word in HEADER_WORDS {
            if !header.to_lowercase().contains(word) {
                broken.push(format!("{} does not say {word}", inside.display()));
            }
        }
    }
    none("a data file opens with who uses it, its source, licence and date", broken);
}

#[test]
fn dangerous_calls_stay_in_their_places() {
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        let place = path.display().to_string();
        if !place.contains("/src/") {
            continue;
        }
        let is_terminal = place.starts_with("daylight/src/cli");
        for (number, line) in before_tests(&text).lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            let at = format!("{place}:{}", number + 1);
            if code.contains(".unwrap()") {
                broken.push(format!("{at} unwrap outside tests"));
            }
            if code.contains("println!") && !is_terminal {
                broken.push(format!("{at} prints outside the terminal's module"));
            }
            if code.contains("todo!") || code.contains("dbg!") {
                broken.push(format!("{at} is not finished"));
            }
        }
        let unsafe_words = before_tests(&text).matches("unsafe ").count();
        let reasons = text.matches("SAFETY:").count();
        if unsafe_words > 0 && reasons < 1 {
            broken.push(format!("{place} has unsafe code without a SAFETY comment"));
        }
    }
    none("dangerous calls stay in their places", broken);
}

#[test]
fn no_machine_path_or_host_stands_in_the_tree() {
    let mut broken = Vec::new();
    let folders = ["/work/", "/root/", "/tmp/target"];
    for path in files(&root(), &["rs", "toml", "yml", "md", "csv", "html", "css", "json", "txt"]) {
        let inside = path.strip_prefix(root()).unwrap();
        if inside.starts_with("target") || inside.ends_with("tidy.rs") {
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else { continue };
        broken.extend(
            folders
                .iter()
                .filter(|folder| text.contains(**folder))
                .map(|folder| format!("{} names {folder}", inside.display())),
        );
    }
    none("the project speaks of itself alone", broken);
}
