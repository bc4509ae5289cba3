//! Lays claims and listings beside the elements of an instrument.
//!
//! A claim supports an element where it is affirmed, and asserted, hedged or alleged; by whose
//! account and with what reserve is noted. A negated or denied claim of the same kind speaks
//! against it: support and denial stand side by side. A plan, offer, question or condition is
//! neither. What was not looked for is told from what was not found: a party that was not screened,
//! or whose list could not answer, is "not searched", never "absent". An element is looked for by
//! itself, save that a date or a listing belongs to the conduct that it is asked of.

mod claims;
mod listed;
mod owned;

use model::{
    Assessment, Claim, Element, Evidence, InstrumentFinding, Limb, ListInfo, PartialDate, Party,
    Reading, Status, Subject,
};

use crate::criteria::{self, ElementKind, ElementPattern, Instrument, Role};
use crate::graph::{Placed, placed};
use claims::{Fit, dated, evidence_of, fits, is_open, weigh};

/// What is known in a case.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What was read.
    pub readings: &'a [Reading],
    /// Parties, resolved against lists.
    pub parties: &'a [Party],
    /// Versions of lists that were searched.
    pub lists: &'a [ListInfo],
}

/// Assesses one party under some instruments.
pub fn evaluate(
    facts: &Facts,
    instruments: &[Instrument],
    subject: &str,
    as_of: Option<PartialDate>,
) -> Assessment {
    let placed = placed(facts.readings, facts.parties);
    let party = facts.parties.iter().find(|party| party.id == subject);
    let name = party.map_or(subject, |party| party.name.as_str()).to_string();
    let limbs = |instrument: &Instrument| {
        let element = |pattern: &ElementPattern| element(pattern, party, &placed);
        let limb = |limb: &criteria::LimbPattern| Limb {
            id: limb.id.clone(),
            text: limb.text.clone(),
            elements: limb.element.iter().map(element).collect(),
        };
        instrument.limb.iter().map(limb).collect()
    };
    let finding = |instrument: &Instrument| InstrumentFinding {
        id: instrument.id.clone(),
        title: instrument.title.clone(),
        citation: instrument.citation.clone(),
        decider: instrument.decider.clone(),
        effect: instrument.effect.clone(),
        confidence: instrument.confidence,
        notes: instrument.notes.clone(),
        force: force(instrument, as_of),
        limbs: limbs(instrument),
    };
    Assessment {
        subject: Subject { id: subject.to_string(), name },
        as_of,
        criteria_sha256: criteria::sha256(),
        list_versions: facts.lists.iter().map(|l| format!("{}@{}", l.id, l.version)).collect(),
        instruments: instruments.iter().map(finding).collect(),
    }
}

/// What is to be said of the instrument's force on the date; empty where it was in force.
fn force(instrument: &Instrument, as_of: Option<PartialDate>) -> String {
    let Some(day) = as_of else {
        let last = instrument.force.last().map(|force| force.state.as_str());
        return last.filter(|state| *state != "in force").unwrap_or_default().to_string();
    };
    let held = instrument.force.iter().rfind(|force| force.from.first_day() <= day.last_day());
    match held {
        None => format!("not in force on {day}"),
        Some(force) if force.state == "in force" => String::new(),
        Some(force) => format!("{} on {day}", force.state),
    }
}

/// What was found for an element; `remark` tells what came near and why it does not count.
struct Answer {
    status: Status,
    evidence: Vec<Evidence>,
    remark: String,
}

impl Answer {
    /// By the weight of the evidence, or `none` where there is none.
    fn of(evidence: Vec<Evidence>, none: Status) -> Answer {
        Answer { status: weigh(&evidence, none), evidence, remark: String::new() }
    }

    fn nothing(status: Status) -> Answer {
        Answer { status, evidence: Vec::new(), remark: String::new() }
    }

    fn remark(mut self, remark: String) -> Answer {
        self.remark = remark;
        self
    }
}

/// A party to be assessed, among all claims of its case.
#[derive(Clone, Copy)]
struct Assessed<'a> {
    party: &'a Party,
    placed: &'a [Placed<'a>],
}

/// A claim that an element speaks of, with the other party and how far the pattern fits.
struct Found<'a> {
    claim: &'a Claim,
    other: Option<&'a Party>,
    fit: Fit,
}

fn element(pattern: &ElementPattern, party: Option<&Party>, placed: &[Placed<'_>]) -> Element {
    let answer = match party {
        Some(party) => Assessed { party, placed }.answer(pattern),
        None => Answer::nothing(Status::NotSearched),
    };
    let mut needs = String::new();
    if answer.status != Status::Supported {
        needs.clone_from(&pattern.needs);
        if !answer.remark.is_empty() {
            needs.push_str("; ");
            needs.push_str(&answer.remark);
        }
    }
    let (id, text) = (pattern.id.clone(), pattern.text.clone());
    Element { id, text, status: answer.status, evidence: answer.evidence, needs }
}

impl<'a> Assessed<'a> {
    fn answer(self, pattern: &ElementPattern) -> Answer {
        match pattern.kind {
            ElementKind::Claim => self.by_claims(pattern, |_| true),
            ElementKind::Dated => self.by_claims(pattern, |found| {
                let counts = |party: &Party| listed::entries(party, pattern).next().is_some();
                dated(found.claim, pattern.after)
                    && (pattern.lists.is_empty() || found.other.is_some_and(counts))
            }),
            ElementKind::CounterpartListed => {
                listed::by_counterparts(&self.found(pattern), pattern)
            }
            ElementKind::Listed => listed::by_list(self.party, pattern),
            ElementKind::Named => self.by_name(pattern),
            ElementKind::SubjectCountry => self.by_country(pattern),
            ElementKind::OwnerListed => owned::by_owner(self, pattern),
            ElementKind::OwnerShare => owned::by_share(self, pattern),
            ElementKind::Beyond => Answer::nothing(Status::NotSearched),
        }
    }

    /// Claims that the pattern speaks of.
    fn found(self, pattern: &ElementPattern) -> Vec<Found<'a>> {
        let is = |other: Option<&Party>| other.is_some_and(|other| other.id == self.party.id);
        let counterpart = |placed: &Placed<'a>| match pattern.role {
            Role::Subject => is(placed.subject).then_some(placed.object),
            Role::Object => is(placed.object).then_some(placed.subject),
            Role::SubjectOrMeans => {
                (is(placed.subject) || self.is_means(placed.claim)).then_some(placed.object)
            }
        };
        let found = |placed: &Placed<'a>| {
            let other = counterpart(placed)?;
            let fit = fits(pattern, placed.claim, other)?;
            Some(Found { claim: placed.claim, other, fit })
        };
        let of_kind = self
            .placed
            .iter()
            .filter(|placed| pattern.predicates.contains(&placed.claim.predicate));
        of_kind.filter_map(found).collect()
    }

    /// Whether a claim says that the party's technology was used.
    fn is_means(self, claim: &Claim) -> bool {
        let Some(means) = claim.qualifiers.technology.as_ref() else { return false };
        self.party.names.iter().any(|name| names_word(&means.text, name))
    }

    fn by_claims(self, pattern: &ElementPattern, counts: impl Fn(&Found) -> bool) -> Answer {
        let found = self.found(pattern);
        let counted = found.iter().filter(|found| counts(found));
        let evidence = counted.filter_map(|found| evidence_of(found.claim, &found.fit)).collect();
        let mut answer = Answer::of(evidence, Status::Absent);
        if found.iter().any(|found| is_open(found.claim)) {
            answer.remark =
                "what the documents plan, ask, expect or suppose is not yet a fact".to_string();
        }
        answer
    }

    fn by_name(self, pattern: &ElementPattern) -> Answer {
        let is_named = |name: &&String| self.party.names.iter().any(|own| names_word(own, name));
        let evidence = pattern.names.iter().find(is_named).map(|name| Evidence::ListEntry {
            list: "statute".to_string(),
            entry: name.clone(),
            caption: name.clone(),
            since: None,
            supports: true,
            note: "the statute's name is part of the party's name; compare the two".to_string(),
        });
        Answer::of(evidence.into_iter().collect(), Status::Absent)
    }

    /// Seats count by the country that they are in, where that is known.
    fn by_country(self, pattern: &ElementPattern) -> Answer {
        let mut evidence = Vec::new();
        let mut unknown = Vec::new();
        for placed in self.placed {
            let is_seat = placed.subject.is_some_and(|subject| subject.id == self.party.id)
                && matches!(placed.claim.predicate.as_str(), "headquartered_in" | "located_in");
            let Some(place) = placed.object.filter(|_| is_seat) else { continue };
            let countries = countries_of(place);
            if countries.is_empty() {
                unknown.push(place.name.as_str());
            } else if countries.iter().any(|country| pattern.countries.contains(country)) {
                evidence.extend(evidence_of(placed.claim, &Fit::Plain));
            }
        }
        let connected = self.party.countries.iter().any(|c| pattern.countries.contains(c));
        let none = match (connected, unknown.is_empty()) {
            (true, _) => Status::Supported,
            (false, true) => Status::Absent,
            (false, false) => Status::NotSearched,
        };
        let remark = match unknown.as_slice() {
            [] => String::new(),
            places => format!("the country of {} is not known here", places.join(", ")),
        };
        Answer::of(evidence, none).remark(remark)
    }
}

/// The countries of a place: those that documents connect with it, else by its own name.
fn countries_of(place: &Party) -> Vec<String> {
    if !place.countries.is_empty() {
        return place.countries.clone();
    }
    let all = model::Countries::bundled();
    let by_name = |name: &String| all.by_name(name).or_else(|| all.by_capital(name));
    place.names.iter().filter_map(by_name).map(|country| country.code.clone()).collect()
}

/// Whether some text has the words of a name, in order and whole. In a script without spaces, such
/// as Chinese, the letters are enough.
fn names_word(text: &str, name: &str) -> bool {
    let words = |text: &str| {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.fold(" ".to_string(), |all, word| all + word + " ")
    };
    let (text, name) = (words(text), words(name));
    let unspaced =
        name.chars().any(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
    match (name.trim(), unspaced) {
        ("", _) => false,
        (bare, true) => text.contains(bare),
        (_, false) => text.contains(&name),
    }
}
