//! How one claim weighs: whether it fits a pattern, when it happened, whether it is for or against.

use model::{Claim, Evidence, Modality, PartialDate, Party, Polarity, Status};

use crate::criteria::ElementPattern;

/// How a claim fits a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// By what the documents say.
    Plain,
    /// With a reserve, in words.
    Reserved(String),
}

/// Whether a claim about some other party fits the pattern.
pub(super) fn fits(pattern: &ElementPattern, claim: &Claim, other: Option<&Party>) -> Option<Fit> {
    let technology = claim.qualifiers.technology.as_ref().and_then(|t| t.norm.as_deref());
    let technology = technology.or(other.and_then(|party| party.technology.as_deref()));
    let technology_fits = pattern.technologies.is_empty()
        || technology
            .is_some_and(|id| pattern.technologies.iter().any(|start| id.starts_with(start)));
    let type_fits = pattern.counterpart_types.is_empty()
        || other.is_some_and(|party| pattern.counterpart_types.contains(&party.type_));
    if !technology_fits || !type_fits {
        return None;
    }
    match pattern.counterpart_countries.as_slice() {
        [] => Some(Fit::Plain),
        wanted => of_country(other?, wanted),
    }
}

/// Whether a party is of one of some countries. Where documents say nothing, the tag of a sanctions
/// programme named after the country is taken for it, and that is said: a supplier from elsewhere
/// can carry such a tag too.
fn of_country(party: &Party, wanted: &[String]) -> Option<Fit> {
    if party.countries.iter().any(|country| wanted.contains(country)) {
        return Some(Fit::Plain);
    }
    if !party.countries.is_empty() {
        return None;
    }
    let named = wanted.iter().filter_map(|code| model::Countries::bundled().by_code(code));
    let starts: Vec<String> = named.map(|country| country.name.to_uppercase()).collect();
    let mut tags = party.matches.iter().flat_map(|found| &found.programs);
    let tag = tags.find(|tag| starts.iter().any(|start| tag.contains(start)))?;
    Some(Fit::Reserved(format!(
        "the country of {} is taken from its programme tag {tag}",
        party.name
    )))
}

/// First and last day that the claim's own time may mean. A claim by somebody's account has the
/// time of the account, which is not its own.
pub(super) fn own_time(claim: &Claim) -> Option<(PartialDate, PartialDate)> {
    if !claim.qualifiers.attribution.is_empty() {
        return None;
    }
    let norm = claim.qualifiers.time.as_ref()?.norm.as_deref()?;
    let (first, last) = norm.split_once('/').unwrap_or((norm, norm));
    let first: PartialDate = first.parse().ok()?;
    let last: PartialDate = last.parse().ok()?;
    Some((first.first_day(), last.last_day()))
}

/// Whether a claim's own time is certainly on or after a day; any time will do where none is given.
pub(super) fn dated(claim: &Claim, after: Option<PartialDate>) -> bool {
    own_time(claim).is_some_and(|(first, _)| after.is_none_or(|after| after.first_day() <= first))
}

/// Whether the text commits itself to the thing having happened.
pub(super) fn supports(claim: &Claim) -> bool {
    claim.qualifiers.polarity == Polarity::Positive && claim.qualifiers.modality.is_factual()
}

fn denies(claim: &Claim) -> bool {
    claim.qualifiers.polarity == Polarity::Negative || claim.qualifiers.modality == Modality::Denied
}

/// Whether a claim is neither for nor against: a plan, an offer, a question, a condition.
pub(super) fn is_open(claim: &Claim) -> bool {
    !supports(claim) && !denies(claim)
}

/// A claim as evidence; `None` where it is neither for nor against.
pub(super) fn evidence_of(claim: &Claim, fit: &Fit) -> Option<Evidence> {
    if is_open(claim) {
        return None;
    }
    let mut notes = Vec::new();
    if let Some(first) = claim.qualifiers.attribution.first() {
        let words: Vec<&str> = first.source_text.split_whitespace().collect();
        notes.push(format!("as reported by {}", words.join(" ")));
    }
    match claim.qualifiers.modality {
        Modality::Hedged => notes.push("hedged".to_string()),
        Modality::Alleged => notes.push("alleged".to_string()),
        Modality::Denied => notes.push("denied".to_string()),
        _ => {}
    }
    if claim.garbled {
        notes.push("the passage is damaged".to_string());
    }
    if let Fit::Reserved(reserve) = fit {
        notes.push(reserve.clone());
    }
    let (claim, supports) = (claim.id.clone(), supports(claim));
    Some(Evidence::Claim { claim, supports, note: notes.join("; ") })
}

/// What evidence does to an element; `none` where there is none.
pub(super) fn weigh(evidence: &[Evidence], none: Status) -> Status {
    let is_for = |evidence: &Evidence| match evidence {
        Evidence::Claim { supports, .. } | Evidence::ListEntry { supports, .. } => *supports,
    };
    let (some, against) = (evidence.iter().any(is_for), evidence.iter().any(|e| !is_for(e)));
    match (some, against) {
        (_, true) => Status::Contradicted,
        (true, false) => Status::Supported,
        (false, false) => none,
    }
}
