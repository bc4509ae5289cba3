//! Weighs evidence that two records are of one party, in log2 odds (Fellegi and Sunter, 1969).
//!
//! The weight is the sum of the reasons' weights, the score its logistic. What agreeing words say
//! together is bounded, so that a long name that lacks one telling word does not drown the lack.
//! A pure function of query, candidate and `data/weights.yml`.

use std::sync::LazyLock;

use model::Reason;
use names::{Comparison, Means, Name, NameKind, Pair, Role, Word};
use serde::Deserialize;

use crate::query::{Query, kind_of};
use crate::stored::{NameRole, Stored};

/// `data/weights.yml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    prior: f64,
    agreement_max: f64,
    whole_name_min: f64,
    same_word_share: f64,
    pub(crate) rarity_max: f64,
    rarity_default: f64,
    left_over: LeftOver,
    weak_alias: f64,
    previous_name: f64,
    kind_differs: f64,
    country_same: f64,
    country_differs: f64,
    birth_same_day: f64,
    birth_same_year: f64,
    birth_differs: f64,
    identifier_same: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOver {
    core: f64,
    core_rarity: f64,
    core_max: f64,
    person_one_sided: f64,
    father_one_sided: f64,
    place: f64,
    realm_missing: f64,
    places_differ: f64,
    class: f64,
    classes_differ: f64,
    legal_form: f64,
    number: f64,
    small: f64,
    title: f64,
    initial: f64,
    initials_differ: f64,
}

/// The weights that ship with daylight.
pub(crate) fn weights() -> &'static Weights {
    static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
        serde_saphyr::from_str(include_str!("../data/weights.yml"))
            .expect("the bundled weights are read by a test")
    });
    &WEIGHTS
}

/// How rare a word is, in bits: the less frequent among names, the more its agreement says.
pub(crate) type Rarity<'a> = dyn Fn(&str) -> f64 + Sync + 'a;

/// Compares two names on their own. Returns the score, 0 to 1, and the reasons, whose weights add
/// up to the match weight.
pub fn compare_names(left: &str, right: &str, schema: Option<&str>) -> (f64, Vec<Reason>) {
    let kind = schema.map_or(NameKind::Unknown, kind_of);
    let [left, right] = [left, right].map(|name| names::parse(name, kind));
    let rarity = |_: &str| weights().rarity_default;
    let reasons = name_reasons(&left, &right, &rarity);
    (score(total(&reasons)), reasons)
}

/// The sum of the reasons' weights.
pub(crate) fn total(reasons: &[Reason]) -> f64 {
    reasons.iter().map(|reason| reason.weight).sum()
}

/// The logistic of a match weight in log2 odds.
pub(crate) fn score(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

fn reason(kind: &str, weight: f64, text: String) -> Reason {
    Reason { kind: kind.to_string(), text, weight }
}

/// What two names say for and against being of one party, the prior among it.
pub(crate) fn name_reasons(query: &Name, candidate: &Name, rarity: &Rarity) -> Vec<Reason> {
    let weights = weights();
    let compared = names::compare(query, candidate);
    let mut reasons = Vec::new();
    let mut agreement = 0.0;
    for pair in &compared.pairs {
        let reason = agreement_of(pair, query, candidate, rarity);
        agreement += reason.weight;
        reasons.push(reason);
    }
    let bound = if is_whole(&compared, query) {
        agreement.max(weights.whole_name_min).min(weights.agreement_max)
    } else {
        agreement.min(weights.agreement_max)
    };
    if bound != agreement && agreement > 0.0 {
        let share = bound / agreement;
        reasons.iter_mut().for_each(|reason| reason.weight *= share);
    }
    reasons.extend(left_over(&compared, query, candidate, rarity));
    let prior = "before looking: few names that share a part are of one party".to_string();
    reasons.push(reason("prior", weights.prior, prior));
    reasons
}

/// Whether two names are the same word by word, so that however common its words are an entry is
/// found by its own name. One word may be any person's.
fn is_whole(compared: &Comparison, query: &Name) -> bool {
    let same = compared.pairs.iter().all(|pair| pair.means == Means::Same);
    let nothing_over = compared.left_over.is_empty() && compared.right_over.is_empty();
    same && nothing_over && (query.kind != NameKind::Person || compared.pairs.len() >= 2)
}

fn agreement_of(pair: &Pair, query: &Name, candidate: &Name, rarity: &Rarity) -> Reason {
    let weights = weights();
    let bits = |name: &Name, places: &[usize]| -> f64 {
        places.iter().map(|place| worth(&name.words[*place], rarity)).sum()
    };
    // The commoner of the two counts: a rare misspelling of a common word is not rare.
    let bits = bits(query, &pair.left).min(bits(candidate, &pair.right));
    let bits = bits.min(weights.rarity_max);
    let [left, right] = [(query, &pair.left), (candidate, &pair.right)].map(|(name, places)| {
        let words: Vec<&str> =
            places.iter().map(|place| name.words[*place].written.as_str()).collect();
        words.join(" ")
    });
    let (kind, text) = match pair.means {
        Means::Same => ("same", format!("“{left}” in both")),
        Means::Transliterated => ("transliterated", format!("“{left}” and “{right}” read alike")),
        Means::Spelling => {
            ("spelling", format!("“{left}” and “{right}” are spellings of one sound"))
        }
        Means::Abbreviation => {
            ("abbreviation", format!("“{left}” and “{right}” are short and long for one word"))
        }
        Means::Form => ("form", format!("“{left}” and “{right}” are forms of one word")),
        Means::Nickname => {
            ("nickname", format!("“{left}” and “{right}” are forms of one given name"))
        }
        Means::Typo => ("typo", format!("“{left}” and “{right}” differ by a typing error")),
        Means::Initial => ("initial", format!("“{left}” and “{right}”: a first letter")),
        Means::Joined => {
            ("joined", format!("“{left}” and “{right}” are written apart and together"))
        }
    };
    let weight = bits * weights.same_word_share * pair.quality;
    reason(kind, weight, format!("{text}; rarity {bits:.0} bits"))
}

/// What the agreement of a word is worth at most, in bits.
fn worth(word: &Word, rarity: &Rarity) -> f64 {
    let bits = rarity(&word.latin);
    match word.role {
        Role::Core | Role::Patronymic | Role::Number => bits,
        Role::Realm => bits.min(6.0),
        Role::Place => bits.min(3.0),
        Role::Class => bits.min(1.5),
        Role::Initial => bits.min(2.0),
        Role::LegalForm | Role::Small | Role::Title => bits.min(0.3),
    }
}

/// Which side of a comparison a word is left over on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Query,
    Entry,
}

/// What is left over on the two sides together, by which one word more or less is judged.
struct Left {
    /// Two names of persons that share at least two telling words, where one has some more.
    is_fuller_person: bool,
    places: bool,
    classes: bool,
    initials: bool,
    fathers: bool,
}

fn left_over(
    compared: &Comparison,
    query: &Name,
    candidate: &Name,
    rarity: &Rarity,
) -> Vec<Reason> {
    let sides = [
        (query, &compared.left_over, Side::Query, "only asked for"),
        (candidate, &compared.right_over, Side::Entry, "only in the entry"),
    ];
    let both = |roles: &[Role]| {
        sides.iter().all(|(name, over, ..)| {
            over.iter().any(|place| roles.contains(&name.words[*place].role))
        })
    };
    let telling = |pair: &&Pair| is_telling(query.words[pair.left[0]].role);
    let person = [query.kind, candidate.kind].contains(&NameKind::Person);
    let cores = both(&[Role::Core, Role::Patronymic]);
    let left = Left {
        is_fuller_person: person && !cores && compared.pairs.iter().filter(telling).count() >= 2,
        places: both(&[Role::Place, Role::Realm]),
        classes: both(&[Role::Class]),
        initials: both(&[Role::Initial]),
        fathers: both(&[Role::Patronymic]),
    };
    let mut reasons = Vec::new();
    for (name, over, side, whose) in sides {
        for place in over {
            let word = &name.words[*place];
            let weight = left_weight(word, side, &left, rarity);
            reasons.push(reason("left_over", weight, format!("“{}” {whose}", word.written)));
        }
    }
    reasons
}

/// What it weighs that a word met nothing in the other name.
fn left_weight(word: &Word, side: Side, left: &Left, rarity: &Rarity) -> f64 {
    let weights = &weights().left_over;
    match word.role {
        Role::Patronymic if left.is_fuller_person && !left.fathers => weights.father_one_sided,
        Role::Core if left.is_fuller_person => weights.person_one_sided,
        Role::Core | Role::Patronymic => {
            let more = weights.core_rarity * rarity(&word.latin);
            (weights.core - more).max(weights.core_max)
        }
        Role::Place | Role::Realm if left.places => weights.places_differ / 2.0,
        Role::Realm if side == Side::Entry => weights.realm_missing,
        Role::Place | Role::Realm => weights.place,
        Role::Class if left.classes => weights.classes_differ,
        Role::Class => weights.class,
        Role::LegalForm => weights.legal_form,
        Role::Number => weights.number,
        Role::Small => weights.small,
        Role::Title => weights.title,
        Role::Initial if left.initials => weights.initials_differ,
        Role::Initial => weights.initial,
    }
}

fn is_telling(role: Role) -> bool {
    matches!(role, Role::Core | Role::Patronymic)
}

/// What else is known, beside the names.
pub(crate) fn other_reasons(query: &Query, role: NameRole, entry: &Stored) -> Vec<Reason> {
    let weights = weights();
    let mut reasons = Vec::new();
    match role {
        NameRole::Weak => {
            reasons.push(reason(
                "weak_alias",
                weights.weak_alias,
                "the name is a weak alias".into(),
            ));
        }
        NameRole::Previous => {
            reasons.push(reason(
                "previous",
                weights.previous_name,
                "the name is a former one".into(),
            ));
        }
        NameRole::Name | NameRole::Alias => {}
    }
    let (asked, held) = (query.kind(), kind_of(&entry.schema));
    if asked != NameKind::Unknown && held != NameKind::Unknown && asked != held {
        let text = format!(
            "a {} was asked for, the entry is a {}",
            query.schema.as_deref().unwrap_or(""),
            entry.schema
        );
        reasons.push(reason("schema", weights.kind_differs, text));
    }
    if !query.countries.is_empty() && !entry.countries.is_empty() {
        let shared = query.countries.iter().find(|country| entry.countries.contains(country));
        reasons.push(match shared {
            Some(country) => reason("country", weights.country_same, format!("both of {country}")),
            None => {
                let text =
                    format!("{} and {}", query.countries.join(", "), entry.countries.join(", "));
                reason("country", weights.country_differs, format!("other countries: {text}"))
            }
        });
    }
    reasons.extend(birth_reason(query, entry));
    let same = query
        .identifiers
        .iter()
        .map(|id| crate::build::bare(id))
        .find(|id| entry.identifiers.contains(id));
    if let Some(id) = same {
        reasons.push(reason("identifier", weights.identifier_same, format!("same number {id}")));
    }
    reasons
}

fn birth_reason(query: &Query, entry: &Stored) -> Option<Reason> {
    let weights = weights();
    let asked = query.birth_date?;
    let best = entry.births.iter().max_by_key(|held| {
        (held.year() == asked.year(), held.month() == asked.month(), held.day() == asked.day())
    })?;
    let text = format!("dates {asked} and {best}");
    let overlap = asked.possibly_by(*best) && best.possibly_by(asked);
    let (weight, what) = match (overlap, asked.day().is_some() && best.day().is_some()) {
        (true, true) => (weights.birth_same_day, "same day"),
        (true, false) => (weights.birth_same_year, "may be the same"),
        // One year apart is a common slip; the day and month then agree.
        (false, _)
            if asked.month() == best.month()
                && asked.day() == best.day()
                && asked.day().is_some() =>
        {
            return None;
        }
        (false, _) => (weights.birth_differs, "differ"),
    };
    Some(reason("birth_date", weight, format!("{text}: {what}")))
}
