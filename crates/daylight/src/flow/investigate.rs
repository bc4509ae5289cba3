//! The main job: documents and lists in, a case and a dossier out.
//!
//! Each step is kept in the case as soon as it is done; a run that is stopped and started again
//! goes on from what the case holds and adds nothing twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use assess::dossier::{Content, Finding};
use assess::evaluate::Facts;
use assess::graph::Graph;
use model::{Assessment, LedgerEntry, Outcome, PartialDate, Party, Reading, UNKNOWN};
use store::Case;

use crate::config::Config;
use crate::flow::documents::{self, Input};
use crate::flow::lists::Searchable;
use crate::flow::{Progress, now, tool};

/// Parties that get a criteria matrix, those with most claims first; by hand: a reader's patience.
const SUBJECTS_MAX: usize = 6;
/// Predicates by which a party comes into question under the instruments.
const CONDUCT: [&str; 7] =
    ["supplies", "exports", "develops", "supports", "trained", "uses_on", "owns"];

/// What the user asked for.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Documents, or folders of them.
    pub(crate) inputs: Vec<PathBuf>,
    /// Lists, or folders of them; empty takes those that the user added.
    pub(crate) lists: Vec<PathBuf>,
    /// The date whose lists and law are asked for; `None` asks for the newest held.
    pub(crate) as_of: Option<PartialDate>,
    /// The folder of the case.
    pub(crate) out: PathBuf,
}

/// What came of it.
pub(crate) struct Outcomes {
    /// What matters most, each with what it rests on.
    pub(crate) findings: Vec<Finding>,
    /// Where the dossier is.
    pub(crate) dossier: PathBuf,
    /// What became of each input.
    pub(crate) ledger: Vec<LedgerEntry>,
    /// Things the user should know that are no error.
    pub(crate) notices: Vec<String>,
    /// Counts: documents, claims, parties, list entries.
    pub(crate) counts: [usize; 4],
    /// Whether all lists that were asked for could be searched.
    pub(crate) screened: bool,
}

/// Runs the main job.
pub(crate) fn run(order: &Order, config: &Config, progress: &Progress) -> Result<Outcomes> {
    let inputs = documents::collect(&order.inputs)?;
    let (mut case, mut notices) = Case::open(&order.out, &tool())?;
    let searchable = Searchable::open(&order.lists, config, progress)?;
    let at = now();
    let (readings, mut ledger) = read_all(&inputs, &mut case, &at, progress)?;
    progress.say("resolving parties");
    let options = resolve::Options::standard();
    let mut parties = resolve::parties(&readings);
    resolve::resolve_parties(&searchable.index, &mut parties, order.as_of, &options);
    ledger.extend(searchable.ledger());
    ledger.extend(searches(&parties, &searchable));
    notices.extend(list_notices(&searchable));

    progress.say("laying evidence beside the law");
    let graph = Graph::new(&readings, &parties);
    let subjects = subjects(&readings, &parties);
    let assessments = assess_all(&subjects, &readings, &parties, &searchable, order.as_of);
    case.put_lists(&searchable.newest().into_iter().cloned().collect::<Vec<_>>(), &at)?;
    case.put_parties(&parties, &at)?;
    case.put_assessments(&assessments, &at)?;
    case.put_ledger(&ledger, &at)?;

    progress.say("writing the dossier");
    let content = Content {
        title: title(&subjects, &parties),
        generated_at: at,
        tool: tool(),
        as_of: order.as_of,
        captures: case.captures()?,
        lists: searchable.index.lists().to_vec(),
        refusals: searchable.report.refusals.clone(),
        related: graph.edges().to_vec(),
        focus: subjects,
        readings,
        parties,
        assessments,
        ledger,
    };
    let dossier = order.out.join("dossier");
    assess::dossier::write(&content, &dossier)?;
    Ok(Outcomes {
        findings: assess::dossier::findings(&content),
        dossier,
        notices,
        counts: [
            content.readings.len(),
            content.readings.iter().map(|reading| reading.claims.len()).sum(),
            content.parties.len(),
            searchable.newest().iter().map(|info| info.entries).sum(),
        ],
        ledger: content.ledger,
        screened: searchable.is_fit(),
    })
}

fn read_all(
    inputs: &[Input],
    case: &mut Case,
    at: &str,
    progress: &Progress,
) -> Result<(Vec<Reading>, Vec<LedgerEntry>)> {
    let mut readings: BTreeMap<String, Reading> = BTreeMap::new();
    let mut ledger = Vec::new();
    for (place, input) in inputs.iter().enumerate() {
        progress.count("reading documents", place + 1, inputs.len());
        let bytes = match documents::bytes(input) {
            Ok(bytes) => bytes,
            Err(error) => {
                ledger.push(document_line(&input.name, Outcome::Failed, error.to_string()));
                continue;
            }
        };
        let (document, warnings) = read::open(&input.name, &bytes);
        case.capture(&bytes, &input.name, &document.media_type, at)?;
        let reading = read::read(document, warnings);
        case.put_reading(&reading, at)?;
        ledger.push(reading_line(&input.name, &reading));
        readings.insert(reading.document.id.clone(), reading);
    }
    let mut readings: Vec<Reading> = readings.into_values().collect();
    readings.sort_by(|a, b| a.document.name.cmp(&b.document.name));
    Ok((readings, ledger))
}

fn reading_line(name: &str, reading: &Reading) -> LedgerEntry {
    let counts = format!(
        "{} bytes of text, {} claims, {} mentions",
        reading.document.text.len(),
        reading.claims.len(),
        reading.mentions.len()
    );
    let outcome = match (reading.warnings.is_empty(), reading.document.text.trim().is_empty()) {
        (_, true) => Outcome::Failed,
        (true, false) => Outcome::Read,
        (false, false) => Outcome::Partly,
    };
    let mut detail = vec![counts];
    detail.extend(reading.warnings.iter().cloned());
    document_line(name, outcome, detail.join("; "))
}

fn document_line(name: &str, outcome: Outcome, detail: String) -> LedgerEntry {
    LedgerEntry { kind: "document".to_string(), name: name.to_string(), outcome, detail }
}

/// One ledger line a party: searched, or why not.
fn searches(parties: &[Party], searchable: &Searchable) -> Vec<LedgerEntry> {
    let lists = searchable.newest().len();
    let line = |party: &Party| {
        let (outcome, detail) = match (&party.protected, &party.matrix) {
            (Some(why), _) => {
                (Outcome::Skipped, format!("protected person, never screened: {why}"))
            }
            (None, Some(_)) => {
                let hits = party.matches.len();
                (Outcome::Read, format!("searched in {lists} lists, {hits} entries to review"))
            }
            (None, None) => return None,
        };
        let name = party.name.clone();
        Some(LedgerEntry { kind: "search".to_string(), name, outcome, detail })
    };
    parties.iter().filter_map(line).collect()
}

fn list_notices(searchable: &Searchable) -> Vec<String> {
    let mut notices = Vec::new();
    if searchable.index.lists().is_empty() {
        notices
            .push("not screened: no list is loaded\nhint: name a folder with --lists".to_string());
    }
    for refusal in &searchable.report.refusals {
        notices.push(refusal_text(refusal));
    }
    if !searchable.report.warnings.is_empty() {
        notices.push(format!(
            "{} list rows were not read wholly; `daylight lists status` shows them",
            searchable.report.warnings.len()
        ));
    }
    notices
}

/// A refusal as a message with its place and hint.
pub(crate) fn refusal_text(refusal: &model::Refusal) -> String {
    let lists = match refusal.lists.as_slice() {
        [] => "a list that could not be recognised".to_string(),
        lists => lists.join(", "),
    };
    format!(
        "refused {lists}: {}: {}\nhint: {}",
        refusal.files.join(", "),
        refusal.shortfalls.join("; "),
        refusal.hint
    )
}

/// The parties to assess: companies and bodies that act, those with most claims first.
fn subjects(readings: &[Reading], parties: &[Party]) -> Vec<String> {
    let party_of: BTreeMap<(&str, &str), &Party> = parties
        .iter()
        .flat_map(|p| p.members.iter().map(move |m| ((&*m.document, &*m.entity), p)))
        .collect();
    let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
    for reading in readings {
        for claim in &reading.claims {
            let acts = CONDUCT.contains(&claim.predicate.as_str());
            if claim.subject.entity == UNKNOWN || !acts {
                continue;
            }
            let key = (&*reading.document.id, &*claim.subject.entity);
            if let Some(party) = party_of.get(&key)
                && party.protected.is_none()
                && party.matrix.is_some()
                && matches!(party.type_.as_str(), "COMPANY" | "ORG")
            {
                *weight.entry(&party.id).or_default() += 1;
            }
        }
    }
    let mut ranked: Vec<(&str, usize)> = weight.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    ranked.into_iter().take(SUBJECTS_MAX).map(|(id, _)| id.to_string()).collect()
}

fn assess_all(
    subjects: &[String],
    readings: &[Reading],
    parties: &[Party],
    searchable: &Searchable,
    as_of: Option<PartialDate>,
) -> Vec<Assessment> {
    let lists = searchable.index.lists();
    let facts = Facts { readings, parties, lists };
    let instruments = assess::criteria::bundled();
    subjects
        .iter()
        .map(|subject| assess::evaluate::evaluate(&facts, instruments, subject, as_of))
        .collect()
}

fn title(subjects: &[String], parties: &[Party]) -> String {
    let names: BTreeSet<&str> = subjects
        .iter()
        .take(1)
        .filter_map(|id| parties.iter().find(|party| party.id == *id))
        .map(|party| party.name.as_str())
        .collect();
    match names.into_iter().next() {
        Some(name) => format!("{name}: who supplied what to whom"),
        None => "What the documents say".to_string(),
    }
}

/// Reads one document without a case.
pub(crate) fn read_one(path: &Path) -> Result<Reading> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read document: {}", path.display()))?;
    let (document, warnings) = read::open(&name, &bytes);
    Ok(read::read(document, warnings))
}
