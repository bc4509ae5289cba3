//! Who owns a party, and how much of it listed owners hold for certain.
//!
//! Direct owners only. Of several figures for one owner the lowest is taken, and each owner counts
//! once, however many documents say so: the sum is a lower bound.

use std::collections::BTreeMap;

use model::{Claim, Evidence, Party, Status};

use super::claims::{Fit, evidence_of, supports};
use super::{Answer, Assessed, listed};
use crate::criteria::ElementPattern;

/// Claims that a party owns the assessed one, or that it does not.
fn owners<'a>(assessed: Assessed<'a>) -> Vec<(&'a Claim, &'a Party)> {
    let mut owners = Vec::new();
    for placed in assessed.placed {
        let (owner, owned) = match placed.claim.predicate.as_str() {
            "owns" => (placed.subject, placed.object),
            "subsidiary_of" => (placed.object, placed.subject),
            _ => continue,
        };
        let is_owned = owned.is_some_and(|owned| owned.id == assessed.party.id);
        owners.extend(owner.filter(|_| is_owned).map(|owner| (placed.claim, owner)));
    }
    owners
}

/// Whether an owner is listed. Claims of ownership and entries stand side by side.
pub(super) fn by_owner(assessed: Assessed, pattern: &ElementPattern) -> Answer {
    let owners = owners(assessed);
    let mut evidence = Vec::new();
    for (claim, owner) in &owners {
        let found: Vec<Evidence> = listed::entries(owner, pattern)
            .map(|(row, entry)| listed::evidence(row, entry, ""))
            .collect();
        if found.is_empty() {
            continue;
        }
        evidence.extend(evidence_of(claim, &Fit::Plain));
        for entry in found.into_iter().filter(|_| supports(claim)) {
            if !evidence.contains(&entry) {
                evidence.push(entry);
            }
        }
    }
    Answer::of(evidence, when_none_is_listed(&owners, pattern))
}

/// Whether the shares of listed owners add up to the least that is asked for.
pub(super) fn by_share(assessed: Assessed, pattern: &ElementPattern) -> Answer {
    let owners = owners(assessed);
    let mut shares: BTreeMap<&str, Option<f64>> = BTreeMap::new();
    let mut evidence = Vec::new();
    for (claim, owner) in &owners {
        if listed::entries(owner, pattern).next().is_none() {
            continue;
        }
        evidence.extend(evidence_of(claim, &Fit::Plain));
        if supports(claim) {
            let held = shares.entry(&owner.id).or_default();
            *held = match (*held, share(claim)) {
                (Some(held), Some(said)) => Some(held.min(said)),
                (held, said) => held.or(said),
            };
        }
    }
    let sum: f64 = shares.values().flatten().sum();
    let enough = pattern.share_min.is_some_and(|least| sum >= least);
    let status = match (enough, shares.is_empty(), shares.values().all(Option::is_some)) {
        (true, ..) => listed_status(&evidence),
        (false, true, _) => when_none_is_listed(&owners, pattern),
        (false, false, false) => Status::NotSearched,
        (false, false, true) => Status::Absent,
    };
    let remark = match shares.is_empty() {
        true => String::new(),
        false => format!("listed owners hold at least {:.0} percent by the claims", sum * 100.0),
    };
    Answer { status, evidence, remark }
}

fn listed_status(evidence: &[Evidence]) -> Status {
    super::weigh(evidence, Status::Supported)
}

/// No owner known, or one that was not searched, leaves the question open.
fn when_none_is_listed(owners: &[(&Claim, &Party)], pattern: &ElementPattern) -> Status {
    let searched = owners.iter().all(|(_, owner)| listed::answered(owner, pattern));
    if owners.is_empty() || !searched { Status::NotSearched } else { Status::Absent }
}

/// A share that the claim states in percent, 0 to 1. "Up to", "less than" and the like are no
/// share: the number must stand first.
fn share(claim: &Claim) -> Option<f64> {
    let text = claim.qualifiers.quantity.as_ref()?.text.trim();
    let number: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let percent = number.parse::<f64>().ok().filter(|percent| *percent <= 100.0)?;
    (text.contains("percent") || text.contains("per cent") || text.contains('%'))
        .then_some(percent / 100.0)
}
