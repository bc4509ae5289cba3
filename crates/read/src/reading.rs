//! Reads a document: sentence by sentence what is mentioned, then what is claimed.

use std::collections::HashSet;

use model::{Claim, Document, Reading};

use crate::attribution::{self, Heard};
use crate::chunks::{self, Chunk, Tag};
use crate::claims::{self, Surroundings};
use crate::clauses::Scene;
use crate::coreference::{Entities, LITERAL, Parts};
use crate::lexicon::{Lexicon, english};
use crate::names::{self, Seen};
use crate::spans::{self, Span};
use crate::tokens::{self, Sentence, Shape, Token};
use crate::{apposition, frames, protect};

/// Tokens of a sentence that is read for claims; by hand: longer ones are tables or damage.
const SENTENCE_TOKENS_MAX: usize = 250;
/// Entities that a document may have before reading for further ones stops; by hand.
const ENTITIES_MAX: usize = 200_000;

/// What was found in one sentence.
struct Found {
    sentence: Sentence,
    spans: Vec<Span>,
    tags: Vec<Tag>,
    chunks: Vec<Chunk>,
    entities: Vec<usize>,
    garbled: bool,
}

/// Reads a document that was opened, with the warnings of its opening.
pub fn read(document: Document, warnings: Vec<String>) -> Reading {
    let lexicon = english();
    let mut entities = Entities::default();
    let mut claims = Vec::new();
    for passage in document.passages.iter().filter(|p| p.language == "en" || p.language == "und") {
        let text = document.text.as_str();
        let all = tokens::tokens(text, passage.start, passage.end);
        claims.extend(read_english(&document, &all, lexicon, &mut entities));
    }
    let mut list = entities.all;
    let mut mentions = entities.mentions;
    mentions.sort_by_key(|m| (m.bstart, std::cmp::Reverse(m.bend)));
    protect::mark(&mut list, &claims);
    // Phrases that no claim speaks of are not things of the document.
    let used: HashSet<&str> =
        claims.iter().flat_map(|c| [c.subject.entity.as_str(), c.object.entity.as_str()]).collect();
    list.retain(|entity| entity.type_ != LITERAL || used.contains(entity.id.as_str()));
    claims.sort_by(|a, b| (a.bstart, a.bend, &a.id).cmp(&(b.bstart, b.bend, &b.id)));
    for claim in &claims {
        assert!(claim.quotes(&document.text), "a claim's quotation is the text at its place");
    }
    Reading { document, mentions, claims, entities: list, warnings }
}

fn read_english(
    document: &Document,
    all: &[Token],
    lexicon: &Lexicon,
    entities: &mut Entities,
) -> Vec<Claim> {
    let text = document.text.as_str();
    let sentences = tokens::sentences(text, all, lexicon);
    entities.begin_passage();
    let seen = Seen::new(all, &sentences);
    let mut found = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if sentence.end - sentence.first > SENTENCE_TOKENS_MAX || entities.all.len() > ENTITIES_MAX
        {
            continue;
        }
        found.push(parse(text, all, sentence, number, &seen, lexicon, entities));
    }
    let mut heard = Vec::new();
    for one in &found {
        let scene = scene_of(text, all, one, lexicon);
        let (start, end) = scene.bytes(one.sentence.first, one.sentence.end);
        heard.push(Heard {
            start,
            end,
            paragraph: one.sentence.paragraph,
            accounts: attribution::accounts(&scene, entities),
            said: attribution::speakers(&scene, entities, lexicon),
        });
    }
    let quotations = attribution::quotations(text, all, &sentences);
    let quotes = attribution::quoted(&quotations, &heard);
    let mut claims = Vec::new();
    let mut ids = HashSet::new();
    for (one, heard) in found.iter().zip(&heard) {
        let scene = scene_of(text, all, one, lexicon);
        let near = Surroundings {
            accounts: &heard.accounts,
            quotes: &quotes,
            spans: &one.spans,
            garbled: one.garbled,
            document: &document.id,
        };
        let drafts = frames::drafts(&scene, entities)
            .into_iter()
            .chain(apposition::drafts(&scene, entities));
        for draft in drafts {
            let claim = claims::claim(&draft, &scene, entities, &near);
            claims.extend(claim.filter(|claim| ids.insert(same_claim(claim))));
        }
    }
    claims
}

/// What makes two claims of one sentence the same.
fn same_claim(claim: &Claim) -> (usize, String, String, String) {
    let parts = (&claim.predicate, &claim.subject.entity, &claim.object.entity);
    (claim.bstart, parts.0.clone(), parts.1.clone(), parts.2.clone())
}

fn scene_of<'a>(
    text: &'a str,
    tokens: &'a [Token],
    found: &'a Found,
    lexicon: &'a Lexicon,
) -> Scene<'a> {
    Scene {
        text,
        tokens,
        sentence: &found.sentence,
        tags: &found.tags,
        chunks: &found.chunks,
        entities: &found.entities,
        lexicon,
    }
}

fn parse(
    text: &str,
    all: &[Token],
    sentence: &Sentence,
    number: usize,
    seen: &Seen,
    lexicon: &Lexicon,
    entities: &mut Entities,
) -> Found {
    let mut spans = spans::spans(&all[sentence.first..sentence.end], lexicon);
    for span in &mut spans {
        span.first += sentence.first;
        span.end += sentence.first;
    }
    let taken =
        |place: usize| spans.iter().any(|s| s.type_ != "TECH" && s.first <= place && place < s.end);
    let names = names::names(text, all, sentence, &taken, seen, lexicon);
    let tags = chunks::tags(all, sentence, &names, &spans, lexicon);
    let chunks = chunks::chunks(all, sentence, &tags, &names, &spans);
    let parts = Parts {
        text,
        tokens: all,
        names: &names,
        spans: &spans,
        chunks: &chunks,
        lexicon,
        sentence: number,
    };
    let (_, ids) = entities.resolve(&parts);
    let garbled = is_garbled(all, sentence, &tags);
    let found = Found { sentence: sentence.clone(), spans, tags, chunks, entities: ids, garbled };
    let scene = scene_of(text, all, &found, lexicon);
    if let Some(first) = scene.verbs().first() {
        for subject in scene.subjects(first) {
            entities.was_subject(found.entities[subject], number);
        }
    }
    found
}

/// Signs of machine translation gone wrong or of bad recognition: a sentence that begins with a
/// verb in small letters, a fragment of a pronoun and a verb, a capital pronoun in the middle.
fn is_garbled(all: &[Token], sentence: &Sentence, tags: &[Tag]) -> bool {
    let tokens = &all[sentence.first..sentence.end];
    let short = tokens.len() <= 4;
    let fragment = short && tags.contains(&Tag::Pronoun) && tags.contains(&Tag::Verb);
    let small_start = tokens.first().is_some_and(|t| t.shape == Shape::Word);
    let glued = tokens.windows(2).enumerate().any(|(place, pair)| {
        place > 0
            && pair[1].shape == Shape::Capital
            && matches!(pair[1].lower.as_str(), "it" | "he" | "they" | "we")
            && pair[0].shape == Shape::Word
    });
    fragment || small_start || glued
}
