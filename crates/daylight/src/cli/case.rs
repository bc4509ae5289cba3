//! `investigate`, `demo`, `trace`, `assess`, `dossier` and `verify`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use model::{LedgerEntry, Outcome, PartialDate, Status};

use super::{End, Format, ListArgs, complain, date, say, say_json, table};
use crate::config::Config;
use crate::flow::investigate::{self, Order, Outcomes};
use crate::flow::{Progress, demo, from_case};

/// Findings that `investigate` prints; the dossier has them all.
const FINDINGS_SHOWN: usize = 5;

/// Read documents, resolve their parties against lists, and write a case and a dossier.
///
/// The case is one folder: a database, the captured bytes and a log; the dossier is its folder
/// `dossier`. Running again on the same input adds nothing twice.
#[derive(Debug, Args)]
pub(super) struct Investigate {
    /// Documents (text, HTML), or folders of them.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    lists: ListArgs,
    /// The date whose lists and law are asked for; without it, the newest versions held.
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<PartialDate>,
    /// The folder of the case.
    #[arg(long, value_name = "DIR", default_value = "case")]
    out: PathBuf,
}

impl Investigate {
    pub(super) fn run(self, config: &Config) -> Result<End> {
        let Investigate { inputs, lists, as_of, out } = self;
        let order = Order { inputs, lists: lists.lists, as_of, out };
        let progress = Progress::new();
        let outcomes = investigate::run(&order, config, &progress)?;
        drop(progress);
        report(&outcomes)
    }
}

/// Run the main job on the example case that ships with daylight.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The folder to write.
    #[arg(long, value_name = "DIR", default_value = "daylight-demo")]
    out: PathBuf,
}

impl Demo {
    pub(super) fn run(self, config: &Config) -> Result<End> {
        let input = self.out.join("input");
        demo::unpack(&input)?;
        let order = Order {
            inputs: vec![input.join("documents")],
            lists: vec![input.join("lists")],
            as_of: None,
            out: self.out.join("case"),
        };
        let progress = Progress::new();
        let outcomes = investigate::run(&order, config, &progress)?;
        drop(progress);
        report(&outcomes)
    }
}

fn report(outcomes: &Outcomes) -> Result<End> {
    for notice in &outcomes.notices {
        complain(notice);
    }
    for line in outcomes.ledger.iter().filter(|line| is_trouble(line)) {
        complain(&format!("{} {}: {}", line.kind, line.name, line.detail));
    }
    let [documents, claims, parties, entries] = outcomes.counts;
    say(&format!(
        "{documents} documents, {claims} claims, {parties} parties, {entries} list entries searched"
    ))?;
    for (place, finding) in outcomes.findings.iter().take(FINDINGS_SHOWN).enumerate() {
        say(&format!("\n{}. {}", place + 1, finding.text))?;
    }
    let page = outcomes.dossier.join("index.html");
    say(&format!("\ndossier: {}", page.display()))?;
    say(&format!("check it: daylight verify {}", outcomes.dossier.display()))?;
    Ok(if outcomes.screened { End::Done } else { End::NotScreened })
}

fn is_trouble(line: &LedgerEntry) -> bool {
    line.kind == "document" && matches!(line.outcome, Outcome::Failed | Outcome::Partly)
}

/// Show the paths of evidence between two parties of a case.
#[derive(Debug, Args)]
pub(super) struct Trace {
    /// A party, by name or id.
    from: String,
    /// Another party.
    to: String,
    /// The folder of the case.
    #[arg(long, value_name = "DIR", default_value = "case")]
    case: PathBuf,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Trace {
    pub(super) fn run(self) -> Result<End> {
        let paths = from_case::trace(&self.case, &self.from, &self.to)?;
        if self.format == Format::Json {
            say_json(&paths)?;
            return Ok(End::Done);
        }
        if paths.is_empty() {
            say("no path: nothing in the case connects the two")?;
        }
        for (place, path) in paths.iter().enumerate() {
            say(&format!("\npath {}", place + 1))?;
            for step in path {
                let predicate = step.predicate.replace('_', " ");
                say(&format!("  {} {predicate} {}", step.from, step.to))?;
                for claim in &step.claims {
                    say(&format!(
                        "      “{}” ({})",
                        claim.quote.replace('\n', " "),
                        claim.document
                    ))?;
                }
            }
        }
        Ok(End::Done)
    }
}

/// Lay the evidence of a case on one party beside the elements of the law.
#[derive(Debug, Args)]
pub(super) struct Assess {
    /// The party, by name or id.
    name: String,
    /// The folder of the case.
    #[arg(long, value_name = "DIR", default_value = "case")]
    case: PathBuf,
    /// The date whose law is asked for; listings are those of the case.
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<PartialDate>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Assess {
    pub(super) fn run(self) -> Result<End> {
        let assessment = from_case::assess(&self.case, &self.name, self.as_of)?;
        if self.format == Format::Json {
            say_json(&assessment)?;
            return Ok(End::Done);
        }
        say(&assessment.subject.name)?;
        let mut table = table::table(&["instrument", "limb", "element", "evidence", "needs"]);
        for instrument in &assessment.instruments {
            for limb in &instrument.limbs {
                for element in &limb.elements {
                    let status = match element.status {
                        Status::Supported => format!("supported ({})", element.evidence.len()),
                        Status::Contradicted => {
                            format!("contradicted ({})", element.evidence.len())
                        }
                        Status::Absent => "absent".to_string(),
                        Status::NotSearched => "not searched".to_string(),
                    };
                    table.add_row([
                        &instrument.id,
                        &limb.id,
                        &element.text,
                        &status,
                        &element.needs,
                    ]);
                }
            }
        }
        say(&table.to_string())?;
        Ok(End::Done)
    }
}

/// Write the dossier of a case again, with one party in front.
#[derive(Debug, Args)]
pub(super) struct Dossier {
    /// The party, by name or id.
    name: String,
    /// The folder of the case.
    #[arg(long, value_name = "DIR", default_value = "case")]
    case: PathBuf,
    /// The folder of the dossier.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Dossier {
    pub(super) fn run(self) -> Result<End> {
        from_case::dossier(&self.case, &self.name, &self.out)?;
        say(&format!("dossier: {}", self.out.join("index.html").display()))?;
        Ok(End::Done)
    }
}

/// Check a dossier offline: every hash, every quotation.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The folder of the dossier, or of the case that holds it.
    dir: PathBuf,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Verify {
    pub(super) fn run(self) -> Result<End> {
        let dir = dossier_in(&self.dir)?;
        let report = assess::verify::verify(&dir);
        match self.format {
            Format::Json => say_json(&report)?,
            Format::Text => {
                for problem in &report.problems {
                    say(&format!("FAILED {}: {}", problem.what, problem.why))?;
                }
                let outcome = if report.problems.is_empty() { "verified" } else { "NOT verified" };
                say(&format!("{outcome}: {}", report.checked))?;
            }
        }
        Ok(if report.problems.is_empty() { End::Done } else { End::Review })
    }
}

fn dossier_in(dir: &Path) -> Result<PathBuf> {
    if !dir.is_dir() {
        bail!("cannot verify: {}: there is no such folder", dir.display());
    }
    let inside = dir.join("dossier");
    let is_case = dir.join("case.sqlite").exists() && inside.is_dir();
    Ok(if is_case { inside } else { dir.to_path_buf() })
}
