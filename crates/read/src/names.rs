//! Finds names: runs of capitalised words, typed by their words and their surroundings.

use std::collections::HashMap;

use model::Countries;

use crate::lexicon::Lexicon;
use crate::tokens::{Sentence, Shape, Token};

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// First token.
    pub(crate) first: usize,
    /// Behind the last token.
    pub(crate) end: usize,
    /// Mention type.
    pub(crate) type_: String,
    /// An adjective of a country: "Chinese".
    pub(crate) adjective: bool,
    /// Code of the country that it is or belongs to.
    pub(crate) country: Option<String>,
}

/// Words of the text that are capitalised inside a sentence, and so are names even at its start.
pub(crate) struct Seen {
    inside: HashMap<String, usize>,
    small: HashMap<String, usize>,
}

impl Seen {
    /// Looks through all tokens once.
    pub(crate) fn new(tokens: &[Token], sentences: &[Sentence]) -> Seen {
        let mut seen = Seen { inside: HashMap::new(), small: HashMap::new() };
        for sentence in sentences {
            for place in sentence.first..sentence.end {
                let token = &tokens[place];
                let starts = place == sentence.first || tokens[place - 1].shape == Shape::Quote;
                match token.shape {
                    Shape::Capital if !starts => {
                        *seen.inside.entry(token.lower.clone()).or_default() += 1
                    }
                    Shape::Word => *seen.small.entry(token.lower.clone()).or_default() += 1,
                    _ => {}
                }
            }
        }
        seen
    }
}

/// The names of one sentence. `taken` tells tokens that are dates or amounts.
pub(crate) fn names(
    text: &str,
    tokens: &[Token],
    sentence: &Sentence,
    taken: &dyn Fn(usize) -> bool,
    seen: &Seen,
    lexicon: &Lexicon,
) -> Vec<Name> {
    let mut found = Vec::new();
    let mut place = sentence.first;
    while place < sentence.end {
        // A pronoun or article with a capital in the middle is damage, not a name.
        let small =
            |words: &std::collections::HashSet<String>| words.contains(&tokens[place].lower);
        let closed = small(&lexicon.words.pronouns)
            || small(&lexicon.words.determiners)
            || small(&lexicon.words.not_names);
        if tokens[place].shape != Shape::Capital || taken(place) || closed {
            place += 1;
            continue;
        }
        let end = run_end(text, tokens, place, sentence.end, taken, lexicon);
        for name in cut(text, tokens, place, end, sentence, seen, lexicon) {
            found.push(name);
        }
        place = end.max(place + 1);
    }
    found
}

/// Behind the last token of a run of capitalised words, linked parts included.
fn run_end(
    text: &str,
    tokens: &[Token],
    first: usize,
    limit: usize,
    taken: &dyn Fn(usize) -> bool,
    lexicon: &Lexicon,
) -> usize {
    let capital =
        |place: usize| place < limit && tokens[place].shape == Shape::Capital && !taken(place);
    let mut end = first + 1;
    loop {
        if capital(end) {
            end += 1;
            continue;
        }
        // "Foundation for Defense of Democracy", "Pike & Rowe".
        let linked = end < limit && lexicon.words.name_links.contains(&tokens[end].lower);
        let after = end + 1 + usize::from(end + 1 < limit && tokens[end + 1].lower == "the");
        let head = (first..end).any(|p| lexicon.words.linked_heads.contains(&tokens[p].lower));
        let ampersand = end < limit && tokens[end].lower == "&";
        if linked && capital(after) && (head || ampersand) {
            end = after + 1;
            continue;
        }
        // "People's Republic": a possessive inside a name of a state.
        let possessive = end + 1 < limit && tokens[end].shape == Shape::Possessive;
        if possessive
            && capital(end + 1)
            && lexicon.words.linked_heads.contains(&tokens[end + 1].lower)
        {
            let whole = &text[tokens[first].start..tokens[end + 1].end];
            if Countries::bundled().by_name(&tokens[first].lower).is_none()
                && whole.contains("Republic")
            {
                end += 2;
                continue;
            }
        }
        // "Biden administration": a name and what it is of.
        let of_office = matches!(
            tokens.get(end).map(|t| t.lower.as_str()),
            Some("administration" | "minority" | "movement")
        ) && end < limit;
        if of_office && Countries::bundled().by_demonym(&tokens[first].lower).is_none() {
            let plain = lexicon.words.titles.contains(&capitalised(&tokens[first].lower));
            return if plain { end } else { end + 1 };
        }
        // "Washington, DC".
        let comma = end + 1 < limit && tokens[end].lower == "," && capital(end + 1);
        if comma {
            let whole = &text[tokens[first].start..tokens[end + 1].end];
            if Countries::bundled().by_capital(whole).is_some() {
                return end + 2;
            }
        }
        return end;
    }
}

/// Cuts a run into names: adjectives of countries and titles in front, known words left out.
fn cut(
    text: &str,
    tokens: &[Token],
    first: usize,
    end: usize,
    sentence: &Sentence,
    seen: &Seen,
    lexicon: &Lexicon,
) -> Vec<Name> {
    let countries = Countries::bundled();
    let words = &lexicon.words;
    let written = |a: usize, b: usize| &text[tokens[a].start..tokens[b - 1].end];
    let mut found = Vec::new();
    let mut start = first;
    let starts_sentence =
        |place: usize| place == sentence.first || tokens[place - 1].shape == Shape::Quote;
    if starts_sentence(start) && is_plain(tokens, start, end, seen, lexicon) {
        start += 1;
    }
    while start < end {
        let token = &tokens[start];
        // A country's adjective in front of other words stands on its own, unless the words behind
        // make an official name with it ("Chinese Academy").
        let demonym = countries.by_demonym(written(start, start + 1));
        let official =
            start + 1 < end && (start + 1..end).any(|p| is_institution(&tokens[p].lower, lexicon));
        let plural = token.lower.ends_with('s') && demonym.is_some() && start + 1 == end;
        if let Some(country) =
            demonym.filter(|_| !official && countries.by_name(written(start, end)).is_none())
        {
            let (type_, adjective) = if plural { ("GROUP", false) } else { ("GPE", true) };
            let country = Some(country.code.clone());
            found.push(Name {
                first: start,
                end: start + 1,
                type_: type_.to_string(),
                adjective,
                country,
            });
            start += 1;
            continue;
        }
        if words.titles.contains(written(start, start + 1)) && start + 1 < end {
            start += 1;
            continue;
        }
        break;
    }
    if start < end && !(start + 1 == end && words.titles.contains(written(start, end))) {
        let (type_, country) =
            name_type(tokens, start, end, written(start, end), sentence, lexicon);
        found.push(Name { first: start, end, type_, adjective: false, country });
    }
    found
}

fn is_institution(word: &str, lexicon: &Lexicon) -> bool {
    let words = &lexicon.words;
    words.org_words.contains(word) || words.gov_words.contains(word) && word != "government"
}

/// Whether a capital at the start of a sentence is only that.
fn is_plain(tokens: &[Token], place: usize, end: usize, seen: &Seen, lexicon: &Lexicon) -> bool {
    let lower = &tokens[place].lower;
    let words = &lexicon.words;
    let countries = Countries::bundled();
    if seen.inside.contains_key(lower)
        || countries.by_name(lower).is_some()
        || countries.by_demonym(lower).is_some()
        || countries.by_capital(lower).is_some()
        || words.groups.contains(&capitalised(lower))
    {
        return false;
    }
    let known = words.plain_capitals.contains(lower)
        || words.determiners.contains(lower)
        || words.prepositions.contains(lower)
        || words.conjunctions.contains(lower)
        || words.pronouns.contains(lower)
        || words.auxiliaries.contains(lower)
        || words.adverbs.contains(lower)
        || lexicon.head_types.contains_key(lower)
        || lexicon.verb_forms.contains_key(lower)
        || lower.ends_with("ly")
        || seen.small.contains_key(lower);
    // An unknown word with a hyphen is a compound: "Phone-interception equipment".
    let compound = lower.contains('-') && place + 1 == end;
    known || compound
}

fn capitalised(lower: &str) -> String {
    let mut letters = lower.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Type and country of a name.
fn name_type(
    tokens: &[Token],
    first: usize,
    end: usize,
    written: &str,
    sentence: &Sentence,
    lexicon: &Lexicon,
) -> (String, Option<String>) {
    let countries = Countries::bundled();
    let words = &lexicon.words;
    let typed = |type_: &str| (type_.to_string(), None);
    if let Some(country) = countries.by_name(written) {
        return ("GPE".to_string(), Some(country.code.clone()));
    }
    let last = tokens[end - 1].lower.as_str();
    let before = if first > sentence.first { tokens[first - 1].lower.as_str() } else { "" };
    if let Some(country) = countries.by_capital(written) {
        // A capital that acts is its government; one that something is in is a city.
        let place = matches!(before, "in" | "at" | "from" | "near" | "to") || written.contains(',');
        let type_ = if place { "GPE" } else { "GOV" };
        return (type_.to_string(), Some(country.code.clone()));
    }
    let any = |set: &std::collections::HashSet<String>| {
        (first..end).any(|p| set.contains(&tokens[p].lower))
    };
    if any(&words.groups.iter().map(|g| g.to_lowercase()).collect()) && !any(&words.place_words) {
        return typed("GROUP");
    }
    let next = tokens.get(end).map_or("", |token| token.lower.as_str());
    let titled = !before.is_empty()
        && (words.titles.contains(&capitalised(before))
            || words.title_abbreviations.contains(&capitalised(before)));
    let long = end - first >= 2;
    match () {
        () if titled
            || words
                .title_abbreviations
                .contains(&capitalised(tokens[first].lower.trim_end_matches('.'))) =>
        {
            typed("PERSON")
        }
        () if words.media_words.contains(last) => typed("MEDIA"),
        () if long && words.company_words.contains(last) => typed("COMPANY"),
        () if words.event_words.contains(next) || words.event_words.contains(last) => {
            typed("EVENT")
        }
        () if long && any(&words.place_words) => typed("GPE"),
        () if (long && any(&words.gov_words)) || words.gov_words.contains(next) => typed("GOV"),
        () if long && any(&words.org_words) => typed("ORG"),
        () if words.agreement_words.contains(last) => typed("AGREEMENT"),
        () if next == "minority" || next == "people" => typed("GROUP"),
        () if written.contains('&') => typed("COMPANY"),
        () if is_acronym(written) => typed("ORG"),
        () if written.split(' ').any(is_acronym) => typed("COMPANY"),
        () if end - first == 2 || end - first == 3 => typed("PERSON"),
        () if matches!(before, "in" | "at" | "of" | "near" | "-") && !long => typed("GPE"),
        () => typed("COMPANY"),
    }
}

fn is_acronym(written: &str) -> bool {
    written.len() >= 2 && written.chars().all(|c| c.is_uppercase() || c == '.')
}
