//! What is asked.

use model::PartialDate;
use names::NameKind;

/// One name to be looked for, with what else is known of the party.
#[derive(Clone, Debug)]
pub struct Query {
    /// The name as written.
    pub name: String,
    /// Schema name, such as `Person` or `Company`, where known.
    pub schema: Option<String>,
    /// ISO 3166-1 alpha-2 codes, lower case.
    pub countries: Vec<String>,
    /// Date of birth or incorporation.
    pub birth_date: Option<PartialDate>,
    /// Numbers of documents or registers, as written.
    pub identifiers: Vec<String>,
}

/// How much is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Least score of a match, 0 to 1.
    pub threshold: f64,
    /// Most matches.
    pub limit: usize,
}

impl Query {
    /// A name with nothing else known.
    pub fn name(name: &str) -> Query {
        Query {
            name: name.to_string(),
            schema: None,
            countries: Vec::new(),
            birth_date: None,
            identifiers: Vec::new(),
        }
    }

    /// What kind of thing the name is of.
    pub(crate) fn kind(&self) -> NameKind {
        self.schema.as_deref().map_or(NameKind::Unknown, kind_of)
    }
}

impl Options {
    /// Matches worth a person's look, the ten best.
    pub fn standard() -> Options {
        Options { threshold: 0.7, limit: 10 }
    }
}

/// What kind of name things of a schema have.
pub(crate) fn kind_of(schema: &str) -> NameKind {
    let schemata = model::Schemata::bundled();
    let is = |ancestor| schemata.is_a(schema, ancestor);
    match schema {
        _ if is("Person") => NameKind::Person,
        _ if is("Vehicle") => NameKind::Vessel,
        _ if is("Organization") || is("Asset") => NameKind::Organization,
        _ => NameKind::Unknown,
    }
}
