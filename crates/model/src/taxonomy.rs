//! Technologies of surveillance and kinds of abuse, read from `data/taxonomy.yml`.
//!
//! The ids are stable and used by criteria, claims and dossiers; labels and synonyms are what
//! documents say.

use std::sync::LazyLock;

use serde::Deserialize;

/// The bundled taxonomy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taxonomy {
    /// Technologies, in the order of the file.
    pub technologies: Vec<Technology>,
    /// Abuses, in the order of the file.
    pub abuses: Vec<Abuse>,
}

/// A class of technology.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technology {
    /// `bio.face`; the part before the point is the family.
    pub id: String,
    /// English label.
    pub en: String,
    /// Chinese labels.
    #[serde(default)]
    pub zh: Vec<String>,
    /// Persian labels.
    #[serde(default)]
    pub fa: Vec<String>,
    /// Customs headings it is usually traded under; indicative.
    #[serde(default)]
    pub hs: String,
    /// Export control classes; indicative, they depend on parameters.
    #[serde(default)]
    pub eccn: String,
    /// What English documents call it besides the label, singular.
    #[serde(default)]
    pub synonyms: Vec<String>,
}

/// A kind of abuse.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abuse {
    /// `abuse.torture`.
    pub id: String,
    /// English label.
    pub en: String,
    /// Chinese labels.
    #[serde(default)]
    pub zh: Vec<String>,
    /// Persian labels.
    #[serde(default)]
    pub fa: Vec<String>,
    /// English words that point to it.
    #[serde(default)]
    pub cues: Vec<String>,
}

impl Taxonomy {
    /// The taxonomy that ships with daylight.
    ///
    /// # Panics
    /// Never: a test reads the bundled file.
    pub fn bundled() -> &'static Taxonomy {
        static BUNDLED: LazyLock<Taxonomy> = LazyLock::new(|| {
            serde_saphyr::from_str(include_str!("../data/taxonomy.yml"))
                .expect("the bundled taxonomy is read by a test")
        });
        &BUNDLED
    }

    /// The technology of that id.
    pub fn technology(&self, id: &str) -> Option<&Technology> {
        self.technologies.iter().find(|technology| technology.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_taxonomy_has_what_criteria_name() {
        let taxonomy = Taxonomy::bundled();
        assert_eq!(taxonomy.technology("bio.face").unwrap().zh[0], "人脸识别");
        assert_eq!(taxonomy.technologies.len(), 28);
        assert_eq!(taxonomy.abuses.len(), 14);
    }
}
