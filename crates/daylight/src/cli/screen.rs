//! `screen` and `listed`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use model::{ListMatrix, PartialDate};
use resolve::Options;
use serde::Serialize;

use super::{End, Format, ListArgs, complain, date, say, say_json, table};
use crate::config::Config;
use crate::flow::Progress;
use crate::flow::investigate::refusal_text;
use crate::flow::lists::Searchable;
use crate::flow::screening::{self, Answer, AskedFor};

/// Screen one name, or a table of names, against the lists.
///
/// Exit code 1 where there are matches to review, 3 where lists are missing or unfit.
#[derive(Debug, Args)]
pub(super) struct Screen {
    /// The name to screen.
    #[arg(required_unless_present = "input", conflicts_with = "input")]
    name: Option<String>,
    /// A table of names: CSV with a column `name` (also country, birth_date, schema), or JSON
    /// lines.
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
    /// Where to write the answers of a table, one JSON object a line; stdout without it.
    #[arg(long, value_name = "FILE", requires = "input")]
    output: Option<PathBuf>,
    /// What the name belongs to: Person, Company, Organization, Vessel, ...
    #[arg(long)]
    schema: Option<String>,
    /// Country of the party, by code or name; may be repeated.
    #[arg(long)]
    country: Vec<String>,
    /// Date of birth, as precise as known.
    #[arg(long, value_parser = date)]
    birth_date: Option<PartialDate>,
    /// Least score of a match, 0 to 1.
    #[arg(long, default_value_t = 0.7)]
    threshold: f64,
    /// Most matches of a name.
    #[arg(long, default_value_t = 10)]
    limit: usize,
    #[command(flatten)]
    lists: ListArgs,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Screen {
    pub(super) fn run(self, config: &Config) -> Result<End> {
        let options = options(self.threshold, self.limit)?;
        let progress = Progress::new();
        let searchable = Searchable::open(&self.lists.lists, config, &progress)?;
        if let Some(input) = &self.input {
            let tally = match &self.output {
                None => {
                    let mut out = BufWriter::new(std::io::stdout().lock());
                    screening::table(&searchable, input, &mut out, &options, &progress)?
                }
                Some(path) => write_whole(path, |out| {
                    screening::table(&searchable, input, out, &options, &progress)
                })?,
            };
            drop(progress);
            complain(&format!("{} rows screened, {} with matches", tally.rows, tally.hits));
            return Ok(end(&searchable, tally.hits > 0));
        }
        drop(progress);
        let mut asked = AskedFor::name(self.name.as_deref().unwrap_or_default());
        asked.schema = self.schema;
        asked.countries = self.country.iter().flat_map(|c| screening::country_codes(c)).collect();
        asked.birth_date = self.birth_date;
        let answer = screening::one(&searchable, asked, &options);
        match self.format {
            Format::Json => say_json(&answer)?,
            Format::Text => print(&answer)?,
        }
        Ok(end(&searchable, !answer.matches.is_empty()))
    }
}

fn options(threshold: f64, limit: usize) -> Result<Options> {
    if !(0.0..=1.0).contains(&threshold) {
        bail!("wrong threshold: {threshold} is not between 0 and 1");
    }
    Ok(Options { threshold, limit })
}

fn end(searchable: &Searchable, found: bool) -> End {
    match (searchable.is_fit(), found) {
        (false, _) => {
            for refusal in searchable.unfit() {
                complain(&refusal_text(refusal));
            }
            if searchable.index.lists().is_empty() && searchable.unfit().is_empty() {
                complain("not screened: no list is loaded");
                complain("hint: name a folder with --lists, or add one with `daylight lists add`");
            }
            End::NotScreened
        }
        (true, true) => End::Review,
        (true, false) => End::Done,
    }
}

/// Writes a file under another name first, so that it is there whole or not at all.
fn write_whole<T>(path: &PathBuf, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let unfinished = PathBuf::from(format!("{}.part", path.display()));
    let place = || format!("cannot write {}", path.display());
    let mut out = BufWriter::new(File::create(&unfinished).with_context(place)?);
    let done = write(&mut out).with_context(place)?;
    out.into_inner().map_err(|error| error.into_error()).with_context(place)?.sync_all()?;
    std::fs::rename(&unfinished, path).with_context(place)?;
    Ok(done)
}

fn print(answer: &Answer) -> Result<()> {
    let entries: usize = answer.lists.iter().map(|list| list.entries).sum();
    let lists = answer.lists.len();
    let words = if answer.status == "screened" { "screened" } else { "NOT FULLY SCREENED" };
    say(&format!("“{}” {words}: {lists} lists, {entries} entries", answer.query.name))?;
    if answer.lists.is_empty() {
        return say("nothing was searched: this is no answer");
    }
    if answer.matches.is_empty() {
        return say("no match in the lists that were searched");
    }
    for found in &answer.matches {
        let since = found.since.map(|date| format!(" since {date}")).unwrap_or_default();
        say(&format!(
            "\n{:.2}  {}  [{} {}{since}]  {}",
            found.score,
            found.caption,
            found.list,
            found.programs.join(" "),
            found.id
        ))?;
        for reason in &found.reasons {
            say(&format!("      {:+6.1}  {}", reason.weight, reason.text))?;
        }
    }
    Ok(())
}

/// Show where a name is listed: on, not on, not searched.
#[derive(Debug, Args)]
pub(super) struct Listed {
    /// The name to look for.
    name: String,
    /// The date whose lists are asked for; without it, the newest versions held.
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<PartialDate>,
    /// What the name belongs to: Person, Company, Organization, Vessel, ...
    #[arg(long)]
    schema: Option<String>,
    #[command(flatten)]
    lists: ListArgs,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Serialize)]
struct ListedAnswer {
    #[serde(flatten)]
    matrix: ListMatrix,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<model::Refusal>,
}

impl Listed {
    pub(super) fn run(self, config: &Config) -> Result<End> {
        let progress = Progress::new();
        let searchable = Searchable::open(&self.lists.lists, config, &progress)?;
        drop(progress);
        let mut asked = AskedFor::name(&self.name);
        asked.schema = self.schema;
        let matrix = screening::listed(&searchable, &asked, self.as_of, &Options::standard());
        match self.format {
            Format::Json => {
                let refused = searchable.report.refusals.clone();
                say_json(&ListedAnswer { matrix, refused })?;
            }
            Format::Text => print_matrix(&matrix)?,
        }
        Ok(end(&searchable, false))
    }
}

fn print_matrix(matrix: &ListMatrix) -> Result<()> {
    let date = match matrix.as_of {
        Some(date) => format!("as of {date}"),
        None => "in the newest versions held".to_string(),
    };
    say(&format!("“{}” {date}", matrix.name))?;
    let mut table = table::table(&["list", "answer", "since", "entry", "rests on"]);
    for row in &matrix.lists {
        let entries: Vec<String> = row
            .entries
            .iter()
            .map(|entry| format!("{} ({:.2})", entry.caption, entry.score))
            .collect();
        table.add_row([
            row.list.as_str(),
            table::status(row.status),
            &table::date(row.since),
            &entries.join("; "),
            &row.basis,
        ]);
    }
    say(&table.to_string())
}
