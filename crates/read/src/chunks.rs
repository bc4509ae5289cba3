//! Noun phrases: where they begin and end, their head, and what stands in front of them.

use crate::lexicon::{Form, Lexicon};
use crate::names::Name;
use crate::spans::Span;
use crate::tokens::{Sentence, Shape, Token};

/// What a token does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Determiner,
    Preposition,
    Conjunction,
    Pronoun,
    Auxiliary,
    Adverb,
    Verb,
    Noun,
    Possessive,
    Mark,
}

/// A noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// First token, the determiner included.
    pub(crate) first: usize,
    /// Behind the last token.
    pub(crate) end: usize,
    /// Token of its last noun.
    pub(crate) head: usize,
    /// Place of the preposition right in front of it.
    pub(crate) preposition: Option<usize>,
    /// It is a pronoun, or a possessive one in front of a noun.
    pub(crate) pronoun: bool,
}

/// Tags every token of a sentence.
pub(crate) fn tags(
    tokens: &[Token],
    sentence: &Sentence,
    names: &[Name],
    spans: &[Span],
    lexicon: &Lexicon,
) -> Vec<Tag> {
    let words = &lexicon.words;
    let mut tags: Vec<Tag> = Vec::with_capacity(sentence.end - sentence.first);
    for place in sentence.first..sentence.end {
        let token = &tokens[place];
        let inside = names.iter().any(|n| n.first <= place && place < n.end)
            || spans.iter().any(|s| s.first <= place && place < s.end);
        let previous = tags.last().copied();
        let lower = &token.lower;
        let tag = match token.shape {
            Shape::Quote | Shape::Mark => Tag::Mark,
            Shape::Possessive => Tag::Possessive,
            _ if inside => Tag::Noun,
            _ if lower == "that" && opens_clause(tokens, place, previous, lexicon) => {
                Tag::Conjunction
            }
            Shape::Number => Tag::Noun,
            _ if words.determiners.contains(lower) => Tag::Determiner,
            _ if words.pronouns.contains(lower) => Tag::Pronoun,
            _ if lower == "to" => Tag::Preposition,
            _ if words.auxiliaries.contains(lower) => Tag::Auxiliary,
            _ if words.conjunctions.contains(lower) => Tag::Conjunction,
            _ if words.prepositions.contains(lower) => Tag::Preposition,
            _ if words.adverbs.contains(lower) || is_ly_adverb(lower, lexicon) => Tag::Adverb,
            _ => match lexicon.verb_forms.get(lower) {
                Some(forms) if is_verb(tokens, place, sentence, previous, forms, lexicon) => {
                    Tag::Verb
                }
                _ => Tag::Noun,
            },
        };
        tags.push(tag);
    }
    tags
}

/// Adverbs by their ending; "supply" and "rely" are verbs.
fn is_ly_adverb(lower: &str, lexicon: &Lexicon) -> bool {
    lower.ends_with("ly") && lower.len() > 4 && !lexicon.verb_forms.contains_key(lower)
}

/// Whether "that" opens a clause: behind a reporting verb or a noun.
fn opens_clause(tokens: &[Token], place: usize, previous: Option<Tag>, lexicon: &Lexicon) -> bool {
    let before = place.checked_sub(1).map_or("", |p| tokens[p].lower.as_str());
    let reporting = &lexicon.reporting;
    let reports = [&reporting.verbs, &reporting.denying, &reporting.asking, &reporting.alleging];
    previous == Some(Tag::Noun) || reports.iter().any(|words| words.contains(before))
}

/// Whether a word that may be a verb is one here, by what stands around it.
fn is_verb(
    tokens: &[Token],
    place: usize,
    sentence: &Sentence,
    previous: Option<Tag>,
    forms: &[(String, Form)],
    lexicon: &Lexicon,
) -> bool {
    let has = |form: Form| forms.iter().any(|(_, f)| *f == form);
    let noun_too = lexicon.head_types.contains_key(&tokens[place].lower);
    let before = if place > sentence.first { tokens[place - 1].lower.as_str() } else { "" };
    let next = if place + 1 < sentence.end { tokens[place + 1].lower.as_str() } else { "" };
    let opens = lexicon.words.determiners.contains(next)
        || lexicon.words.prepositions.contains(next)
        || lexicon.words.pronouns.contains(next)
        || tokens
            .get(place + 1)
            .is_some_and(|t| t.shape == Shape::Capital || t.shape == Shape::Number);
    match previous {
        Some(Tag::Determiner | Tag::Possessive) => {
            has(Form::Ing) && opens && next != "of" && !noun_too
        }
        Some(Tag::Preposition) if before == "to" => has(Form::Base) || has(Form::Ing),
        Some(Tag::Preposition) => has(Form::Ing),
        Some(Tag::Auxiliary | Tag::Pronoun | Tag::Adverb) => true,
        Some(Tag::Conjunction) => {
            has(Form::Ing) || has(Form::Past) || has(Form::Present) || has(Form::Base) && !noun_too
        }
        None => has(Form::Ing) || has(Form::Past),
        Some(Tag::Mark) => has(Form::Ing) || has(Form::Participle) || has(Form::Present) && opens,
        Some(Tag::Verb) => has(Form::Ing),
        Some(Tag::Noun) if has(Form::Ing) => opens || next.is_empty() || next == "to",
        Some(Tag::Noun) if has(Form::Past) || has(Form::Participle) => true,
        // "the company develops": a singular in front agrees with the present.
        Some(Tag::Noun) if has(Form::Present) && !noun_too && !before.ends_with('s') => true,
        // "the report stresses." ends with its verb.
        Some(Tag::Noun)
            if has(Form::Present)
                && lexicon.reporting.verbs.contains(&tokens[place].lower)
                && matches!(next, "." | "," | "") =>
        {
            true
        }
        // A plural noun may look like a verb in the present: "plans", "protests".
        Some(Tag::Noun) => !noun_too && (opens || has(Form::Base) || next == "that"),
    }
}

/// The noun phrases of a sentence, in order. A possessive joins: "Iran's clerical elite" is one.
pub(crate) fn chunks(
    tokens: &[Token],
    sentence: &Sentence,
    tags: &[Tag],
    names: &[Name],
    spans: &[Span],
) -> Vec<Chunk> {
    let bounds = Bounds { tokens, sentence, tags, names, spans };
    let tag = |place: usize| bounds.tag(place);
    let mut found: Vec<Chunk> = Vec::new();
    let mut place = sentence.first;
    while place < sentence.end {
        let begins = matches!(tag(place), Tag::Determiner | Tag::Noun | Tag::Pronoun)
            || bounds.whole(place).is_some();
        let first = place;
        place = match (begins, tag(place)) {
            (false, _) | (_, Tag::Pronoun) => place + 1,
            _ => bounds.phrase_end(place).max(place + 1),
        };
        if !begins {
            continue;
        }
        let mut end = place;
        while end > first + 1
            && (tokens[end - 1].shape == Shape::Quote || tag(end - 1) == Tag::Possessive)
        {
            end -= 1;
        }
        let before = first.checked_sub(1).filter(|p| *p >= sentence.first);
        found.push(Chunk {
            first,
            end,
            head: end - 1,
            preposition: before.filter(|p| tag(*p) == Tag::Preposition),
            pronoun: tag(first) == Tag::Pronoun,
        });
    }
    found
}

/// What decides how far a noun phrase goes.
struct Bounds<'a> {
    tokens: &'a [Token],
    sentence: &'a Sentence,
    tags: &'a [Tag],
    names: &'a [Name],
    spans: &'a [Span],
}

impl Bounds<'_> {
    fn tag(&self, place: usize) -> Tag {
        self.tags[place - self.sentence.first]
    }

    /// The end of a name or amount that begins at a place: it is never cut, whatever its words are.
    fn whole(&self, place: usize) -> Option<usize> {
        let name = self.names.iter().find(|n| n.first == place && !n.adjective).map(|n| n.end);
        name.or_else(|| self.spans.iter().find(|s| s.first == place).map(|s| s.end))
    }

    /// Behind the last token of the phrase that begins at a place.
    fn phrase_end(&self, first: usize) -> usize {
        let mut place = first;
        let mut adverbs = 0;
        while place < self.sentence.end {
            // "a survey last year": the date behind a noun is no part of the phrase.
            let dated = self.spans.iter().any(|s| s.first == place && s.type_ == "DATE");
            if dated && place > first {
                break;
            }
            if let Some(end) = self.whole(place) {
                place = end;
                if dated {
                    break;
                }
                continue;
            }
            let inner = place + 1 < self.sentence.end;
            let goes_on = match self.tag(place) {
                Tag::Noun | Tag::Possessive => true,
                Tag::Determiner => place == first || self.tag(place - 1) == Tag::Determiner,
                Tag::Adverb if adverbs == 0 && self.tag(first) == Tag::Determiner && inner => {
                    adverbs += 1;
                    self.tag(place + 1) == Tag::Noun
                }
                _ => {
                    self.tokens[place].shape == Shape::Quote
                        && place > first
                        && inner
                        && matches!(self.tag(place + 1), Tag::Noun | Tag::Possessive)
                        && matches!(self.tag(place - 1), Tag::Noun | Tag::Determiner)
                }
            };
            if !goes_on {
                break;
            }
            place += 1;
        }
        place
    }
}
