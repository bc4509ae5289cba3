//! Instruments of the law as data: limbs, elements, and the patterns that evidence must fit.
//!
//! Adding an instrument is adding a file below `criteria` and naming it here.

use std::sync::LazyLock;

use model::{Confidence, PartialDate, id};
use serde::Deserialize;

/// One instrument.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Stable id: `US-EO13553`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Citation.
    pub citation: String,
    /// Who decides.
    pub decider: String,
    /// What a listing under it does.
    pub effect: String,
    /// How well the file is checked against the law's own text.
    pub confidence: Confidence,
    /// Cautions and open questions.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Spells of force, in order.
    pub force: Vec<Force>,
    /// Alternatives; one is enough.
    pub limb: Vec<LimbPattern>,
}

/// A spell of time and what holds in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Force {
    /// First day.
    pub from: PartialDate,
    /// `in force`, or what else holds: `suspended`, `not known`.
    pub state: String,
}

/// One alternative.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimbPattern {
    /// `A`, `B`, ...
    pub id: String,
    /// What it asks for.
    pub text: String,
    /// All of them are needed.
    pub element: Vec<ElementPattern>,
}

/// One condition and how it is looked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElementPattern {
    /// Id inside the limb.
    pub id: String,
    /// What must be shown.
    pub text: String,
    /// How it is looked for.
    pub kind: ElementKind,
    /// Predicates of the claims that count.
    #[serde(default)]
    pub predicates: Vec<String>,
    /// Where the subject stands in the claim.
    #[serde(default)]
    pub role: Role,
    /// Types that the other party may have; empty allows all.
    #[serde(default)]
    pub counterpart_types: Vec<String>,
    /// Countries that the other party may be of; empty allows all.
    #[serde(default)]
    pub counterpart_countries: Vec<String>,
    /// Beginnings of technology ids that count; empty allows all.
    #[serde(default)]
    pub technologies: Vec<String>,
    /// Lists on which an entry counts. For a date: the other party must have such an entry, so that
    /// the date is that of the conduct that counts.
    #[serde(default)]
    pub lists: Vec<String>,
    /// Programme tags of which an entry must carry one; empty allows all.
    #[serde(default)]
    pub programs: Vec<String>,
    /// Telling words of the names that the statute itself gives: a party whose name has one of them
    /// whole is met, whatever legal form follows.
    #[serde(default)]
    pub names: Vec<String>,
    /// Countries of the subject.
    #[serde(default)]
    pub countries: Vec<String>,
    /// First day that counts.
    pub after: Option<PartialDate>,
    /// Least share of ownership, 0 to 1.
    pub share_min: Option<f64>,
    /// What one more fact would complete it.
    pub needs: String,
}

/// How an element is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementKind {
    /// A claim of the documents.
    Claim,
    /// The other party of such a claim is on a list.
    CounterpartListed,
    /// Such a claim carries a date of its own.
    Dated,
    /// The subject is on a list.
    Listed,
    /// The subject is one that the statute names.
    Named,
    /// The subject is of a country.
    SubjectCountry,
    /// An owner of the subject is on a list.
    OwnerListed,
    /// Such owners' shares add up.
    OwnerShare,
    /// Outside what documents and lists of a case can show.
    Beyond,
}

/// Where the subject stands in a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It acts.
    #[default]
    Subject,
    /// It is acted on.
    Object,
    /// It acts, or its technology is what somebody acts with.
    SubjectOrMeans,
}

/// Why a criteria file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CriteriaError {
    /// It is not of the form of [`Instrument`].
    #[error("criteria file {file}: {cause}")]
    Form {
        /// Which file.
        file: String,
        /// What is wrong, with its place.
        cause: toml::de::Error,
    },
    /// An element lacks what its kind is looked for by, and would never find anything.
    #[error("criteria file {file}: element {limb}.{element}: {missing} is empty")]
    Missing {
        /// Which file.
        file: String,
        /// Limb.
        limb: String,
        /// Element.
        element: String,
        /// The field.
        missing: &'static str,
    },
}

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../criteria/", $path)))),+]
    };
}

/// Every bundled file: path below `criteria`, and text.
const FILES: &[(&str, &str)] = files![
    "eu/359-2011.toml",
    "us/cisada-105a.toml",
    "us/ear-744-11.toml",
    "us/eo-13553.toml",
    "us/eo-13606.toml",
    "us/eo-13818.toml",
    "us/ndaa-889.toml",
    "us/ns-cmic.toml",
    "us/ofac-50.toml",
    "us/uflpa.toml",
];

/// Reads one criteria file.
///
/// # Errors
/// Where it is not of the form of [`Instrument`], or an element cannot be looked for.
pub fn from_toml(file: &str, text: &str) -> Result<Instrument, CriteriaError> {
    let instrument: Instrument = toml::from_str(text)
        .map_err(|cause| CriteriaError::Form { file: file.to_string(), cause })?;
    for limb in &instrument.limb {
        for element in &limb.element {
            if let Some(missing) = missing(element) {
                let (limb, element) = (limb.id.clone(), element.id.clone());
                return Err(CriteriaError::Missing {
                    file: file.to_string(),
                    limb,
                    element,
                    missing,
                });
            }
        }
    }
    Ok(instrument)
}

/// The field that an element of its kind cannot do without and has not.
fn missing(element: &ElementPattern) -> Option<&'static str> {
    let predicates = element.predicates.is_empty().then_some("predicates");
    let lists = element.lists.is_empty().then_some("lists");
    let missing = match element.kind {
        ElementKind::Claim | ElementKind::Dated => predicates,
        ElementKind::CounterpartListed => predicates.or(lists),
        ElementKind::Listed | ElementKind::OwnerListed => lists,
        ElementKind::OwnerShare => lists.or(element.share_min.is_none().then_some("share_min")),
        ElementKind::Named => element.names.is_empty().then_some("names"),
        ElementKind::SubjectCountry => element.countries.is_empty().then_some("countries"),
        ElementKind::Beyond => None,
    };
    missing.or(element.needs.is_empty().then_some("needs"))
}

/// The instruments that ship with daylight, by id.
///
/// # Panics
/// Never: a test reads every bundled file.
pub fn bundled() -> &'static [Instrument] {
    static BUNDLED: LazyLock<Vec<Instrument>> = LazyLock::new(|| {
        let read = |(file, text): &(&str, &str)| {
            from_toml(file, text).expect("a test reads every bundled criteria file")
        };
        let mut all: Vec<Instrument> = FILES.iter().map(read).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    });
    &BUNDLED
}

/// SHA-256 over all bundled files: which criteria a finding rests on.
pub fn sha256() -> String {
    let all: String = FILES.iter().flat_map(|(file, text)| [*file, "\n", *text]).collect();
    id::sha256(all.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_named() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("criteria");
        let mut count = 0;
        for jurisdiction in std::fs::read_dir(folder).unwrap() {
            count += std::fs::read_dir(jurisdiction.unwrap().path()).unwrap().count();
        }
        assert_eq!(count, bundled().len(), "a file is not named in FILES");
        for instrument in bundled() {
            assert!(
                !instrument.limb.is_empty() && !instrument.force.is_empty(),
                "{}",
                instrument.id
            );
        }
    }

    #[test]
    fn an_unknown_kind_is_refused_with_its_place() {
        let text = FILES[0].1.replace("kind = \"claim\"", "kind = \"feeling\"");
        let error = from_toml("eu/x.toml", &text).unwrap_err().to_string();
        assert!(error.contains("eu/x.toml") && error.contains("feeling"), "{error}");
    }

    #[test]
    fn an_element_that_cannot_be_looked_for_is_refused() {
        let text = FILES[0].1.replacen("predicates = [", "technologies = [", 1);
        let error = from_toml("eu/x.toml", &text).unwrap_err().to_string();
        assert!(error.contains("eu/x.toml") && error.contains("predicates is empty"), "{error}");
    }

    /// Only predicates that readers of documents know can ever be met.
    #[test]
    fn predicates_and_technologies_are_known() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let predicates = std::fs::read_to_string(file.join("../read/data/predicates.yml")).unwrap();
        let technologies = &model::Taxonomy::bundled().technologies;
        for instrument in bundled() {
            for element in instrument.limb.iter().flat_map(|limb| &limb.element) {
                for predicate in &element.predicates {
                    let known = predicates.lines().any(|l| l.starts_with(&format!("{predicate}:")));
                    assert!(known, "{}: {predicate}", instrument.id);
                }
                for start in &element.technologies {
                    let known = technologies.iter().any(|t| t.id.starts_with(start.as_str()));
                    assert!(known, "{}: {start}", instrument.id);
                }
            }
        }
    }

    /// Instruments, lists and tags are data: none of them is named in code.
    #[test]
    fn no_law_is_named_in_code() {
        let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let code: String = ["evaluate.rs", "evaluate/claims.rs", "evaluate/listed.rs"]
            .iter()
            .chain(&["evaluate/owned.rs", "graph.rs"])
            .map(|file| std::fs::read_to_string(source.join(file)).unwrap())
            .collect();
        for instrument in bundled() {
            let elements = instrument.limb.iter().flat_map(|limb| &limb.element);
            let words = elements.flat_map(|e| e.lists.iter().chain(&e.programs).chain(&e.names));
            for word in words.chain([&instrument.id]) {
                assert!(!code.contains(word.as_str()), "{word} stands in code");
            }
        }
    }
}
