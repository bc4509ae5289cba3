//! The findings: sentences over records, each with what it rests on.

use std::collections::BTreeMap;

use model::{
    Claim, Completeness, Evidence, ListStatus, Modality, Outcome, Party, Polarity, Status,
};
use serde::{Deserialize, Serialize};

use super::Content;
use crate::graph::{Placed, placed};

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// A plain sentence.
    pub text: String,
    /// How well it stands: "by the list", "as reported", "disputed", "coverage".
    pub grade: String,
    /// Claims that it rests on.
    pub claims: Vec<String>,
    /// List entries that it rests on.
    pub entries: Vec<String>,
}

/// What matters most, the most important first.
pub fn findings(content: &Content) -> Vec<Finding> {
    let placed = placed(&content.readings, &content.parties);
    let focus: Vec<&Party> = content
        .focus
        .iter()
        .filter_map(|id| content.parties.iter().find(|p| p.id == *id))
        .collect();
    let mut found = Vec::new();
    if let Some(first) = focus.first() {
        found.extend(listing(first));
        found.extend(supplies(&placed, first));
        found.extend(criteria(content, first));
    }
    for party in focus.iter().skip(1) {
        found.extend(listing(party).filter(|finding| !finding.entries.is_empty()));
        found.extend(supplies(&placed, party));
    }
    found.extend(uses(&placed));
    found.extend(denials(&placed));
    found.push(coverage(content));
    found
}

/// Where a party is listed and where it is not.
fn listing(party: &Party) -> Option<Finding> {
    let matrix = party.matrix.as_ref()?;
    let on: Vec<_> = matrix.lists.iter().filter(|row| row.status == ListStatus::Listed).collect();
    let not = matrix.lists.iter().filter(|row| row.status == ListStatus::NotListed).count();
    let unsearched = matrix.lists.len() - on.len() - not;
    let when =
        matrix.as_of.map_or("in the newest versions held".to_string(), |d| format!("as of {d}"));
    let rest = match (not, unsearched) {
        (0, 0) => format!("no other list is held, {when}"),
        (0, _) => format!(
            "the silence of {unsearched} other lists, of which only a part is held, is no answer"
        ),
        (_, 0) => format!(
            "it is on none of the {not} other lists that were searched whole, \
         {when}"
        ),
        _ => format!(
            "it is on none of the {not} other lists that were searched whole, {when}; the silence \
             of \
             {unsearched} more is no answer"
        ),
    };
    if on.is_empty() {
        let text = format!(
            "{} is on none of the {not} lists that were searched whole, {when}.",
            party.name
        );
        return Some(Finding {
            text,
            grade: "by the lists".into(),
            claims: vec![],
            entries: vec![],
        });
    }
    let mut places = Vec::new();
    let mut entries = Vec::new();
    for row in &on {
        let Some(best) = row.entries.first() else { continue };
        let since = match best.since {
            Some(since) => format!("since {since}"),
            None => "with no start date in the list".to_string(),
        };
        let citation = best.citation.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
        places.push(format!("the {} ({since}{citation}) as “{}”", row.title, best.caption));
        entries.push(best.id.clone());
    }
    let names = party.names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "{} (in the documents: {names}) is on {}; {rest}.",
        party.name,
        places.join(" and on ")
    );
    Some(Finding { text, grade: "by the lists".into(), claims: vec![], entries })
}

/// What a party is said to have supplied to whom, and where those are listed.
fn supplies(placed: &[Placed], party: &Party) -> Option<Finding> {
    let supplied = placed.iter().filter(|p| {
        matches!(p.claim.predicate.as_str(), "supplies")
            && affirmed(p.claim)
            && p.subject.is_some_and(|s| s.id == party.id)
    });
    let mut to: BTreeMap<String, String> = BTreeMap::new();
    let (mut claims, mut entries, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    for one in supplied {
        let Some(object) = one.object else { continue };
        claims.push(one.claim.id.clone());
        let mut words = object.name.clone();
        if let Some(best) = listed_entry(object) {
            let tags = if best.1.is_empty() { String::new() } else { format!(": {}", best.1) };
            words.push_str(&format!(" (on the {}{tags})", best.0));
            entries.push(best.2);
        }
        to.insert(object.id.clone(), words);
        let source = account(one.claim);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    if to.is_empty() {
        return None;
    }
    let to: Vec<String> = to.into_values().collect();
    let text =
        format!("{}, {} supplied {}.", sentence_start(&sources.join("; ")), party.name, join(&to));
    Some(Finding { text, grade: "as reported".into(), claims, entries })
}

/// Title and programmes of the first list that a party is on, and the entry.
fn listed_entry(party: &Party) -> Option<(String, String, String)> {
    let rows = party.matrix.as_ref()?.lists.iter();
    let row = rows.filter(|row| row.status == ListStatus::Listed).max_by(|a, b| {
        let score = |row: &model::ListRow| row.entries.iter().map(|e| e.score).fold(0.0, f64::max);
        score(a).total_cmp(&score(b)).then(b.list.cmp(&a.list))
    })?;
    let entry = row.entries.first()?;
    Some((row.title.clone(), entry.programs.join(" "), entry.id.clone()))
}

/// The limb of an instrument that the evidence on a party comes nearest to.
fn criteria(content: &Content, party: &Party) -> Option<Finding> {
    let assessment = content.assessments.iter().find(|a| a.subject.id == party.id)?;
    let limbs = assessment.instruments.iter().flat_map(|i| i.limbs.iter().map(move |l| (i, l)));
    let supported =
        |limb: &model::Limb| limb.elements.iter().filter(|e| e.status == Status::Supported).count();
    // A limb that is met by the listing itself says nothing new.
    let telling = limbs.filter(|(_, limb)| limb.elements.len() > 1);
    let share = |limb: &model::Limb| supported(limb) * 1000 / limb.elements.len();
    let (instrument, limb) = telling
        .max_by_key(|(i, limb)| (share(limb), supported(limb), std::cmp::Reverse(i.id.clone())))?;
    if supported(limb) == 0 {
        return None;
    }
    let missing: Vec<&str> =
        limb.elements.iter().map(|e| e.needs.as_str()).filter(|n| !n.is_empty()).collect();
    let needs = if missing.is_empty() {
        String::new()
    } else {
        format!("; it would need {}", missing.join("; and "))
    };
    let (mut claims, mut entries) = (Vec::new(), Vec::new());
    for evidence in limb.elements.iter().flat_map(|element| &element.evidence) {
        match evidence {
            Evidence::Claim { claim, .. } if !claims.contains(claim) => claims.push(claim.clone()),
            Evidence::ListEntry { entry, .. } if !entries.contains(entry) => {
                entries.push(entry.clone())
            }
            _ => {}
        }
    }
    let text = format!(
        "{}, limb {}: as far as the claims go, the evidence on {} meets {} of {} elements{needs}. \
         Whether it suffices is for {} to decide.",
        instrument.title,
        limb.id,
        party.name,
        supported(limb),
        limb.elements.len(),
        instrument.decider
    );
    Some(Finding { text, grade: "criteria".into(), claims, entries })
}

/// On whom technology is said to be used.
fn uses(placed: &[Placed]) -> Option<Finding> {
    let mut by_user: BTreeMap<&str, (Vec<&str>, Vec<String>, Vec<String>)> = BTreeMap::new();
    for one in placed.iter().filter(|p| p.claim.predicate == "uses_on" && affirmed(p.claim)) {
        let (Some(user), Some(object)) = (one.subject, one.object) else { continue };
        let (objects, claims, sources) = by_user.entry(&user.name).or_default();
        if !objects.contains(&object.name.as_str()) {
            objects.push(&object.name);
        }
        claims.push(one.claim.id.clone());
        let source = account(one.claim);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let (user, (objects, claims, sources)) =
        by_user.into_iter().max_by_key(|(_, (_, c, _))| c.len())?;
    let objects: Vec<String> = objects.into_iter().map(str::to_string).collect();
    let text = format!(
        "{}, the {user} used such technology on {}.",
        sentence_start(&sources.join("; ")),
        join(&objects)
    );
    Some(Finding { text, grade: "as reported".into(), claims, entries: vec![] })
}

/// What is denied or said not to be so.
fn denials(placed: &[Placed]) -> Option<Finding> {
    let denied: Vec<&Placed> = placed
        .iter()
        .filter(|p| {
            p.claim.predicate == "denies"
                || p.claim.qualifiers.polarity == Polarity::Negative
                || p.claim.qualifiers.modality == Modality::Denied
        })
        .collect();
    let first = denied.first()?;
    let quote: String = first.claim.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!(
        "{} denials or negations stand in the documents and are shown beside what they concern; \
         the first: “{quote}”.",
        denied.len()
    );
    let claims = denied.iter().map(|p| p.claim.id.clone()).collect();
    Some(Finding { text, grade: "disputed".into(), claims, entries: vec![] })
}

/// What was and was not covered.
fn coverage(content: &Content) -> Finding {
    let partial = content.lists.iter().filter(|l| l.completeness != Completeness::Complete).count();
    let garbled = content.readings.iter().flat_map(|r| &r.claims).filter(|c| c.garbled).count();
    let skipped = content
        .ledger
        .iter()
        .filter(|l| l.kind == "search" && l.outcome == Outcome::Skipped)
        .count();
    let unread = content
        .ledger
        .iter()
        .filter(|l| l.kind == "document" && l.outcome == Outcome::Failed)
        .count();
    let mut text = format!(
        "{} were read ({unread} could not be) and {} versions of lists loaded, \
         {partial} of them not whole; {} list files were refused",
        count(content.readings.len(), "document"),
        content.lists.len(),
        content.refusals.len()
    );
    if garbled > 0 {
        text.push_str(&format!("; {} in damaged passages", count(garbled, "claim")));
    }
    if skipped > 0 {
        text.push_str(&format!(
            "; {} withheld and not searched",
            count(
                skipped,
                "protected \
         person"
            )
        ));
    }
    text.push('.');
    Finding { text, grade: "coverage".into(), claims: vec![], entries: vec![] }
}

/// A number with its noun in the right form.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn affirmed(claim: &Claim) -> bool {
    claim.qualifiers.polarity == Polarity::Positive && claim.qualifiers.modality.is_factual()
}

/// By whose account a claim is made.
fn account(claim: &Claim) -> String {
    let sources: Vec<String> = claim
        .qualifiers
        .attribution
        .iter()
        .map(|step| step.source_text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    match sources.as_slice() {
        [] => "in the document's own words".to_string(),
        [only] => format!("by the account of {only}"),
        [first, rest @ ..] => {
            format!("by the account of {first}, reported by {}", rest.join(", by "))
        }
    }
}

fn sentence_start(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
