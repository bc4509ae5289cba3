//! Answers from a case that `investigate` made: paths, an assessment, another dossier.

use std::path::Path;

use anyhow::{Result, bail};
use assess::dossier::Content;
use assess::evaluate::{Facts, evaluate};
use assess::graph::Graph;
use model::{Assessment, PartialDate, Party, Reading};
use serde::Serialize;
use store::Case;

use crate::flow::{now, tool};

/// Paths that are shown at most; by hand.
const PATHS_MAX: usize = 10;

/// A step of a path.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    /// Name of the party that acts.
    pub(crate) from: String,
    /// Predicate.
    pub(crate) predicate: String,
    /// Name of the party that it acts on.
    pub(crate) to: String,
    /// The claims that say so.
    pub(crate) claims: Vec<Cited>,
}

/// A claim as a step cites it.
#[derive(Debug, Serialize)]
pub(crate) struct Cited {
    /// `Claim::id`.
    pub(crate) id: String,
    /// Its words.
    pub(crate) quote: String,
    /// Name of the document.
    pub(crate) document: String,
}

fn open(folder: &Path) -> Result<Case> {
    if !folder.join("case.sqlite").exists() {
        bail!(
            "no case: {}: there is no case.sqlite\nhint: make one with `daylight investigate`, or \
             name it with --case",
            folder.display()
        );
    }
    Ok(Case::open(folder, &tool())?.0)
}

/// The party of a name or id: the one that is called so, else the only one whose name contains it.
fn party<'a>(parties: &'a [Party], name: &str) -> Result<&'a Party> {
    let lower = name.to_lowercase();
    let called = |party: &&Party| {
        party.id == name
            || party.names.iter().chain([&party.name]).any(|n| n.to_lowercase() == lower)
    };
    if let Some(found) = parties.iter().find(called) {
        return Ok(found);
    }
    let alike: Vec<&Party> =
        parties.iter().filter(|party| party.name.to_lowercase().contains(&lower)).collect();
    match alike.as_slice() {
        [only] => Ok(only),
        [] => bail!("no party of the case is called “{name}”"),
        several => {
            let names: Vec<&str> = several.iter().map(|party| party.name.as_str()).collect();
            bail!("several parties of the case are called like “{name}”: {}", names.join("; "))
        }
    }
}

/// The paths of evidence between two parties, shortest first.
pub(crate) fn trace(folder: &Path, from: &str, to: &str) -> Result<Vec<Vec<Step>>> {
    let case = open(folder)?;
    let (readings, parties) = (case.readings()?, case.parties()?);
    let (from, to) = (party(&parties, from)?.id.clone(), party(&parties, to)?.id.clone());
    let graph = Graph::new(&readings, &parties);
    let name =
        |id: &str| parties.iter().find(|p| p.id == id).map_or(id.to_string(), |p| p.name.clone());
    let steps = graph.paths(&from, &to, PATHS_MAX).into_iter().map(|path| {
        let step = |edge: &model::Related| Step {
            from: name(&edge.from),
            predicate: edge.predicate.clone(),
            to: name(&edge.to),
            claims: edge.claims.iter().filter_map(|id| cited(&readings, id)).collect(),
        };
        path.into_iter().map(step).collect()
    });
    Ok(steps.collect())
}

fn cited(readings: &[Reading], id: &str) -> Option<Cited> {
    let (reading, claim) = readings
        .iter()
        .find_map(|reading| Some((reading, reading.claims.iter().find(|claim| claim.id == id)?)))?;
    let (quote, document) = (claim.quote.clone(), reading.document.name.clone());
    Some(Cited { id: id.to_string(), quote, document })
}

/// One party's evidence beside the law, from what the case holds.
pub(crate) fn assess(folder: &Path, name: &str, as_of: Option<PartialDate>) -> Result<Assessment> {
    let case = open(folder)?;
    let (readings, parties, lists) = (case.readings()?, case.parties()?, case.lists()?);
    let subject = party(&parties, name)?.id.clone();
    let facts = Facts { readings: &readings, parties: &parties, lists: &lists };
    Ok(evaluate(&facts, assess::criteria::bundled(), &subject, as_of))
}

/// The dossier of a case with one party in front.
pub(crate) fn dossier(folder: &Path, name: &str, out: &Path) -> Result<()> {
    let case = open(folder)?;
    let (readings, parties, lists) = (case.readings()?, case.parties()?, case.lists()?);
    let front = party(&parties, name)?.clone();
    let facts = Facts { readings: &readings, parties: &parties, lists: &lists };
    let as_of = front.matrix.as_ref().and_then(|matrix| matrix.as_of);
    let own = evaluate(&facts, assess::criteria::bundled(), &front.id, as_of);
    let mut assessments = case.assessments()?;
    assessments.retain(|assessment| assessment.subject.id != front.id);
    assessments.insert(0, own);
    let content = Content {
        title: format!("{}: who supplied what to whom", front.name),
        generated_at: now(),
        tool: tool(),
        as_of,
        captures: case.captures()?,
        refusals: Vec::new(),
        related: Graph::new(&readings, &parties).edges().to_vec(),
        focus: vec![front.id],
        ledger: case.ledger()?,
        readings,
        parties,
        lists,
        assessments,
    };
    assess::dossier::write(&content, out)?;
    Ok(())
}
