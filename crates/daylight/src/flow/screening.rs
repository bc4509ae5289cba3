//! Screens one name or a table of names, and says what was and was not searched.
//!
//! The JSON forms here are output contracts: scripts read their field names.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use model::{ListMatrix, ListRow, ListStatus, Match, PartialDate, Refusal};
use rayon::prelude::*;
use resolve::{Options, Query};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::flow::Progress;
use crate::flow::lists::Searchable;

/// Rows screened together; by hand: enough to keep the cores busy, little memory.
const ROWS_AT_ONCE: usize = 4096;
/// Column names that hold a name, in the order of preference.
const NAME_COLUMNS: [&str; 7] =
    ["name", "query", "full_name", "fullname", "entity", "company", "caption"];

/// The answer to one screening.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    /// Row of the input, from 1 without the header; only where there is an input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<u64>,
    /// What was asked.
    pub(crate) query: AskedFor,
    /// `screened`, or `not_screened` where a list is missing or unfit.
    pub(crate) status: &'static str,
    /// The lists that were searched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) lists: Vec<SearchedList>,
    /// Entries worth a look, best first.
    pub(crate) matches: Vec<Match>,
    /// Lists that were refused, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) refused: Vec<Refusal>,
}

/// What was asked.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskedFor {
    /// The name as given.
    pub(crate) name: String,
    /// The schema, where given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<String>,
    /// Country codes, where given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) countries: Vec<String>,
    /// Date of birth, where given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) birth_date: Option<PartialDate>,
}

impl AskedFor {
    /// A name with nothing else known.
    pub(crate) fn name(name: &str) -> AskedFor {
        AskedFor { name: name.to_string(), schema: None, countries: Vec::new(), birth_date: None }
    }

    fn query(&self) -> Query {
        let mut query = Query::name(&self.name);
        query.schema = self.schema.clone();
        query.countries = self.countries.clone();
        query.birth_date = self.birth_date;
        query
    }
}

/// A list version that was searched.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SearchedList {
    /// List id.
    pub(crate) list: String,
    /// Version label.
    pub(crate) version: String,
    /// Entries in it.
    pub(crate) entries: usize,
}

/// Screens one name.
pub(crate) fn one(searchable: &Searchable, asked: AskedFor, options: &Options) -> Answer {
    let newest = searchable.newest();
    let lists = newest.into_iter().map(|info| SearchedList {
        list: info.id.to_string(),
        version: info.version.to_string(),
        entries: info.entries,
    });
    Answer {
        row: None,
        status: status(searchable),
        lists: lists.collect(),
        matches: resolve::screen(&searchable.index, &asked.query(), options),
        refused: searchable.report.refusals.clone(),
        query: asked,
    }
}

fn status(searchable: &Searchable) -> &'static str {
    if searchable.is_fit() { "screened" } else { "not_screened" }
}

/// Where one name is listed. A list that was refused and that no version stands in for has a row
/// of its own: not searched.
pub(crate) fn listed(
    searchable: &Searchable,
    asked: &AskedFor,
    as_of: Option<PartialDate>,
    options: &Options,
) -> ListMatrix {
    let mut matrix = resolve::listed(&searchable.index, &asked.query(), as_of, options);
    for refusal in searchable.unfit() {
        for list in &refusal.lists {
            if matrix.lists.iter().any(|row| row.list == *list) {
                continue;
            }
            matrix.lists.push(ListRow {
                list: list.clone(),
                title: list.clone(),
                jurisdiction: String::new(),
                status: ListStatus::NotSearched,
                since: None,
                basis: format!("refused: {}", refusal.shortfalls.join("; ")),
                entries: Vec::new(),
            });
        }
    }
    matrix.lists.sort_by(|a, b| a.list.cmp(&b.list));
    matrix
}

/// How many rows were screened, and how many of them have matches.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// Rows of the input.
    pub(crate) rows: u64,
    /// Rows with at least one match.
    pub(crate) hits: u64,
}

/// Screens every row of a CSV or JSON lines file and writes one answer a line, in order.
pub(crate) fn table(
    searchable: &Searchable,
    input: &Path,
    output: &mut dyn Write,
    options: &Options,
    progress: &Progress,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut batch: Vec<(u64, AskedFor)> = Vec::with_capacity(ROWS_AT_ONCE);
    let mut flush = |batch: &mut Vec<(u64, AskedFor)>| -> Result<()> {
        let answers: Vec<Answer> = batch
            .par_drain(..)
            .map(|(row, asked)| {
                let matches = resolve::screen(&searchable.index, &asked.query(), options);
                let status = status(searchable);
                let (lists, refused) = (Vec::new(), Vec::new());
                Answer { row: Some(row), query: asked, status, lists, matches, refused }
            })
            .collect();
        for answer in answers {
            tally.rows += 1;
            tally.hits += u64::from(!answer.matches.is_empty());
            serde_json::to_writer(&mut *output, &answer)?;
            output.write_all(b"\n")?;
        }
        progress.say(format!("screened {} rows", tally.rows));
        Ok(())
    };
    let mut take = |row, asked| -> Result<()> {
        batch.push((row, asked));
        if batch.len() == ROWS_AT_ONCE { flush(&mut batch) } else { Ok(()) }
    };
    match input.extension().and_then(|e| e.to_str()) {
        Some("jsonl" | "ndjson" | "json") => json_rows(input, &mut take)?,
        _ => csv_rows(input, &mut take)?,
    }
    flush(&mut batch)?;
    output.flush()?;
    Ok(tally)
}

type Take<'a> = dyn FnMut(u64, AskedFor) -> Result<()> + 'a;

fn csv_rows(path: &Path, take: &mut Take) -> Result<()> {
    let place = || format!("cannot read names: {}", path.display());
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_path(path).with_context(place)?;
    let headers = reader.headers().with_context(place)?.clone();
    let column = |wanted: &[&str]| {
        wanted.iter().find_map(|w| headers.iter().position(|h| h.trim().eq_ignore_ascii_case(w)))
    };
    let Some(name) = column(&NAME_COLUMNS) else {
        bail!(
            "cannot read names: {}: row 1: no column of names among {:?}\nhint: call it `name`",
            path.display(),
            headers.iter().collect::<Vec<_>>()
        );
    };
    let country = column(&["country", "countries", "nationality"]);
    let birth = column(&["birth_date", "birthdate", "dob", "date_of_birth"]);
    let schema = column(&["schema"]);
    for (place_in_file, record) in reader.records().enumerate() {
        let record = record.with_context(place)?;
        let field = |column: Option<usize>| {
            column.and_then(|c| record.get(c)).map(str::trim).filter(|text| !text.is_empty())
        };
        let asked = AskedFor {
            name: field(Some(name)).unwrap_or_default().to_string(),
            schema: field(schema).map(str::to_string),
            countries: field(country).map(country_codes).unwrap_or_default(),
            birth_date: field(birth).and_then(|text| text.parse().ok()),
        };
        take(place_in_file as u64 + 1, asked)?;
    }
    Ok(())
}

fn json_rows(path: &Path, take: &mut Take) -> Result<()> {
    let place = || format!("cannot read names: {}", path.display());
    let file = BufReader::new(File::open(path).with_context(place)?);
    for (number, line) in file.lines().enumerate() {
        let line = line.with_context(place)?;
        if line.trim().is_empty() {
            continue;
        }
        let at = || format!("cannot read names: {}: line {}", path.display(), number + 1);
        let fields: Map<String, Value> = serde_json::from_str(&line).with_context(at)?;
        let properties = fields.get("properties").and_then(Value::as_object).unwrap_or(&fields);
        let text = |keys: &[&str]| keys.iter().find_map(|key| first_text(properties.get(*key)?));
        let Some(name) = text(&NAME_COLUMNS) else {
            bail!("{}: no name\nhint: each line needs a field `name`", at());
        };
        let asked = AskedFor {
            name,
            schema: fields.get("schema").and_then(Value::as_str).map(str::to_string),
            countries: text(&["country", "nationality"])
                .map(|c| country_codes(&c))
                .unwrap_or_default(),
            birth_date: text(&["birthDate", "birth_date", "dob"]).and_then(|t| t.parse().ok()),
        };
        take(number as u64 + 1, asked)?;
    }
    Ok(())
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => values.iter().find_map(first_text),
        _ => None,
    }
}

/// Codes of the countries that a field names, by code or by name.
pub(crate) fn country_codes(field: &str) -> Vec<String> {
    let countries = model::Countries::bundled();
    field
        .split(';')
        .filter_map(|word| countries.by_code(word.trim()).or_else(|| countries.by_name(word)))
        .map(|country| country.code.clone())
        .collect()
}
