//! Lays claims and listings beside the elements of an instrument.
//!
//! A claim supports an element where it is affirmed, and asserted, hedged or alleged; by whose
//! account and with what reserve is noted. A negated or denied claim of the same kind speaks
//! against it: support and denial stand side by side. A plan, offer, question or condition is
//! neither. What was not looked for is told from what was not found.

use model::{
    Assessment, Claim, Element, Evidence, InstrumentFinding, Limb, ListInfo, ListStatus, Modality,
    PartialDate, Party, Polarity, Reading, Status, Subject,
};

use crate::criteria::{self, ElementKind, ElementPattern, Instrument, Role};
use crate::graph::{Placed, placed};

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
    let case = Case { facts, placed: &placed, party, as_of };
    Assessment {
        subject: Subject { id: subject.to_string(), name },
        as_of,
        criteria_sha256: criteria::sha256(),
        list_versions: facts.lists.iter().map(|l| format!("{}@{}", l.id, l.version)).collect(),
        instruments: instruments.iter().map(|instrument| case.instrument(instrument)).collect(),
    }
}

struct Case<'a> {
    facts: &'a Facts<'a>,
    placed: &'a [Placed<'a>],
    party: Option<&'a Party>,
    as_of: Option<PartialDate>,
}

impl Case<'_> {
    fn instrument(&self, instrument: &Instrument) -> InstrumentFinding {
        let limb = |limb: &criteria::LimbPattern| Limb {
            id: limb.id.clone(),
            text: limb.text.clone(),
            elements: limb.element.iter().map(|element| self.element(element)).collect(),
        };
        InstrumentFinding {
            id: instrument.id.clone(),
            title: instrument.title.clone(),
            citation: instrument.citation.clone(),
            decider: instrument.decider.clone(),
            effect: instrument.effect.clone(),
            confidence: instrument.confidence,
            notes: instrument.notes.clone(),
            force: self.force(instrument),
            limbs: instrument.limb.iter().map(limb).collect(),
        }
    }

    /// What is to be said of the instrument's force on the date; empty where it was in force.
    fn force(&self, instrument: &Instrument) -> String {
        let Some(day) = self.as_of else {
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

    fn element(&self, pattern: &ElementPattern) -> Element {
        let (status, evidence) = match pattern.kind {
            ElementKind::Claim => self.by_claims(pattern, |_| true),
            ElementKind::Dated => self.by_claims(pattern, |claim| dated(claim, pattern.after)),
            ElementKind::CounterpartListed => self.by_counterparts(pattern),
            ElementKind::Listed => self.by_list(self.party, pattern),
            ElementKind::Named => self.by_name(pattern),
            ElementKind::SubjectCountry => self.by_country(pattern),
            ElementKind::OwnerListed => self.by_owner(pattern),
            ElementKind::OwnerShare => self.by_share(pattern),
            ElementKind::Beyond => (Status::NotSearched, Vec::new()),
        };
        let needs = if status == Status::Supported { String::new() } else { pattern.needs.clone() };
        let (id, text) = (pattern.id.clone(), pattern.text.clone());
        Element { id, text, status, evidence, needs }
    }

    /// Claims that the pattern speaks of, with the other party.
    fn matching(&self, pattern: &ElementPattern) -> Vec<(&Claim, Option<&Party>)> {
        let Some(party) = self.party else { return Vec::new() };
        let is = |other: Option<&Party>| other.is_some_and(|other| other.id == party.id);
        let counterpart = |placed: &Placed<'_>| match pattern.role {
            Role::Subject => is(placed.subject).then_some(placed.object.map(|p| p.id.clone())),
            Role::Object => is(placed.object).then_some(placed.subject.map(|p| p.id.clone())),
            Role::Any if is(placed.subject) => Some(placed.object.map(|p| p.id.clone())),
            Role::Any => {
                self.by_its_means(placed, party).then_some(placed.object.map(|p| p.id.clone()))
            }
        };
        let mut found = Vec::new();
        for placed in self.placed {
            if !pattern.predicates.contains(&placed.claim.predicate) {
                continue;
            }
            let Some(other) = counterpart(placed) else { continue };
            let other = other.and_then(|id| self.facts.parties.iter().find(|party| party.id == id));
            if fits(pattern, placed.claim, other) {
                found.push((placed.claim, other));
            }
        }
        found
    }

    /// Whether a claim says that the party's technology was used.
    fn by_its_means(&self, placed: &Placed, party: &Party) -> bool {
        let means = placed.claim.qualifiers.technology.as_ref();
        means.is_some_and(|means| party.names.iter().any(|name| means.text.contains(name.as_str())))
    }

    fn by_claims(
        &self,
        pattern: &ElementPattern,
        counts: impl Fn(&Claim) -> bool,
    ) -> (Status, Vec<Evidence>) {
        let evidence: Vec<Evidence> = self
            .matching(pattern)
            .into_iter()
            .filter(|(claim, _)| counts(claim))
            .filter_map(|(claim, _)| claim_evidence(claim))
            .collect();
        (weigh(&evidence, Status::Absent), evidence)
    }

    fn by_counterparts(&self, pattern: &ElementPattern) -> (Status, Vec<Evidence>) {
        let mut evidence = Vec::new();
        for (claim, other) in self.matching(pattern) {
            if !supports(claim) {
                continue;
            }
            for entry in self.entries(other, pattern) {
                if !evidence.contains(&entry) {
                    evidence.push(entry);
                }
            }
        }
        (self.searched(pattern, weigh(&evidence, Status::Absent)), evidence)
    }

    fn by_list(&self, party: Option<&Party>, pattern: &ElementPattern) -> (Status, Vec<Evidence>) {
        let evidence = self.entries(party, pattern);
        (self.searched(pattern, weigh(&evidence, Status::Absent)), evidence)
    }

    /// Entries of the pattern's lists that answer to a party, by its listing matrix.
    fn entries(&self, party: Option<&Party>, pattern: &ElementPattern) -> Vec<Evidence> {
        let rows = party.and_then(|party| party.matrix.as_ref()).map(|matrix| &matrix.lists);
        let mut found = Vec::new();
        for row in rows.into_iter().flatten() {
            if row.status != ListStatus::Listed || !pattern.lists.contains(&row.list) {
                continue;
            }
            let tagged = |tags: &[String]| {
                pattern.programs.is_empty() || pattern.programs.iter().any(|tag| tags.contains(tag))
            };
            for entry in row.entries.iter().filter(|entry| tagged(&entry.programs)) {
                let tags = entry.programs.join(", ");
                let mut note = format!("programmes: {tags}; {}", row.basis);
                if entry.since.is_none() {
                    note.push_str(
                        "; whether it was listed at the date of the conduct is not known",
                    );
                }
                found.push(Evidence::ListEntry {
                    list: row.list.clone(),
                    entry: entry.id.clone(),
                    caption: entry.caption.clone(),
                    since: entry.since,
                    supports: true,
                    note,
                });
            }
        }
        found
    }

    /// An absence says something only where one of the lists was there to be searched.
    fn searched(&self, pattern: &ElementPattern, status: Status) -> Status {
        let held = pattern.lists.iter().any(|list| {
            let rows = self.party.and_then(|p| p.matrix.as_ref()).map(|m| m.lists.as_slice());
            let row = rows.unwrap_or_default().iter().find(|row| row.list == *list);
            row.is_some_and(|row| row.status != ListStatus::NotSearched)
        });
        if status == Status::Absent && !held { Status::NotSearched } else { status }
    }

    fn by_name(&self, pattern: &ElementPattern) -> (Status, Vec<Evidence>) {
        let Some(party) = self.party else { return (Status::NotSearched, Vec::new()) };
        let plain = |name: &str| {
            let words = name.to_lowercase();
            words.split(|c: char| !c.is_alphanumeric()).map(str::to_string).collect::<Vec<_>>()
        };
        // A named producer is met by its first telling words: the statute's own short names.
        let named = pattern.names.iter().find(|name| {
            let statute = plain(name);
            party.names.iter().any(|own| {
                let own = plain(own);
                own.len() <= statute.len()
                    && own.iter().all(|word| statute.contains(word))
                    && own.iter().any(|word| word.len() > 2)
            })
        });
        match named {
            Some(name) => {
                let evidence = Evidence::ListEntry {
                    list: "statute".to_string(),
                    entry: name.clone(),
                    caption: name.clone(),
                    since: None,
                    supports: true,
                    note: "named in the statute; compare the name".to_string(),
                };
                (Status::Supported, vec![evidence])
            }
            None => (Status::Absent, Vec::new()),
        }
    }

    fn by_country(&self, pattern: &ElementPattern) -> (Status, Vec<Evidence>) {
        let Some(party) = self.party else { return (Status::NotSearched, Vec::new()) };
        let seat = |placed: &&Placed<'_>| {
            matches!(placed.claim.predicate.as_str(), "headquartered_in" | "located_in")
                && placed.subject.is_some_and(|subject| subject.id == party.id)
        };
        let evidence: Vec<Evidence> = self
            .placed
            .iter()
            .filter(seat)
            .filter_map(|placed| claim_evidence(placed.claim))
            .collect();
        let of_country = party.countries.iter().any(|country| pattern.countries.contains(country));
        match (of_country, evidence.is_empty()) {
            (true, _) => (Status::Supported, evidence),
            (false, false) => (Status::Absent, evidence),
            (false, true) => (Status::Absent, Vec::new()),
        }
    }

    /// Claims that somebody owns the party.
    fn owners(&self) -> Vec<(&Claim, &Party)> {
        let Some(party) = self.party else { return Vec::new() };
        let owned = |placed: &&Placed<'_>| {
            placed.claim.predicate == "owns"
                && placed.object.is_some_and(|object| object.id == party.id)
        };
        let owners = self.placed.iter().filter(owned).filter(|placed| supports(placed.claim));
        owners.filter_map(|placed| Some((placed.claim, placed.subject?))).collect()
    }

    fn by_owner(&self, pattern: &ElementPattern) -> (Status, Vec<Evidence>) {
        let owners = self.owners();
        if owners.is_empty() {
            return (Status::NotSearched, Vec::new());
        }
        let mut evidence = Vec::new();
        for (claim, owner) in owners {
            let entries = self.entries(Some(owner), pattern);
            if !entries.is_empty() {
                evidence.extend(claim_evidence(claim));
                evidence.extend(entries);
            }
        }
        (weigh(&evidence, Status::Absent), evidence)
    }

    fn by_share(&self, pattern: &ElementPattern) -> (Status, Vec<Evidence>) {
        let listed: Vec<(&Claim, &Party)> = self
            .owners()
            .into_iter()
            .filter(|(_, owner)| !self.entries(Some(owner), pattern).is_empty())
            .collect();
        let sum: f64 = listed.iter().filter_map(|(claim, _)| share(claim)).sum();
        let evidence: Vec<Evidence> =
            listed.iter().filter_map(|(claim, _)| claim_evidence(claim)).collect();
        let enough = pattern.share_min.is_some_and(|least| sum >= least);
        match (enough, evidence.is_empty()) {
            (true, _) => (Status::Supported, evidence),
            (false, true) => (Status::NotSearched, evidence),
            (false, false) => (Status::Absent, evidence),
        }
    }
}

/// A share that the claim states in percent, 0 to 1.
fn share(claim: &Claim) -> Option<f64> {
    let text = &claim.qualifiers.quantity.as_ref()?.text;
    let number: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let percent = number.parse::<f64>().ok()?;
    (text.contains("percent") || text.contains('%')).then_some(percent / 100.0)
}

fn fits(pattern: &ElementPattern, claim: &Claim, other: Option<&Party>) -> bool {
    let technology = claim.qualifiers.technology.as_ref().and_then(|t| t.norm.as_deref());
    let technology = technology.or(other.and_then(|party| party.technology.as_deref()));
    let technology_fits = pattern.technologies.is_empty()
        || technology
            .is_some_and(|id| pattern.technologies.iter().any(|start| id.starts_with(start)));
    let country_fits = pattern.counterpart_countries.is_empty()
        || other.is_some_and(|party| {
            let listed = party.matches.iter().flat_map(|found| found.programs.iter());
            let tagged = |country: &str| {
                let tag = country_tag(country);
                tag.is_some_and(|tag| listed.clone().any(|program| program.contains(&tag)))
            };
            pattern.counterpart_countries.iter().any(|c| party.countries.contains(c) || tagged(c))
        });
    let type_fits = pattern.counterpart_types.is_empty()
        || other.is_some_and(|party| pattern.counterpart_types.contains(&party.type_));
    technology_fits && country_fits && type_fits
}

/// How programme tags begin for a country: its English name in capitals.
fn country_tag(code: &str) -> Option<String> {
    model::Countries::bundled().by_code(code).map(|country| country.name.to_uppercase())
}

/// Whether a claim's own time, where it has one in normal form, is certainly on or after a day. A
/// claim by somebody's account has the time of the account, not its own.
fn dated(claim: &Claim, after: Option<PartialDate>) -> bool {
    let own = claim.qualifiers.attribution.is_empty();
    let time = claim.qualifiers.time.as_ref().and_then(|time| time.norm.as_deref()?.parse().ok());
    let time: Option<PartialDate> = time.filter(|_| own);
    match (time, after) {
        (Some(time), Some(after)) => after.first_day() <= time.first_day(),
        _ => false,
    }
}

fn supports(claim: &Claim) -> bool {
    claim.qualifiers.polarity == Polarity::Positive && claim.qualifiers.modality.is_factual()
}

/// A claim as evidence; `None` for plans, questions and the like, which are neither for nor
/// against.
fn claim_evidence(claim: &Claim) -> Option<Evidence> {
    let against = claim.qualifiers.polarity == Polarity::Negative
        || claim.qualifiers.modality == Modality::Denied;
    if !against && !supports(claim) {
        return None;
    }
    let mut notes = Vec::new();
    if let Some(first) = claim.qualifiers.attribution.first() {
        notes.push(format!(
            "as reported by {}",
            first.source_text.split_whitespace().collect::<Vec<_>>().join(" ")
        ));
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
    Some(Evidence::Claim { claim: claim.id.clone(), supports: !against, note: notes.join("; ") })
}

fn weigh(evidence: &[Evidence], none: Status) -> Status {
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
