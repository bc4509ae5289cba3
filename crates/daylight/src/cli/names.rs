//! `names compare`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{End, Format, say, say_json};

/// Parse and compare names.
#[derive(Debug, Args)]
pub(super) struct Names {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say how far two names agree, and why.
    Compare(Compare),
}

#[derive(Debug, Args)]
struct Compare {
    /// One name.
    #[arg(required_unless_present = "input")]
    left: Option<String>,
    /// The other name.
    #[arg(required_unless_present = "input")]
    right: Option<String>,
    /// What the names belong to: Person, Company, Organization, Vessel, ...
    #[arg(long)]
    schema: Option<String>,
    /// A CSV of pairs with columns `name1` and `name2` (or `left` and `right`), perhaps `schema`.
    #[arg(long, value_name = "PAIRS.csv", requires = "output", conflicts_with = "left")]
    input: Option<PathBuf>,
    /// Where to write the same CSV with a column `score`.
    #[arg(long, value_name = "SCORES.csv", requires = "input")]
    output: Option<PathBuf>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Names {
    pub(super) fn run(self) -> Result<End> {
        let Command::Compare(compare) = self.command;
        match (&compare.input, &compare.output) {
            (Some(input), Some(output)) => table(input, output),
            _ => compare.one(),
        }
    }
}

impl Compare {
    fn one(self) -> Result<End> {
        let (left, right) = (self.left.unwrap_or_default(), self.right.unwrap_or_default());
        let (score, reasons) = resolve::compare_names(&left, &right, self.schema.as_deref());
        match self.format {
            Format::Json => {
                let weight: f64 = reasons.iter().map(|reason| reason.weight).sum();
                say_json(&json!({
                    "left": left,
                    "right": right,
                    "score": score,
                    "weight": weight,
                    "reasons": reasons
                }))?;
            }
            Format::Text => {
                say(&format!("{score:.2}  “{left}” and “{right}”"))?;
                for reason in &reasons {
                    say(&format!("      {:+6.1}  {}", reason.weight, reason.text))?;
                }
            }
        }
        Ok(End::Done)
    }
}

/// Scores every pair of a CSV and writes it again with a column `score`.
fn table(input: &Path, output: &Path) -> Result<End> {
    let place = || format!("cannot read pairs: {}", input.display());
    let mut reader = csv::Reader::from_path(input).with_context(place)?;
    let header = reader.headers().with_context(place)?.clone();
    let column = |names: [&str; 2]| {
        names.iter().find_map(|name| header.iter().position(|have| have.trim() == *name))
    };
    let (Some(left), Some(right)) = (column(["name1", "left"]), column(["name2", "right"])) else {
        bail!("{}: row 1: no columns `name1` and `name2`", place());
    };
    let schema = column(["schema", "schema"]);
    let mut scored: Vec<csv::StringRecord> = Vec::new();
    for record in reader.records() {
        let mut record = record.with_context(place)?;
        let field = |column: usize| record.get(column).unwrap_or_default();
        let schema = schema.map(field).filter(|schema| !schema.is_empty());
        let (score, _) = resolve::compare_names(field(left), field(right), schema);
        record.push_field(&format!("{score:.6}"));
        scored.push(record);
    }
    let mut header = header.clone();
    header.push_field("score");
    let place = || format!("cannot write {}", output.display());
    let mut writer = csv::Writer::from_path(output).with_context(place)?;
    writer.write_record(&header).with_context(place)?;
    for record in scored {
        writer.write_record(&record).with_context(place)?;
    }
    writer.flush().with_context(place)?;
    Ok(End::Done)
}
