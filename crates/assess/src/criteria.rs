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
    /// Lists on which an entry counts.
    #[serde(default)]
    pub lists: Vec<String>,
    /// Programme tags of which an entry must carry one; empty allows all.
    #[serde(default)]
    pub programs: Vec<String>,
    /// Names that the statute itself gives.
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
    /// Either.
    Any,
}

/// Why a criteria file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("criteria file {file}: {cause}")]
pub struct CriteriaError {
    /// Which file.
    pub file: String,
    /// What is wrong, with its place.
    pub cause: toml::de::Error,
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
/// Where it is not of the form of [`Instrument`], with the place.
pub fn from_toml(file: &str, text: &str) -> Result<Instrument, CriteriaError> {
    toml::from_str(text).map_err(|cause| CriteriaError { file: file.to_string(), cause })
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
}
