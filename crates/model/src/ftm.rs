//! Reads and writes entities as FollowTheMoney JSON without loss.
//!
//! The form is `{"id", "schema", "properties": {name: [values]}, ...}` (followthemoney.tech). Keys
//! and values that daylight has no place for are kept in `Entity::extra` and written back.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::entity::{Entity, Statement};
use crate::origin::Origin;
use crate::schema::Schemata;

/// Key under which property values that are not strings wait in `Entity::extra`.
const OTHER_VALUES: &str = "daylight:properties";

/// Why a JSON value is not an entity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FtmError {
    /// It is not a JSON object.
    #[error("expected an entity object, found {0}")]
    NotAnObject(&'static str),
    /// A field that every entity has is missing or of another type.
    #[error("entity has no {0} of the right type")]
    Field(&'static str),
}

/// Collects the names that the schemata do not know, each once.
#[derive(Debug, Default)]
pub struct Unknown {
    seen: BTreeSet<String>,
}

impl Unknown {
    /// Notes what `entity` has that `schemata` does not know. Returns a sentence for each name
    /// that was not noted before.
    pub fn note(&mut self, entity: &Entity, schemata: &Schemata) -> Vec<String> {
        if schemata.get(&entity.schema).is_none() {
            let sentence = format!("schema {} is not known: kept as it is", entity.schema);
            return self
                .seen
                .insert(entity.schema.clone())
                .then_some(sentence)
                .into_iter()
                .collect();
        }
        let properties: BTreeSet<&str> = entity.statements.iter().map(|s| &*s.property).collect();
        properties
            .into_iter()
            .filter(|property| schemata.property(&entity.schema, property).is_none())
            .map(|property| format!("{}.{property}", entity.schema))
            .filter(|name| self.seen.insert(name.clone()))
            .map(|name| format!("property {name} is not known: kept as it is"))
            .collect()
    }
}

/// Reads one entity; each property value becomes a statement of that origin.
///
/// # Errors
/// Where the value is no object, or has no `id`, `schema` or `properties` of the right type.
pub fn from_json(value: Value, origin: &Origin) -> Result<Entity, FtmError> {
    let mut fields = match value {
        Value::Object(fields) => fields,
        Value::Array(_) => return Err(FtmError::NotAnObject("an array")),
        Value::String(_) => return Err(FtmError::NotAnObject("a string")),
        _ => return Err(FtmError::NotAnObject("a number, true, false or null")),
    };
    let mut text = |field: &'static str| match fields.shift_remove(field) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        _ => Err(FtmError::Field(field)),
    };
    let (id, schema) = (text("id")?, text("schema")?);
    let Some(Value::Object(properties)) = fields.shift_remove("properties") else {
        return Err(FtmError::Field("properties"));
    };
    let mut entity = Entity { id, schema, statements: Vec::new(), extra: fields };
    let mut others = Map::new();
    for (property, values) in properties {
        match values {
            Value::Array(values) if values.iter().all(Value::is_string) && !values.is_empty() => {
                entity.statements.extend(values.iter().filter_map(Value::as_str).map(|value| {
                    Statement {
                        property: property.as_str().into(),
                        value: value.to_string(),
                        original: None,
                        origin: origin.clone(),
                    }
                }));
            }
            other => drop(others.insert(property, other)),
        }
    }
    if !others.is_empty() {
        entity.extra.insert(OTHER_VALUES.to_string(), Value::Object(others));
    }
    Ok(entity)
}

/// Writes one entity. `from_json` and `to_json` undo each other.
pub fn to_json(entity: &Entity) -> Value {
    let mut properties = Map::new();
    for statement in &entity.statements {
        let values = properties.entry(&*statement.property).or_insert_with(|| json!([]));
        if let Value::Array(values) = values {
            values.push(json!(statement.value));
        }
    }
    let mut fields = Map::new();
    fields.insert("id".to_string(), json!(entity.id));
    fields.insert("schema".to_string(), json!(entity.schema));
    for (key, value) in &entity.extra {
        match value {
            Value::Object(others) if key == OTHER_VALUES => {
                properties.extend(others.iter().map(|(k, v)| (k.clone(), v.clone())));
            }
            _ => drop(fields.insert(key.clone(), value.clone())),
        }
    }
    fields.insert("properties".to_string(), Value::Object(properties));
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn origin() -> Origin {
        Origin::Given { source: "test".into() }
    }

    #[test]
    fn nothing_is_lost() {
        let value = json!({
            "id": "x-1", "caption": "Acme", "schema": "Starship", "referents": ["y"],
            "target": true, "first_seen": "2024-01-01", "score": 0.5,
            "properties": {
                "name": ["Acme", "ACME"], "warp": ["9"], "empty": [],
                "ownershipOwner": [{"id": "z", "schema": "Ownership", "properties": {}}]
            }
        });
        let entity = from_json(value.clone(), &origin()).unwrap();
        assert_eq!(to_json(&entity), value);
        assert_eq!(entity.values("name").count(), 2);
    }

    #[test]
    fn unknown_names_are_told_once() {
        let mut unknown = Unknown::default();
        let mut entity = Entity::new("a", "Company");
        entity.add("name", "Acme", &origin());
        entity.add("warp", "9", &origin());
        assert_eq!(unknown.note(&entity, Schemata::bundled()).len(), 1);
        assert_eq!(unknown.note(&entity, Schemata::bundled()).len(), 0);
        let ship = Entity::new("b", "Starship");
        assert_eq!(unknown.note(&ship, Schemata::bundled()).len(), 1);
    }

    #[test]
    fn wrong_form_is_named() {
        let wrong = |value| from_json(value, &origin()).unwrap_err().to_string();
        assert!(wrong(json!([])).contains("an array"));
        assert!(wrong(json!({"id": "a", "properties": {}})).contains("schema"));
        assert!(wrong(json!({"id": "a", "schema": "Thing"})).contains("properties"));
    }

    proptest! {
        #[test]
        fn round_trip(values in prop::collection::btree_map(
            "[a-z]{1,8}", prop::collection::vec(".{0,12}", 1..4), 0..5
        )) {
            let value = json!({"id": "a", "schema": "Thing", "properties": values});
            let entity = from_json(value.clone(), &origin()).unwrap();
            prop_assert_eq!(to_json(&entity), value);
        }
    }
}
