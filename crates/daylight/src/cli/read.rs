//! `read`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use model::{Claim, Modality, Polarity, Reading};

use super::{End, Format, complain, say, say_json};
use crate::flow::investigate::read_one;

/// Show what one document says: mentions and claims, each with its quotation.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// The document (text, HTML).
    file: PathBuf,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
}

impl Read {
    pub(super) fn run(self) -> Result<End> {
        let reading = read_one(&self.file)?;
        for warning in &reading.warnings {
            complain(&format!("warning: {}: {warning}", reading.document.name));
        }
        match self.format {
            Format::Json => say_json(&reading)?,
            Format::Text => print(&reading)?,
        }
        Ok(End::Done)
    }
}

fn print(reading: &Reading) -> Result<()> {
    let name = |id: &str| {
        let entity = reading.entities.iter().find(|entity| entity.id == id);
        entity.map_or_else(|| id.to_string(), |entity| entity.name.clone())
    };
    for claim in &reading.claims {
        let subject = name(&claim.subject.entity);
        let predicate = claim.predicate.replace('_', " ");
        let object = name(&claim.object.entity);
        say(&format!("\n{subject} — {predicate} → {object}{}", reserve(claim)))?;
        let sources: Vec<String> =
            claim.qualifiers.attribution.iter().map(|step| name(&step.source)).collect();
        if !sources.is_empty() {
            say(&format!("    by the account of {}", sources.join(", reported by ")))?;
        }
        say(&format!("    “{}”", claim.quote.replace('\n', " ")))?;
        say(&format!("    bytes {}–{}, rule {}", claim.bstart, claim.bend, claim.rule))?;
    }
    say(&format!("\n{} mentions, {} claims", reading.mentions.len(), reading.claims.len()))
}

/// What takes away from a plain reading of the claim.
fn reserve(claim: &Claim) -> String {
    let mut words = Vec::new();
    if claim.qualifiers.polarity == Polarity::Negative {
        words.push("NOT, says the text".to_string());
    }
    if claim.qualifiers.modality != Modality::Asserted {
        words.push(claim.qualifiers.modality.word().to_string());
    }
    if claim.garbled {
        words.push("damaged passage".to_string());
    }
    if words.is_empty() { String::new() } else { format!("  [{}]", words.join(", ")) }
}
