//! The kinds of things that daylight knows, and their properties, read from `data/schemata.yml`.
//!
//! The names are FollowTheMoney's where it has one. Entities of other schemata, and properties that
//! are not in the file, are kept as they are; the reader is told once of each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// A kind of thing or relation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Name for people.
    pub label: String,
    /// Parents, whose properties it has too.
    #[serde(default)]
    pub extends: Vec<String>,
    /// Whether things of this kind may be screened.
    #[serde(default)]
    pub matchable: bool,
    /// For a relation: the properties that hold its source and its target.
    #[serde(default)]
    pub edge: Option<[String; 2]>,
    /// Own properties, without the inherited ones.
    #[serde(default)]
    pub properties: BTreeMap<String, Property>,
}

/// What a property holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "WrittenProperty")]
pub struct Property {
    /// `name`, `date`, `country`, `identifier`, `entity`, `topic`, `url`, `text`, `string` or
    /// `number`.
    pub type_: String,
    /// For an entity reference: the schema of what it points to.
    pub range: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenProperty {
    Short(String),
    Long {
        #[serde(rename = "type")]
        type_: String,
        range: Option<String>,
    },
}

impl From<WrittenProperty> for Property {
    fn from(written: WrittenProperty) -> Property {
        match written {
            WrittenProperty::Short(type_) => Property { type_, range: None },
            WrittenProperty::Long { type_, range } => Property { type_, range },
        }
    }
}

/// All schemata by name.
#[derive(Clone, Debug)]
pub struct Schemata {
    by_name: BTreeMap<String, Schema>,
}

/// Why a schemata file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SchemataError {
    /// It is not YAML of the expected form.
    #[error("schemata file: {0}")]
    Form(#[from] serde_saphyr::Error),
    /// A schema names a parent or range that the file does not have.
    #[error("schemata file: {schema} names {missing}, which is not in the file")]
    Missing {
        /// The schema that names it.
        schema: String,
        /// The name.
        missing: String,
    },
    /// Inheritance runs in a circle.
    #[error("schemata file: {0} extends itself")]
    Circle(String),
}

impl Schemata {
    /// The schemata that ship with daylight.
    ///
    /// # Panics
    /// Never: a test reads the bundled file.
    pub fn bundled() -> &'static Schemata {
        static BUNDLED: LazyLock<Schemata> = LazyLock::new(|| {
            Schemata::from_yaml(include_str!("../data/schemata.yml"))
                .expect("the bundled schemata are read by a test")
        });
        &BUNDLED
    }

    /// Reads a schemata file and checks that it hangs together.
    ///
    /// # Errors
    /// See [`SchemataError`].
    pub fn from_yaml(yaml: &str) -> Result<Schemata, SchemataError> {
        let schemata = Schemata { by_name: serde_saphyr::from_str(yaml)? };
        for (name, schema) in &schemata.by_name {
            let ranges = schema.properties.values().filter_map(|p| p.range.as_ref());
            for other in schema.extends.iter().chain(ranges) {
                if !schemata.by_name.contains_key(other) {
                    let (schema, missing) = (name.clone(), other.clone());
                    return Err(SchemataError::Missing { schema, missing });
                }
            }
            if schema.extends.iter().any(|parent| schemata.is_a(parent, name)) {
                return Err(SchemataError::Circle(name.clone()));
            }
        }
        Ok(schemata)
    }

    /// The schema of that name.
    pub fn get(&self, name: &str) -> Option<&Schema> {
        self.by_name.get(name)
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Whether `name` is `ancestor` or inherits from it. An unknown schema is only itself.
    pub fn is_a(&self, name: &str, ancestor: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![name];
        while let Some(next) = open.pop() {
            if next == ancestor {
                return true;
            }
            if seen.insert(next) {
                let parents = self.get(next).map(|s| s.extends.as_slice()).unwrap_or_default();
                open.extend(parents.iter().map(String::as_str));
            }
        }
        false
    }

    /// The property of a schema, own or inherited.
    pub fn property(&self, schema: &str, property: &str) -> Option<&Property> {
        let schema = self.get(schema)?;
        schema
            .properties
            .get(property)
            .or_else(|| schema.extends.iter().find_map(|parent| self.property(parent, property)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_schemata_hang_together() {
        let schemata = Schemata::bundled();
        for name in "Thing LegalEntity Person Organization Company PublicBody Vessel Airplane \
         Address \
            Identification Passport Sanction Ownership Directorship Membership Employment Family \
            Associate Representation UnknownLink Succession Event Document Article Mention \
            Position \
            Occupancy Security CryptoWallet Technology Supply Deployment Use Agreement"
            .split_whitespace()
        {
            assert!(schemata.get(name).is_some(), "{name}");
        }
    }

    #[test]
    fn properties_are_inherited() {
        let schemata = Schemata::bundled();
        assert_eq!(schemata.property("Company", "name").unwrap().type_, "name");
        assert_eq!(
            schemata.property("Ownership", "owner").unwrap().range.as_deref(),
            Some("LegalEntity")
        );
        assert!(schemata.property("Company", "birthDate").is_none());
        assert!(schemata.is_a("Company", "Thing") && !schemata.is_a("Thing", "Company"));
    }

    #[test]
    fn edges_name_their_own_properties() {
        let schemata = Schemata::bundled();
        for name in schemata.names() {
            for property in schemata.get(name).unwrap().edge.iter().flatten() {
                assert!(schemata.property(name, property).is_some(), "{name}.{property}");
            }
        }
    }

    #[test]
    fn faults_are_named() {
        let missing = Schemata::from_yaml("A: {label: a, extends: [B]}").unwrap_err().to_string();
        assert!(missing.contains("A names B"), "{missing}");
        let circle = "A: {label: a, extends: [B]}\nB: {label: b, extends: [A]}";
        assert!(matches!(Schemata::from_yaml(circle), Err(SchemataError::Circle(_))));
        assert!(Schemata::from_yaml("A: {label: a, colour: red}").is_err());
    }
}
