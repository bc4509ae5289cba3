//! By whose account: who is said to say what a stretch of text says.
//!
//! Three forms: a clause under a reporting verb ("X found that ..."), words behind the clause
//! ("..., X said", "according to X"), and a quotation with its speaker, carried on to the next
//! quotation where that has none of its own.

use model::Attribution;

use crate::chunks::Tag;
use crate::clauses::Scene;
use crate::coreference::Entities;
use crate::lexicon::Lexicon;
use crate::tokens::{Sentence, Shape, Token};

/// A stretch of text given by somebody's account.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// Byte offsets of what is given.
    pub(crate) start: usize,
    /// Offset behind the last byte.
    pub(crate) end: usize,
    /// Who gives it, several where they are joined by "and".
    pub(crate) sources: Vec<Attribution>,
    /// What is given is an accusation.
    pub(crate) alleged: bool,
}

/// A stretch between quotation marks, over sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// Offset of the first byte inside.
    pub(crate) start: usize,
    /// Offset of the closing mark.
    pub(crate) end: usize,
}

/// The quotations of a text that are long enough to be speech. Marks that do not close within the
/// paragraph end with it.
pub(crate) fn quotations(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut paragraph = 0;
    for sentence in sentences {
        if sentence.paragraph != paragraph {
            open = None;
            paragraph = sentence.paragraph;
        }
        for token in &tokens[sentence.first..sentence.end] {
            if token.shape != Shape::Quote {
                continue;
            }
            let mark = &text[token.start..token.end];
            match (mark, open) {
                ("“" | "«" | "„", _) => open = Some(token.end),
                ("\"", None) => open = Some(token.end),
                (_, Some(start)) => {
                    // A term in quotation marks is no speech.
                    if text[start..token.start].split_whitespace().count() > 3 {
                        found.push(Quotation { start, end: token.start });
                    }
                    open = None;
                }
                _ => {}
            }
        }
    }
    found
}

/// The accounts that one sentence gives: clauses under reporting verbs and words behind a clause.
pub(crate) fn accounts(scene: &Scene, entities: &Entities) -> Vec<Account> {
    let mut found = Vec::new();
    let (start, end) = scene.bytes(scene.sentence.first, scene.sentence.end);
    for place in scene.sentence.first..scene.sentence.end {
        let reporting = &scene.lexicon.reporting;
        let alleging = reporting.alleging.contains(scene.word(place));
        if scene.tag(place) == Tag::Verb
            && (reporting.verbs.contains(scene.word(place))
                || alleging
                || reporting.denying.contains(scene.word(place)))
        {
            found.extend(under_verb(scene, entities, place, alleging, (start, end)));
        }
        if scene.word(place) == "according" && scene.word(place + 1) == "to" {
            let source =
                scene.chunks.iter().position(|c| c.first >= place + 2 && c.first <= place + 3);
            if let Some(source) = source {
                let sources = scene.list(source, scene.sentence.end);
                let mut sources = attributions(scene, entities, &sources, "according to");
                sources.extend(reviewed_by(scene, entities, source));
                found.push(Account { start, end, sources, alleged: false });
            }
        }
    }
    found
}

/// "records reviewed by the Courier": the second step of the account.
fn reviewed_by(scene: &Scene, entities: &Entities, source: usize) -> Vec<Attribution> {
    let end = scene.chunks[source].end;
    let cue =
        matches!(scene.word(end), "reviewed" | "seen" | "obtained" | "published" | "examined");
    let by = scene.chunks.iter().position(|c| c.first == end + 2);
    match by.filter(|_| cue && scene.word(end + 1) == "by") {
        Some(by) => attributions(scene, entities, &[by], &format!("{} by", scene.word(end))),
        None => Vec::new(),
    }
}

fn under_verb(
    scene: &Scene,
    entities: &Entities,
    place: usize,
    alleging: bool,
    (start, end): (usize, usize),
) -> Option<Account> {
    let verb = scene.verb(place);
    let mut next = place + 1;
    while scene.tag(next) == Tag::Adverb {
        next += 1;
    }
    let clause =
        scene.word(next) == "that" || scene.word(next) == "to" && scene.tag(next + 1) == Tag::Verb;
    let opens = clause || speaks_of_clause(scene, next);
    let behind =
        matches!(scene.word(next), "." | "," | "" | "in" | "on") || place + 1 == scene.sentence.end;
    let subjects = scene.subjects(&verb);
    let cue = scene.word(place).to_string();
    if verb.passive && !subjects.is_empty() {
        return None;
    }
    if alleging {
        let sources = attributions(scene, entities, &subjects, &cue);
        return (!sources.is_empty()).then_some(Account {
            start: scene.tokens[place].end,
            end,
            sources,
            alleged: true,
        });
    }
    if opens && !subjects.is_empty() {
        let sources = attributions(scene, entities, &subjects, &cue);
        return Some(Account { start: scene.tokens[place].end, end, sources, alleged: false });
    }
    if !behind {
        return None;
    }
    // "..., X said": what stands in front of the speaker is given; "..., said X" too.
    let speaker = scene
        .chunks
        .iter()
        .rposition(|c| c.end <= verb.first && c.preposition.is_none() && c.end + 1 >= verb.first);
    let speaker = speaker?;
    let from = scene.tokens[scene.chunks[speaker].first].start;
    let before = scene.chunks[speaker].first.checked_sub(1)?;
    let separated = before >= scene.sentence.first
        && (scene.word(before) == "," || scene.tokens[before].shape == Shape::Quote);
    let sources = attributions(scene, entities, &[speaker], &cue);
    separated.then_some(Account { start, end: from, sources, alleged: false })
}

/// Whether a clause of its own begins at a place: a noun phrase with a verb.
fn speaks_of_clause(scene: &Scene, place: usize) -> bool {
    let Some(chunk) = scene.chunks.iter().find(|c| c.first == place) else { return false };
    let mut at = chunk.end;
    // The subject of the clause may carry "of ..." and the like.
    for next in scene.chunks.iter().filter(|c| c.first > chunk.first) {
        if next.preposition.is_some_and(|p| p == at) {
            at = next.end;
        }
    }
    while matches!(scene.tag(at), Tag::Adverb) {
        at += 1;
    }
    matches!(scene.tag(at), Tag::Auxiliary | Tag::Verb)
        && scene.word(at) != "to"
        && !scene.word(at).ends_with("ing")
}

/// The entities of chunks as sources.
pub(crate) fn attributions(
    scene: &Scene,
    entities: &Entities,
    chunks: &[usize],
    cue: &str,
) -> Vec<Attribution> {
    let source = |chunk: &usize| {
        let (start, end) = scene.bytes(scene.chunks[*chunk].first, scene.chunks[*chunk].end);
        Attribution {
            source: entities.all[scene.entities[*chunk]].id.clone(),
            source_text: scene.text[start..end].to_string(),
            cue: cue.to_string(),
        }
    };
    chunks.iter().map(source).collect()
}

/// Gives every quotation its speaker: from the sentence that it ends or begins in, else from the
/// quotation before it in the same paragraph.
pub(crate) fn quoted(quotations: &[Quotation], around: &[Heard]) -> Vec<Account> {
    let mut found: Vec<Account> = Vec::new();
    // Sentences come in the order of the text: the one of a place is found by halving.
    let of = |place: usize| {
        let at = around.partition_point(|heard| heard.end <= place);
        around.get(at).filter(|heard| heard.start <= place)
    };
    for quotation in quotations {
        // The speaker stands behind the closing mark in the same sentence, or in front of the
        // opening.
        let home = of(quotation.end);
        let behind = home.and_then(|heard| heard.said.iter().find(|(p, _)| *p > quotation.end));
        let first = of(quotation.start);
        let before =
            first.and_then(|heard| heard.said.iter().rfind(|(place, _)| *place < quotation.start));
        let own: Option<Vec<Attribution>> =
            behind.or(before).map(|(_, source)| vec![source.clone()]);
        let carried = || {
            let last = found.last()?;
            let same = of(last.end).map(|h| h.paragraph) == first.map(|h| h.paragraph);
            same.then(|| last.sources.clone())
        };
        let (start, end) = (quotation.start, quotation.end);
        if let Some(sources) = own.or_else(carried) {
            found.push(Account { start, end, sources, alleged: false });
        }
    }
    // A stretch that an account of its own sentence covers already is not given twice.
    found.retain(|quote| {
        let own = of(quote.start).map(|heard| heard.accounts.as_slice()).unwrap_or_default();
        !own.iter().any(|a| a.start <= quote.start && a.end >= quote.end && same(a, quote))
    });
    found
}

/// What one sentence gives of accounts and speakers.
pub(crate) struct Heard {
    /// Offset of its first byte.
    pub(crate) start: usize,
    /// Offset behind its last byte.
    pub(crate) end: usize,
    /// Number of its paragraph.
    pub(crate) paragraph: usize,
    /// Its accounts.
    pub(crate) accounts: Vec<Account>,
    /// Its speakers: byte of the reporting verb, and who.
    pub(crate) said: Vec<(usize, Attribution)>,
}

fn same(a: &Account, b: &Account) -> bool {
    a.sources.iter().map(|s| &s.source).eq(b.sources.iter().map(|s| &s.source))
}

/// Speakers of a sentence: `(byte of the reporting verb, who)`.
pub(crate) fn speakers(
    scene: &Scene,
    entities: &Entities,
    lexicon: &Lexicon,
) -> Vec<(usize, Attribution)> {
    let mut found = Vec::new();
    for place in scene.sentence.first..scene.sentence.end {
        let reports =
            lexicon.reporting.verbs.contains(scene.word(place)) && scene.tag(place) == Tag::Verb;
        if !reports {
            continue;
        }
        let verb = scene.verb(place);
        let speaker =
            scene.chunks.iter().rposition(|c| c.end <= verb.first && c.end + 2 >= verb.first);
        let behind = scene.chunks.iter().position(|c| c.first == place + 1);
        if let Some(chunk) = speaker.or(behind) {
            let source = attributions(scene, entities, &[chunk], scene.word(place)).remove(0);
            found.push((scene.tokens[place].start, source));
        }
    }
    found
}
