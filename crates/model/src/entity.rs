//! An entity as a set of statements, after FollowTheMoney (followthemoney.tech).

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::id;
use crate::origin::Origin;

/// One thing in the world as one source describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Id from the source where it has one (`ofac-10391`), else derived from content.
    pub id: String,
    /// Name of a schema, not always one that `Schemata` knows.
    pub schema: String,
    /// What is said of the entity, in the order of the source.
    pub statements: Vec<Statement>,
    /// What the source's record held besides: unknown top-level keys and property values that are
    /// not strings, as they were.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// One property value of an entity, with its origin.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Statement {
    /// Property name, such as `name` or `birthDate`.
    pub property: Arc<str>,
    /// The value in normal form.
    pub value: String,
    /// The value as the source wrote it, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Entity {
    /// An entity without statements.
    pub fn new(id: impl Into<String>, schema: impl Into<String>) -> Entity {
        Entity { id: id.into(), schema: schema.into(), statements: Vec::new(), extra: Map::new() }
    }

    /// Adds a value whose normal form is its written form. Surrounding white space is dropped and
    /// remembered; a value that is empty or there already is not added.
    pub fn add(&mut self, property: &str, value: &str, origin: &Origin) {
        self.add_cleaned(property, value.trim(), value, origin);
    }

    /// Adds a value in normal form with the form in which the source wrote it.
    pub fn add_cleaned(&mut self, property: &str, value: &str, original: &str, origin: &Origin) {
        let known = |s: &Statement| &*s.property == property && s.value == value;
        if value.is_empty() || self.statements.iter().any(known) {
            return;
        }
        self.statements.push(Statement {
            property: property.into(),
            value: value.to_string(),
            original: (original != value).then(|| original.to_string()),
            origin: origin.clone(),
        });
    }

    /// The values of one property, in order.
    pub fn values<'a>(&'a self, property: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.statements.iter().filter(move |s| &*s.property == property).map(|s| s.value.as_str())
    }

    /// The first value of one property.
    pub fn first(&self, property: &str) -> Option<&str> {
        self.statements.iter().find(|s| &*s.property == property).map(|s| s.value.as_str())
    }

    /// The name to show: the first `name`, else the first alias, else the id.
    pub fn caption(&self) -> &str {
        ["name", "alias", "weakAlias", "title", "summary"]
            .iter()
            .find_map(|property| self.first(property))
            .unwrap_or(&self.id)
    }
}

impl Statement {
    /// The id of this statement about that entity: derived from entity, property, value, origin.
    pub fn id(&self, entity_id: &str) -> String {
        let origin = match &self.origin {
            Origin::ListRow { list, file, row } => format!("{list}|{file}|{row}"),
            Origin::Quote { document, start, end } => format!("{document}|{start}|{end}"),
            Origin::Given { source } => source.to_string(),
        };
        id::of(&[entity_id, &self.property, &self.value, &origin])
    }
}
