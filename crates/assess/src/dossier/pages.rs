//! The pages: what the templates show, in words.

use askama::Template;
use model::{
    Claim, Completeness, Confidence, Evidence, ListStatus, Modality, Polarity, Reading, Status,
    UNKNOWN,
};

use super::Content;
use super::findings::Finding;
use super::network::{Edge, escape};

/// A file of the dossier: path inside it, and text.
pub(super) type Page = (String, String);

/// All pages.
pub(super) fn all(
    content: &Content,
    findings: &[Finding],
    withheld: usize,
) -> Result<Vec<Page>, askama::Error> {
    let mut pages = vec![
        ("index.html".to_string(), index(content, findings)?),
        ("claims.html".to_string(), claims(content)?),
        ("criteria.html".to_string(), criteria(content)?),
        ("coverage.html".to_string(), coverage(content, withheld)?),
    ];
    for reading in &content.readings {
        pages.push((format!("sources/{}.html", reading.document.id), source(content, reading)?));
    }
    Ok(pages)
}

fn as_of(content: &Content) -> String {
    match content.as_of {
        Some(date) => format!("Lists and law as of {date}"),
        None => "Lists in the newest versions held".to_string(),
    }
}

#[derive(Template)]
#[template(path = "index.html")]
struct Index<'a> {
    root: &'a str,
    title: &'a str,
    tool: &'a str,
    generated_at: &'a str,
    as_of: String,
    documents: Vec<&'a model::Document>,
    claim_count: usize,
    lists: usize,
    findings: &'a [Finding],
    network: String,
    edges: Vec<Edge>,
    columns: Vec<(String, String)>,
    matrix: Vec<MatrixRow>,
    timeline: String,
}

struct MatrixRow {
    name: String,
    cells: Vec<Cell>,
    answers: Vec<String>,
}

struct Cell {
    class: &'static str,
    text: String,
    basis: String,
}

fn index(content: &Content, findings: &[Finding]) -> Result<String, askama::Error> {
    let (network, edges) = super::network::draw(content).unwrap_or_default();
    let (columns, matrix) = matrix(content);
    Index {
        root: "",
        title: &content.title,
        tool: &content.tool,
        generated_at: &content.generated_at,
        as_of: as_of(content),
        documents: content.readings.iter().map(|r| &r.document).collect(),
        claim_count: content.readings.iter().map(|r| r.claims.len()).sum(),
        lists: columns.len(),
        findings,
        network,
        edges,
        columns,
        matrix,
        timeline: super::timeline::draw(content).unwrap_or_default(),
    }
    .render()
}

/// Parties against lists: those in front and those on a list, then the others that were searched.
fn matrix(content: &Content) -> (Vec<(String, String)>, Vec<MatrixRow>) {
    let mut columns: Vec<(String, String)> =
        content.lists.iter().map(|list| (list.id.to_string(), list.title.clone())).collect();
    columns.sort();
    columns.dedup_by(|a, b| a.0 == b.0);
    let mut parties: Vec<&model::Party> =
        content.parties.iter().filter(|p| p.matrix.is_some()).collect();
    let listed = |party: &model::Party| {
        party.matrix.iter().flat_map(|m| &m.lists).any(|row| row.status == ListStatus::Listed)
    };
    let front = |party: &model::Party| {
        content.focus.iter().position(|id| *id == party.id).unwrap_or(usize::MAX)
    };
    parties.sort_by_key(|party| (front(party), !listed(party), party.id.clone()));
    let rows = parties.into_iter().map(|party| {
        let rows: Vec<&model::ListRow> = party.matrix.iter().flat_map(|m| &m.lists).collect();
        let cells = columns
            .iter()
            .map(|(list, _)| cell(rows.iter().find(|row| row.list == *list).copied()));
        let told = rows.iter().filter(|row| row.status != ListStatus::NotListed);
        let answers = told.map(|row| {
            let entries: Vec<&str> =
                row.entries.iter().map(|entry| entry.caption.as_str()).collect();
            format!(
                "{}: {}. {}",
                row.list,
                if entries.is_empty() { "no answer".to_string() } else { entries.join("; ") },
                row.basis
            )
        });
        let mut answers: Vec<String> = answers.collect();
        answers.extend(party.notes.iter().cloned());
        MatrixRow { name: party.name.clone(), cells: cells.collect(), answers }
    });
    let rows = rows.collect();
    (columns, rows)
}

fn cell(row: Option<&model::ListRow>) -> Cell {
    let Some(row) = row else {
        return Cell {
            class: "not_searched",
            text: "?".to_string(),
            basis: "not searched".to_string(),
        };
    };
    let (class, text) = match (row.status, row.since) {
        (ListStatus::Listed, Some(since)) => ("listed", format!("■ {since}")),
        (ListStatus::Listed, None) => ("listed", "■ no date".to_string()),
        (ListStatus::NotListed, _) => ("not_listed", "·".to_string()),
        (ListStatus::NotSearched, _) => ("not_searched", "?".to_string()),
    };
    Cell { class, text, basis: row.basis.clone() }
}

#[derive(Template)]
#[template(path = "claims.html")]
struct Claims<'a> {
    root: &'a str,
    tool: &'a str,
    generated_at: &'a str,
    documents: Vec<DocumentClaims<'a>>,
}

struct DocumentClaims<'a> {
    id: &'a str,
    name: &'a str,
    claims: Vec<ClaimView<'a>>,
}

struct ClaimView<'a> {
    id: &'a str,
    subject: String,
    predicate: String,
    object: String,
    reserves: Vec<&'static str>,
    account: String,
    quote: &'a str,
    start: usize,
    end: usize,
    rule: &'a str,
    details: Vec<String>,
}

fn claims(content: &Content) -> Result<String, askama::Error> {
    let documents = content.readings.iter().map(|reading| DocumentClaims {
        id: &reading.document.id,
        name: &reading.document.name,
        claims: reading.claims.iter().map(|claim| view(reading, claim)).collect(),
    });
    Claims {
        root: "",
        tool: &content.tool,
        generated_at: &content.generated_at,
        documents: documents.collect(),
    }
    .render()
}

fn view<'a>(reading: &'a Reading, claim: &'a Claim) -> ClaimView<'a> {
    let name = |id: &str| {
        let entity = reading.entities.iter().find(|entity| entity.id == id);
        match entity {
            _ if id == UNKNOWN => "not named".to_string(),
            Some(entity) => entity.name.clone(),
            None => id.replace('_', " "),
        }
    };
    let steps: Vec<String> = claim
        .qualifiers
        .attribution
        .iter()
        .map(|step| format!("{} ({})", step.source_text, step.cue))
        .collect();
    let account = if steps.is_empty() {
        String::new()
    } else {
        format!("by the account of {}", steps.join(", reported by "))
    };
    let q = &claim.qualifiers;
    let named = [
        ("time", &q.time),
        ("place", &q.place),
        ("technology", &q.technology),
        ("quantity", &q.quantity),
        ("through", &q.via),
        ("hedge", &q.hedge),
    ];
    let details = named.iter().filter_map(|(label, value)| {
        let value = value.as_ref()?;
        let norm = value.norm.as_ref().map(|norm| format!(" = {norm}")).unwrap_or_default();
        Some(format!("{label}: “{}”{norm}", value.text))
    });
    ClaimView {
        id: &claim.id,
        subject: name(&claim.subject.entity),
        predicate: claim.predicate.replace('_', " "),
        object: name(&claim.object.entity),
        reserves: reserves(claim),
        account,
        quote: &claim.quote,
        start: claim.bstart,
        end: claim.bend,
        rule: &claim.rule,
        details: details.collect(),
    }
}

/// What takes away from a plain reading.
fn reserves(claim: &Claim) -> Vec<&'static str> {
    let mut words = Vec::new();
    if claim.qualifiers.polarity == Polarity::Negative {
        words.push("said NOT to be so");
    }
    match claim.qualifiers.modality {
        Modality::Asserted => {}
        Modality::Hedged => words.push("hedged"),
        Modality::Alleged => words.push("alleged"),
        Modality::Planned => words.push("planned, not done"),
        Modality::Future => words.push("future"),
        Modality::Question => words.push("a question"),
        Modality::Opinion => words.push("opinion"),
        Modality::Conditional => words.push("conditional"),
        Modality::Denied => words.push("denied"),
    }
    if claim.garbled {
        words.push("damaged passage");
    }
    words
}

#[derive(Template)]
#[template(path = "criteria.html")]
struct Criteria<'a> {
    root: &'a str,
    tool: &'a str,
    generated_at: &'a str,
    subjects: Vec<SubjectView<'a>>,
}

struct SubjectView<'a> {
    id: &'a str,
    name: &'a str,
    instruments: Vec<InstrumentView<'a>>,
}

struct InstrumentView<'a> {
    id: &'a str,
    title: &'a str,
    citation: &'a str,
    decider: &'a str,
    effect: &'a str,
    force: &'a str,
    notes: &'a [String],
    mark: &'static str,
    mark_class: &'static str,
    tally: String,
    open: bool,
    limbs: Vec<LimbView<'a>>,
}

struct LimbView<'a> {
    id: &'a str,
    text: &'a str,
    elements: Vec<ElementView<'a>>,
}

struct ElementView<'a> {
    text: &'a str,
    class: &'static str,
    status: &'static str,
    evidence: Vec<EvidenceView>,
    needs: &'a str,
}

struct EvidenceView {
    label: String,
    link: String,
    note: String,
}

fn criteria(content: &Content) -> Result<String, askama::Error> {
    let subjects = content.assessments.iter().map(|assessment| SubjectView {
        id: &assessment.subject.id,
        name: &assessment.subject.name,
        instruments: assessment.instruments.iter().map(instrument).collect(),
    });
    Criteria {
        root: "",
        tool: &content.tool,
        generated_at: &content.generated_at,
        subjects: subjects.collect(),
    }
    .render()
}

fn instrument(finding: &model::InstrumentFinding) -> InstrumentView<'_> {
    let elements = || finding.limbs.iter().flat_map(|limb| &limb.elements);
    let supported = elements().filter(|element| element.status == Status::Supported).count();
    let (mark, mark_class) = match finding.confidence {
        Confidence::Seen => ("Criteria checked against the text of the law.", "seen"),
        Confidence::PartlySeen => {
            ("Criteria partly checked against the text of the law.", "partly_seen")
        }
        Confidence::FromMemory => {
            ("Criteria from memory: check the law before relying on this.", "from_memory")
        }
    };
    let limbs = finding.limbs.iter().map(|limb| LimbView {
        id: &limb.id,
        text: &limb.text,
        elements: limb.elements.iter().map(element).collect(),
    });
    InstrumentView {
        id: &finding.id,
        title: &finding.title,
        citation: &finding.citation,
        decider: &finding.decider,
        effect: &finding.effect,
        force: &finding.force,
        notes: &finding.notes,
        mark,
        mark_class,
        tally: format!("{supported} of {} elements supported", elements().count()),
        open: supported > 0,
        limbs: limbs.collect(),
    }
}

fn element(element: &model::Element) -> ElementView<'_> {
    let (class, status) = match element.status {
        Status::Supported => ("supported", "supported"),
        Status::Contradicted => ("contradicted", "contradicted"),
        Status::Absent => ("absent", "absent"),
        Status::NotSearched => ("not_searched", "not searched"),
    };
    let evidence = element.evidence.iter().map(|evidence| match evidence {
        Evidence::Claim { claim, supports, note } => EvidenceView {
            label: if *supports { "claim".to_string() } else { "claim against".to_string() },
            link: format!("claims.html#c-{claim}"),
            note: note.clone(),
        },
        Evidence::ListEntry { list, caption, since, note, .. } => EvidenceView {
            label: format!(
                "{list}: {caption}{}",
                since.map(|d| format!(", since {d}")).unwrap_or_default()
            ),
            link: String::new(),
            note: note.clone(),
        },
    });
    ElementView {
        text: &element.text,
        class,
        status,
        evidence: evidence.collect(),
        needs: &element.needs,
    }
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct Coverage<'a> {
    root: &'a str,
    tool: &'a str,
    generated_at: &'a str,
    lists: Vec<(String, String, String, usize, String)>,
    refusals: Vec<String>,
    ledger: Vec<(String, String, &'static str, String)>,
    withheld: String,
}

fn coverage(content: &Content, withheld: usize) -> Result<String, askama::Error> {
    let lists = content.lists.iter().map(|list| {
        let whole = match &list.completeness {
            Completeness::Complete => "yes".to_string(),
            Completeness::NamesMissing(why) | Completeness::EntriesMissing(why) => {
                format!("no: {why}")
            }
        };
        let version = format!("{} ({})", list.version, list.published_evidence);
        (list.id.to_string(), list.title.clone(), version, list.entries, whole)
    });
    let refusals = content.refusals.iter().map(|refusal| {
        format!(
            "{}: {} ({})",
            refusal.lists.join(", "),
            refusal.shortfalls.join("; "),
            refusal.files.join(", ")
        )
    });
    let ledger = content.ledger.iter().map(|line| {
        let outcome = match line.outcome {
            model::Outcome::Read => "read",
            model::Outcome::Partly => "partly",
            model::Outcome::Failed => "failed",
            model::Outcome::Skipped => "skipped",
        };
        (line.kind.clone(), line.name.clone(), outcome, line.detail.clone())
    });
    let protected = content.parties.iter().filter(|party| party.protected.is_some()).count();
    let withheld = match protected {
        0 => "No protected person was found in the documents.".to_string(),
        _ => format!(
            "{protected} protected persons (people to whom the documents say that something was \
             done) were never searched in any list and are withheld: {withheld} forms of their \
             names were replaced in every file of this dossier, and all places of quotations \
             count in the texts as published here."
        ),
    };
    Coverage {
        root: "",
        tool: &content.tool,
        generated_at: &content.generated_at,
        lists: lists.collect(),
        refusals: refusals.collect(),
        ledger: ledger.collect(),
        withheld,
    }
    .render()
}

#[derive(Template)]
#[template(path = "source.html")]
struct Source<'a> {
    root: &'a str,
    tool: &'a str,
    generated_at: &'a str,
    name: &'a str,
    media_type: &'a str,
    encoding: &'a str,
    source_sha256: &'a str,
    text_sha256: &'a str,
    note: String,
    body: String,
}

fn source(content: &Content, reading: &Reading) -> Result<String, askama::Error> {
    let document = &reading.document;
    let note = if document.text.contains("[withheld ") {
        "Protected persons are withheld.".to_string()
    } else {
        String::new()
    };
    Source {
        root: "../",
        tool: &content.tool,
        generated_at: &content.generated_at,
        name: &document.name,
        media_type: &document.media_type,
        encoding: &document.encoding,
        source_sha256: &document.source_sha256,
        text_sha256: &document.text_sha256,
        note,
        body: highlighted(&document.text, &reading.claims),
    }
    .render()
}

/// The text with every quotation marked; each claim has its own anchor where its quotation begins.
fn highlighted(text: &str, claims: &[Claim]) -> String {
    let mut borders: Vec<usize> =
        claims.iter().flat_map(|claim| [claim.bstart, claim.bend]).collect();
    borders.extend([0, text.len()]);
    borders.sort_unstable();
    borders.dedup();
    let mut body = String::with_capacity(text.len() * 2);
    for pair in borders.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        for claim in claims.iter().filter(|claim| claim.bstart == start) {
            body.push_str(&format!("<a class=\"anchor\" id=\"q-{}\"></a>", escape(&claim.id)));
        }
        let quoted = claims.iter().any(|claim| claim.bstart <= start && end <= claim.bend);
        let part = escape(&text[start..end]);
        match quoted {
            true => body.push_str(&format!("<mark>{part}</mark>")),
            false => body.push_str(&part),
        }
    }
    body
}
