//! Compares two parsed names word by word and says which words met, and how.
//!
//! Words pair off best first, each once (after Monge and Elkan, KDD 1996, one to one). A word may
//! also meet two or three neighbours written together. The quality of a meeting is a share of the
//! evidence that the same word would be; weighing it is left to the caller.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapidfuzz::distance::osa;

use crate::parse::{Name, NameKind, Reading, Role, Word};
use crate::rewrite::without_servant;

/// Letters that a word must have for each edit it may absorb, by hand: below, an edit is evidence
/// of another name.
const LETTERS_PER_EDIT: usize = 4;
/// What an edit takes from the quality, as a multiple of its share of the letters; by hand, so that
/// two edits in six letters are no longer worth a look on their own.
const EDIT_SHARE: f64 = 1.2;
/// The same where a word is known by its syllables or its consonants only: an edit says more there.
const SIGNS_PER_EDIT: usize = 6;
/// The same for two words of consonants only, counted as written.
const CONSONANTS_PER_EDIT: usize = 5;
/// Most neighbours that are read as one word.
const JOINED_MAX: usize = 4;
/// Endings of the same word in another form; by hand, English.
const FORMS: [&str; 9] = ["s", "n", "ian", "an", "ns", "ies", "ese", "i", "es"];

/// How two words met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Means {
    /// The same letters.
    Same,
    /// The same in another script.
    Transliterated,
    /// Spelled otherwise: the consonants agree.
    Spelling,
    /// Short and long, or number and word: grp, group; II, 2.
    Abbreviation,
    /// Another form of the same word: guard, guards; Iran, Iranian.
    Form,
    /// Another form of the same given name.
    Nickname,
    /// A typing error.
    Typo,
    /// A first letter for a name.
    Initial,
    /// Written together in one and apart in the other.
    Joined,
}

/// Words that met: places in the two names' words, and the quality of the meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Places in the left name's words.
    pub left: Vec<usize>,
    /// Places in the right name's words.
    pub right: Vec<usize>,
    /// How they met.
    pub means: Means,
    /// 0 to 1: 1 is the same word.
    pub quality: f64,
}

/// What met and what is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Words that met, best first.
    pub pairs: Vec<Pair>,
    /// Places of the left name's words that met nothing.
    pub left_over: Vec<usize>,
    /// Places of the right name's words that met nothing.
    pub right_over: Vec<usize>,
}

/// Compares two names. The order of the arguments does not matter but for left and right.
pub fn compare(left: &Name, right: &Name) -> Comparison {
    let person = left.kind == NameKind::Person || right.kind == NameKind::Person;
    let has_father = |name: &Name| name.of_role(Role::Patronymic).next().is_some();
    let fathers = has_father(left) && has_father(right);
    let mut options = Vec::new();
    for (i, l) in left.words.iter().enumerate() {
        for (j, r) in right.words.iter().enumerate() {
            // Where both name the father, father and child are not exchanged.
            if fathers && (l.role == Role::Patronymic) != (r.role == Role::Patronymic) {
                continue;
            }
            if let Some((means, quality)) = meet(l, r, person) {
                options.push(Pair { left: vec![i], right: vec![j], means, quality });
            }
        }
    }
    joined(left, right, &mut options, false);
    joined(right, left, &mut options, true);
    // Better first; then more words; then nearer places, so that the order is one.
    options.sort_by(|a, b| {
        let words = |pair: &Pair| pair.left.len() + pair.right.len();
        let apart = |pair: &Pair| pair.left[0].abs_diff(pair.right[0]);
        b.quality.total_cmp(&a.quality).then(words(b).cmp(&words(a))).then(apart(a).cmp(&apart(b)))
    });
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut left_met, mut right_met) =
        (vec![false; left.words.len()], vec![false; right.words.len()]);
    for option in options {
        let taken =
            option.left.iter().any(|i| left_met[*i]) || option.right.iter().any(|j| right_met[*j]);
        if !taken {
            option.left.iter().for_each(|i| left_met[*i] = true);
            option.right.iter().for_each(|j| right_met[*j] = true);
            pairs.push(option);
        }
    }
    let over = |met: Vec<bool>| (0..met.len()).filter(|place| !met[*place]).collect();
    Comparison { pairs, left_over: over(left_met), right_over: over(right_met) }
}

/// How two words meet, and how well; `None` where they do not.
fn meet(left: &Word, right: &Word, person: bool) -> Option<(Means, f64)> {
    if left.latin == right.latin {
        return Some(same(left, right));
    }
    if [left.role, right.role].contains(&Role::Number) {
        return None; // Two and three are not the same, however alike they are written.
    }
    let initial = |a: &Word, b: &Word| a.role == Role::Initial && b.latin.starts_with(&a.latin);
    if person && (initial(left, right) || initial(right, left)) {
        return Some((Means::Initial, 0.4));
    }
    if [left.role, right.role].contains(&Role::Initial) {
        return None;
    }
    if person && same_given_name(&left.latin, &right.latin) {
        return Some((Means::Nickname, 0.8));
    }
    if is_form(&left.latin, &right.latin) || is_form(&right.latin, &left.latin) {
        return Some((Means::Form, 0.85));
    }
    let halves = |a: &Word, b: &Word| without_servant(&a.latin) == Some(b.latin.as_str());
    if person && (halves(left, right) || halves(right, left)) {
        return Some((Means::Form, 0.8)); // Abdul Hanif, Hanif.
    }
    spelled(left, right)
}

/// Words that are read the same.
fn same(left: &Word, right: &Word) -> (Means, f64) {
    let ascii = left.written.is_ascii() && right.written.is_ascii();
    match left.written == right.written {
        true => (Means::Same, 1.0),
        false if ascii => (Means::Abbreviation, 0.95),
        false => (Means::Transliterated, 0.95),
    }
}

/// Words that are written otherwise: another spelling of the sound, or a typing error.
fn spelled(left: &Word, right: &Word) -> Option<(Means, f64)> {
    let letters = left.latin.len().min(right.latin.len());
    let alike = left.skeleton == right.skeleton && left.skeleton.len() >= 2;
    let readings = [left.reading, right.reading];
    let consonants = readings.iter().filter(|r| **r == Reading::Consonants).count();
    if consonants == 1 && alike && left.skeleton.len() >= 3 {
        return Some((Means::Transliterated, 0.75));
    }
    if consonants == 2 {
        // Every written letter counts: Ahmad and Muhammad differ by one.
        let letters = left.written.chars().count().min(right.written.chars().count());
        let edits = osa::distance(left.written.chars(), right.written.chars());
        return typo(edits, letters / CONSONANTS_PER_EDIT, letters, Means::Typo);
    }
    let edits_max = if readings.contains(&Reading::Syllables) {
        letters / SIGNS_PER_EDIT
    } else {
        letters / LETTERS_PER_EDIT
            + usize::from(alike && letters >= 4 && left.latin[..1] == right.latin[..1])
    };
    if edits_max == 0 || left.latin.len().abs_diff(right.latin.len()) > edits_max {
        return None;
    }
    let edits = osa::distance(left.latin.chars(), right.latin.chars());
    typo(edits, edits_max, letters, if alike { Means::Spelling } else { Means::Typo })
}

fn typo(edits: usize, edits_max: usize, letters: usize, means: Means) -> Option<(Means, f64)> {
    let base = if means == Means::Spelling { 0.85 } else { 0.7 };
    let share = edits as f64 / letters.max(1) as f64;
    (edits <= edits_max).then(|| (means, (base - share * EDIT_SHARE).max(0.2)))
}

/// Whether `long` is `short` with an ending of the same word.
fn is_form(short: &str, long: &str) -> bool {
    let stem = short.strip_suffix('y').filter(|_| long.ends_with("ies")).unwrap_or(short);
    stem.len() >= 4 && long.strip_prefix(stem).is_some_and(|rest| FORMS.contains(&rest))
}

fn same_given_name(left: &str, right: &str) -> bool {
    static GROUPS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
        let groups: Vec<Vec<String>> =
            serde_saphyr::from_str(include_str!("../data/given_names.yml"))
                .expect("the bundled given names are read by a test");
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, names) in groups.into_iter().enumerate() {
            for name in names {
                by_name.entry(name).or_default().push(place);
            }
        }
        by_name
    });
    let groups = |name: &str| GROUPS.get(name).map(Vec::as_slice).unwrap_or_default();
    groups(left).iter().any(|group| groups(right).contains(group))
}

/// Neighbours of `many` that together are a word of `one`.
fn joined(many: &Name, one: &Name, options: &mut Vec<Pair>, turned: bool) {
    for (place, word) in one.words.iter().enumerate() {
        if word.latin.len() < 4 {
            continue;
        }
        for start in 0..many.words.len() {
            let mut together = String::new();
            for end in start..many.words.len().min(start + JOINED_MAX) {
                together.push_str(&many.words[end].latin);
                if together.len() > word.latin.len() {
                    break;
                }
                if end > start && together == word.latin {
                    let several: Vec<usize> = (start..=end).collect();
                    let (left, right) =
                        if turned { (vec![place], several) } else { (several, vec![place]) };
                    options.push(Pair { left, right, means: Means::Joined, quality: 0.97 });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use proptest::prelude::*;

    #[track_caller]
    fn check(left: &str, right: &str, kind: NameKind, means: &[Means], over: [usize; 2]) {
        let compared = compare(&parse(left, kind), &parse(right, kind));
        let found: Vec<Means> = compared.pairs.iter().map(|pair| pair.means).collect();
        assert_eq!(found, means, "{left} / {right}");
        assert_eq!([compared.left_over.len(), compared.right_over.len()], over, "{left} / {right}");
    }

    #[test]
    fn fathers_are_not_children() {
        use Means::{Same, Spelling};
        use NameKind::Person;
        let salman = "Salman bin Muhammad al-Rawi";
        check(salman, "Muhammad bin Salman al-Rawi", Person, &[Same, Same, Same], [2, 2]);
        check(salman, "Salman ibn Muhammad al-Rawi", Person, &[Same; 4], [1, 1]);
        check(salman, "Salman Muhammad al-Rawi", Person, &[Same; 4], [1, 0]); // Only one says so.
        let laden = "Usama bin Muhammad bin Awad bin Ladin";
        check("Osama bin Laden", laden, Person, &[Same, Means::Nickname, Spelling], [0, 4]);
    }

    #[test]
    fn scripts_without_vowels() {
        use Means::{Same, Transliterated};
        use NameKind::{Organization, Person};
        check("أحمد علي", "محمد علي", Person, &[Same], [1, 1]); // Ahmad is not Muhammad.
        check("علی رضایی", "Ali Rezaei", Person, &[Transliterated; 2], [0, 0]);
        check("کزبر", "Kazbar", Person, &[Transliterated], [0, 0]); // In no table.
        check("کزبر", "کزمر", Person, &[], [1, 1]);
        check("中兴通讯", "Chengxing", Organization, &[], [2, 1]); // Syllables are known.
        check("中兴通讯", "ZTE", Organization, &[Transliterated], [1, 0]);
    }

    #[test]
    fn table() {
        use Means::{Abbreviation, Form, Initial, Joined, Nickname, Same, Spelling, Typo};
        use NameKind::{Organization, Person};
        check("Tiandy", "Tiandi", Organization, &[Spelling], [0, 0]);
        check("天地伟业", "Tiandi Weiye", Organization, &[Joined], [0, 0]);
        check("John Smith", "Jon Smith", Person, &[Same, Nickname], [0, 0]);
        check("J. Smith", "John Smith", Person, &[Same, Initial], [0, 0]);
        check(
            "Bowne Global Denmark",
            "Bowne Global II Denmark",
            Organization,
            &[Same, Same, Same],
            [0, 1],
        );
        check("Revolutionary Guards", "Revolutionary Guard", Organization, &[Same, Form], [0, 0]);
        check("Hikvison", "Hikvision", Organization, &[Spelling], [0, 0]); // A vowel is missing.
        check("Hikvisoin", "Hikvosion", Organization, &[Spelling], [0, 0]);
        check("Singleton", "Simgleton", Organization, &[Typo], [0, 0]);
        check(
            "Haige Comm Grp",
            "Haige Communication Group",
            Organization,
            &[Same, Abbreviation, Form],
            [0, 0],
        );
        check("Brigade Forty-Four", "Brigade 44", Organization, &[Same, Abbreviation], [0, 0]);
        check("Li Wei", "Le Wei", Person, &[Same], [1, 1]); // Two letters: no edit allowed.
    }

    proptest! {
        #[test]
        fn symmetric(left in "[a-d ]{0,14}", right in "[a-d ]{0,14}") {
            let [left, right] = [left, right].map(|name| parse(&name, NameKind::Organization));
            let (there, back) = (compare(&left, &right), compare(&right, &left));
            let sum = |c: &Comparison| c.pairs.iter().map(|pair| pair.quality).sum::<f64>();
            prop_assert!((sum(&there) - sum(&back)).abs() < 1e-9);
        }

        #[test]
        fn any_text_is_parsed(text in ".{0,60}") {
            let name = parse(&text, NameKind::Unknown);
            prop_assert!(name.words.iter().all(|word| !word.latin.is_empty()));
            let same = compare(&name, &name);
            prop_assert!(same.left_over.is_empty() && same.right_over.is_empty());
        }
    }
}
