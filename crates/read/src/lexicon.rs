//! The words and frames of a language, read from `data`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// A relation that a claim can state.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    /// What it means, in words between subject and object.
    pub means: String,
    /// The relation seen from the object.
    #[serde(default)]
    pub inverse: Option<String>,
    /// Whether subject and object may change places.
    #[serde(default)]
    pub symmetric: bool,
}

/// All predicates by name.
pub fn predicates() -> &'static BTreeMap<String, Predicate> {
    static PREDICATES: LazyLock<BTreeMap<String, Predicate>> =
        LazyLock::new(|| bundled(include_str!("../data/predicates.yml")));
    &PREDICATES
}

fn bundled<T: serde::de::DeserializeOwned>(yaml: &str) -> T {
    serde_saphyr::from_str(yaml).expect("every bundled data file is read by a test")
}

/// `words.yml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) determiners: HashSet<String>,
    pub(crate) prepositions: HashSet<String>,
    pub(crate) conjunctions: HashSet<String>,
    pub(crate) pronouns: HashSet<String>,
    pub(crate) auxiliaries: HashSet<String>,
    pub(crate) adverbs: HashSet<String>,
    /// Words that are often capital at the start of a sentence and are no names.
    pub(crate) plain_capitals: HashSet<String>,
    /// Words in capitals that name no party.
    pub(crate) not_names: HashSet<String>,
    pub(crate) titles: HashSet<String>,
    pub(crate) title_abbreviations: HashSet<String>,
    pub(crate) abbreviations: HashSet<String>,
    /// Words that link two parts of a name.
    pub(crate) name_links: HashSet<String>,
    /// First parts of names that may be linked.
    pub(crate) linked_heads: HashSet<String>,
    pub(crate) company_words: HashSet<String>,
    pub(crate) org_words: HashSet<String>,
    pub(crate) gov_words: HashSet<String>,
    pub(crate) media_words: HashSet<String>,
    pub(crate) place_words: HashSet<String>,
    pub(crate) event_words: HashSet<String>,
    pub(crate) agreement_words: HashSet<String>,
    pub(crate) groups: HashSet<String>,
    /// Mention type → nouns.
    pub(crate) heads: BTreeMap<String, HashSet<String>>,
    /// Part of a state → nouns for it.
    pub(crate) state_words: BTreeMap<String, HashSet<String>>,
    /// Adjectives by which a system is one of power and not a machine.
    pub(crate) state_modifiers: HashSet<String>,
    /// Nouns by which a text calls a company that it has named.
    pub(crate) self_nouns: HashSet<String>,
    pub(crate) months: Vec<String>,
    pub(crate) number_words: HashSet<String>,
    pub(crate) units: HashSet<String>,
    pub(crate) currencies: HashSet<String>,
    pub(crate) comparators: Vec<String>,
}

/// `reporting.yml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reporting {
    pub(crate) verbs: HashSet<String>,
    pub(crate) denying: HashSet<String>,
    pub(crate) asking: HashSet<String>,
    pub(crate) alleging: HashSet<String>,
    pub(crate) hedges: HashSet<String>,
    pub(crate) plans: Vec<String>,
    pub(crate) questions: HashSet<String>,
    pub(crate) conditions: Vec<String>,
    pub(crate) opinions: Vec<String>,
    pub(crate) negations: HashSet<String>,
    pub(crate) not_negations: Vec<String>,
}

/// What kind of sentence pattern a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FrameKind {
    Direct,
    Transfer,
    Instrument,
    Helps,
    LeadsIn,
    To,
    Place,
    Pact,
}

/// A frame of `frames.yml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frame {
    pub(crate) name: String,
    pub(crate) predicate: String,
    pub(crate) kind: FrameKind,
    pub(crate) verbs: Vec<String>,
    #[serde(default)]
    pub(crate) preposition: Vec<String>,
    #[serde(default)]
    pub(crate) objects: Vec<String>,
    /// In the passive, "on X" behind the verb is the object.
    #[serde(default)]
    pub(crate) passive_object: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    irregular: BTreeMap<String, [String; 2]>,
    others: Vec<String>,
}

/// The form in which a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Base,
    Present,
    Past,
    Participle,
    Ing,
}

/// A language's data, ready to be looked up.
pub(crate) struct Lexicon {
    pub(crate) words: Words,
    pub(crate) reporting: Reporting,
    pub(crate) frames: Vec<Frame>,
    /// First word of a frame's verb, in any form → (base, form).
    pub(crate) verb_forms: HashMap<String, Vec<(String, Form)>>,
    /// Base of the first word → (frame, words behind it).
    pub(crate) frames_by_verb: HashMap<String, Vec<(usize, Vec<String>)>>,
    /// Noun → mention type.
    pub(crate) head_types: HashMap<String, String>,
}

/// English.
pub(crate) fn english() -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
        let words: Words = bundled(include_str!("../data/en/words.yml"));
        let frames: Vec<Frame> = bundled(include_str!("../data/en/frames.yml"));
        let verbs: Verbs = bundled(include_str!("../data/en/verbs.yml"));
        let mut bases: HashSet<String> = verbs.others.iter().cloned().collect();
        bases.extend(verbs.irregular.keys().cloned());
        let mut frames_by_verb: HashMap<String, Vec<(usize, Vec<String>)>> = HashMap::new();
        for (place, frame) in frames.iter().enumerate() {
            for verb in &frame.verbs {
                let mut parts = verb.split(' ').map(str::to_string);
                let base = parts.next().unwrap_or_default();
                bases.insert(base.clone());
                frames_by_verb.entry(base).or_default().push((place, parts.collect()));
            }
        }
        // Longer phrases are tried first.
        frames_by_verb
            .values_mut()
            .for_each(|f| f.sort_by_key(|(_, rest)| std::cmp::Reverse(rest.len())));
        let mut verb_forms: HashMap<String, Vec<(String, Form)>> = HashMap::new();
        for base in bases {
            for (written, form) in forms(&base, verbs.irregular.get(&base)) {
                verb_forms.entry(written).or_default().push((base.clone(), form));
            }
        }
        let head_types = words
            .heads
            .iter()
            .flat_map(|(type_, nouns)| nouns.iter().map(move |noun| (noun.clone(), type_.clone())))
            .collect();
        let reporting = bundled(include_str!("../data/en/reporting.yml"));
        Lexicon { words, reporting, frames, verb_forms, frames_by_verb, head_types }
    });
    &ENGLISH
}

/// All forms of a verb by the rules of English spelling, or as the data says.
fn forms(base: &str, irregular: Option<&[String; 2]>) -> Vec<(String, Form)> {
    let vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = base.chars().collect();
    let ends = |ending: &str| base.ends_with(ending);
    let last_two = letters.len() >= 2
        && !vowel(letters[letters.len() - 1])
        && vowel(letters[letters.len() - 2]);
    let doubles = last_two
        && letters.len() <= 4
        && !ends("w")
        && !ends("x")
        && !ends("y")
        && letters.len() >= 3
        && !vowel(letters[letters.len() - 3]);
    let stem_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(vowel));
    let (s, ed, ing) = match (stem_y, base.strip_suffix('e')) {
        (Some(stem), _) => (format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing")),
        (_, Some(stem)) => (format!("{base}s"), format!("{base}d"), format!("{stem}ing")),
        _ if doubles => {
            let last = letters[letters.len() - 1];
            (format!("{base}s"), format!("{base}{last}ed"), format!("{base}{last}ing"))
        }
        _ if ends("s") || ends("sh") || ends("ch") || ends("x") || ends("o") => {
            (format!("{base}es"), format!("{base}ed"), format!("{base}ing"))
        }
        _ => (format!("{base}s"), format!("{base}ed"), format!("{base}ing")),
    };
    let (past, participle) = match irregular {
        Some([past, participle]) => (past.clone(), participle.clone()),
        None => (ed.clone(), ed),
    };
    vec![
        (base.to_string(), Form::Base),
        (s, Form::Present),
        (past, Form::Past),
        (participle, Form::Participle),
        (ing, Form::Ing),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_read_and_frames_state_known_predicates() {
        let english = english();
        for frame in &english.frames {
            assert!(predicates().contains_key(&frame.predicate), "{}", frame.predicate);
        }
        for predicate in predicates().values() {
            if let Some(inverse) = &predicate.inverse {
                assert!(predicates().contains_key(inverse), "{inverse}");
            }
            assert!(
                !predicate.means.is_empty()
                    && (!predicate.symmetric || predicate.inverse.is_none())
            );
        }
        assert!(english.words.months.len() == 12 && !english.reporting.hedges.is_empty());
    }

    #[test]
    fn verbs_take_their_forms() {
        let is = |written: &str, base: &str, form| {
            english().verb_forms[written].contains(&(base.to_string(), form))
        };
        assert!(is("supplied", "supply", Form::Participle));
        assert!(is("sold", "sell", Form::Past));
        assert!(is("using", "use", Form::Ing));
        assert!(is("crushes", "crush", Form::Present));
        assert!(is("helping", "help", Form::Ing));
    }
}
