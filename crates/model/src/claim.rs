//! What a document says: mentions of things, and claims with their quotation, polarity, modality
//! and attribution.
//!
//! The JSON form of `Reading` is the output contract of `daylight read`. Mention types and
//! predicates are strings because they are data (`crates/read/data`), not code.

use serde::{Deserialize, Serialize};

use crate::document::Document;

/// The entity id of a party that the text does not name. It is never filled in.
pub const UNKNOWN: &str = "unknown";

/// All that was read from one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The document that all offsets point into.
    pub document: Document,
    /// Mentions in order of place; nesting is allowed.
    pub mentions: Vec<Mention>,
    /// Claims in order of place.
    pub claims: Vec<Claim>,
    /// The things that the mentions stand for.
    pub entities: Vec<DocumentEntity>,
    /// What could not be read, each with its place; empty when all was read.
    pub warnings: Vec<String>,
}

/// A stretch of text that stands for one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Offset of the first byte.
    pub bstart: usize,
    /// Offset behind the last byte.
    pub bend: usize,
    /// PERSON, COMPANY, GOV, ORG, MEDIA, GPE, LOC, GROUP, TECH, EVENT, AGREEMENT, WORK, DATE,
    /// MONEY, QUANTITY, SANCTION or FACILITY. A metonym is typed by what is meant.
    #[serde(rename = "type")]
    pub type_: String,
    /// How the thing is referred to.
    pub kind: Kind,
    /// `DocumentEntity::id`; shared by all mentions of one thing in the document.
    pub entity: String,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// By name, or a date, amount or quantity.
    #[serde(rename = "named")]
    Named,
    /// By description: "the company".
    #[serde(rename = "nom")]
    Nominal,
    /// By pronoun.
    #[serde(rename = "pro")]
    Pronoun,
    /// By adjective: "Chinese".
    #[serde(rename = "adj")]
    Adjective,
}

/// One thing that a document speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntity {
    /// Id inside this document, readable: `tiandy_technologies`.
    pub id: String,
    /// Mention type, see [`Mention::type_`].
    #[serde(rename = "type")]
    pub type_: String,
    /// The fullest name in the document, or the description where there is no name.
    pub name: String,
    /// All names as written, each once, the fullest first. Empty where the thing is unnamed.
    pub names: Vec<String>,
    /// Technology id of the taxonomy (`bio.face`) where this is a known technology.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technology: Option<String>,
    /// ISO 3166-1 alpha-2 codes of countries that the document connects with the thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Why this is a protected person (victim, protester, source): such a person is never
    /// screened, and is withheld from what is published. `None` where not protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protected: Option<String>,
}

/// One assertion of a document, with its proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Derived from document, predicate, parties, place and qualifiers.
    pub id: String,
    /// Who acts.
    pub subject: Slot,
    /// Name of a predicate of `crates/read/data/predicates.yml`.
    pub predicate: String,
    /// On whom or what.
    pub object: Slot,
    /// The exact text at `bstart..bend`.
    pub quote: String,
    /// Offset of the first byte of the quotation.
    pub bstart: usize,
    /// Offset behind the last byte of the quotation.
    pub bend: usize,
    /// How the text puts it.
    pub qualifiers: Qualifiers,
    /// The passage is damaged (machine translation, OCR).
    pub garbled: bool,
    /// How sure the rule is that the text says this, 0 to 1; not whether it is true.
    pub confidence: f64,
    /// Name of the rule that made the claim.
    pub rule: String,
}

/// A party of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// `DocumentEntity::id`, or [`UNKNOWN`].
    pub entity: String,
    /// Place of the words that stand for it, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bstart: Option<usize>,
    /// Offset behind the last byte of those words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bend: Option<usize>,
    /// Those words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// How a text puts a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualifiers {
    /// Said to be so, or said not to be so.
    pub polarity: Polarity,
    /// With what commitment.
    pub modality: Modality,
    /// By whose account, innermost source first; empty is the document's own voice.
    pub attribution: Vec<Attribution>,
    /// What the text attaches as time; in "last year a study found" it dates the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Qualifier>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Qualifier>,
    /// With which technology or product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technology: Option<Qualifier>,
    /// To what end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Qualifier>,
    /// How much or how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Qualifier>,
    /// For whose benefit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<Qualifier>,
    /// Through whom or what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Qualifier>,
    /// The words that weaken the claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hedge: Option<Qualifier>,
}

/// A qualifier's words and, where they have one, their normal form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualifier {
    /// The words of the text.
    pub text: String,
    /// ISO date or interval, number, currency and amount, technology id, entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub norm: Option<String>,
}

/// One step of "by whose account".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// `DocumentEntity::id` of the source.
    pub source: String,
    /// The words that name the source.
    pub source_text: String,
    /// The words that attribute: "said", "according to".
    pub cue: String,
}

/// Whether a claim is affirmed or negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// The text says that it is so.
    Positive,
    /// The text says that it is not so.
    Negative,
}

/// The commitment with which a claim is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words of the claim scheme, each its own explanation")]
pub enum Modality {
    Asserted,
    Hedged,
    Alleged,
    Planned,
    Future,
    Question,
    Opinion,
    Conditional,
    Denied,
}

impl Modality {
    /// The word of the claim scheme.
    pub fn word(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Hedged => "hedged",
            Modality::Alleged => "alleged",
            Modality::Planned => "planned",
            Modality::Future => "future",
            Modality::Question => "question",
            Modality::Opinion => "opinion",
            Modality::Conditional => "conditional",
            Modality::Denied => "denied",
        }
    }

    /// Whether the text commits itself to the thing having happened, plainly or by allegation.
    pub fn is_factual(self) -> bool {
        matches!(self, Modality::Asserted | Modality::Hedged | Modality::Alleged)
    }
}

impl Claim {
    /// Whether the quotation is the text at its place: the invariant of every claim, checked when
    /// one is made and again when one is loaded.
    pub fn quotes(&self, text: &str) -> bool {
        text.get(self.bstart..self.bend) == Some(self.quote.as_str())
    }
}
