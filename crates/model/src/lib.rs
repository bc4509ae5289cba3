//! Holds what daylight believes and from where: entities as sets of statements, each with a source.
//!
//! Every noun that is stored or handed from one engine to another is defined here; the verbs live
//! in the crates above. The crate does no IO, reads no clock and draws no random number; ids
//! derive from content.
//!
//! Module order (a → b: a may import b): `case` → `finding` → `party` → `listing` → `ftm` →
//! `entity` → `claim` → `document` → `taxonomy` → `country` → `schema` → `origin` → `date` → `id`

pub mod case;
pub mod claim;
pub mod country;
pub mod date;
pub mod document;
pub mod entity;
pub mod finding;
pub mod ftm;
pub mod id;
pub mod listing;
pub mod origin;
pub mod party;
pub mod schema;
pub mod taxonomy;

pub use case::{Capture, LedgerEntry, Outcome};
pub use claim::{
    Attribution, Claim, DocumentEntity, Kind, Mention, Modality, Polarity, Qualifier, Qualifiers,
    Reading, Slot, UNKNOWN,
};
pub use country::{Countries, Country};
pub use date::PartialDate;
pub use document::{Document, Passage};
pub use entity::{Entity, Statement};
pub use finding::{
    Assessment, Confidence, Element, Evidence, InstrumentFinding, Limb, Related, Status, Subject,
};
pub use listing::{
    Completeness, Dated, ListEntry, ListFile, ListInfo, ListMatrix, ListRow, ListSnapshot,
    ListStatus, ListedEntry, Listing, Match, Reason, Refusal, RowWarning,
};
pub use origin::Origin;
pub use party::{Member, Party};
pub use schema::{Property, Schema, Schemata};
pub use taxonomy::Taxonomy;
