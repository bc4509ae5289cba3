//! Makes claims of drafts: quotation, polarity, modality, attribution, qualifiers.

use model::{Attribution, Claim, Modality, Polarity, Qualifier, Qualifiers, Slot, UNKNOWN, id};

use crate::attribution::Account;
use crate::chunks::Tag;
use crate::clauses::Scene;
use crate::coreference::{Entities, LITERAL};
use crate::frames::{Draft, Filler};
use crate::spans::Span;

/// How sure a rule is that the text says what it read, by hand; damaged passages count less.
const SURE: f64 = 0.8;
/// The same in a damaged passage.
const SURE_WHEN_GARBLED: f64 = 0.5;

/// What surrounds the sentence that drafts were made of.
pub(crate) struct Surroundings<'a> {
    pub(crate) accounts: &'a [Account],
    pub(crate) quotes: &'a [Account],
    pub(crate) spans: &'a [Span],
    pub(crate) garbled: bool,
    pub(crate) document: &'a str,
}

/// The claim of a draft; `None` where both parties are one, or neither is known.
pub(crate) fn claim(
    draft: &Draft,
    scene: &Scene,
    entities: &Entities,
    near: &Surroundings,
) -> Option<Claim> {
    let subject = slot(draft.subject, scene, entities);
    let object = slot(draft.object, scene, entities);
    if subject.entity == object.entity {
        return None;
    }
    let (bstart, bend) = quotation(scene, draft);
    let place = scene.tokens[draft.trigger].start;
    let own: Vec<&Account> = covering(near.accounts, place);
    let mut attribution: Vec<Attribution> = Vec::new();
    // Innermost first: the shorter account is nearer.
    let mut ordered = own.clone();
    ordered.sort_by_key(|account| account.end - account.start);
    for account in ordered.into_iter().chain(covering_quote(near.quotes, place)) {
        for step in &account.sources {
            if !attribution.iter().any(|held| held.source == step.source) {
                attribution.push(step.clone());
            }
        }
    }
    let alleged = own.iter().any(|account| account.alleged);
    let (modality, hedge) = modality(draft, scene, alleged);
    let polarity = if negated(draft, scene) { Polarity::Negative } else { Polarity::Positive };
    let quote = scene.text[bstart..bend].to_string();
    let qualifiers = Qualifiers {
        polarity,
        modality,
        attribution,
        time: time(scene, near.spans),
        place: place_of(scene, entities, draft),
        technology: draft.technology.map(|chunk| words(scene, entities, chunk)),
        purpose: None,
        quantity: quantity(scene, near.spans, draft),
        beneficiary: None,
        via: draft.via.map(|chunk| words(scene, entities, chunk)),
        hedge,
    };
    let key = format!("{polarity:?} {modality:?} {bstart} {bend} {}", draft.trigger);
    Some(Claim {
        id: id::of(&[near.document, &draft.predicate, &subject.entity, &object.entity, &key]),
        subject,
        predicate: draft.predicate.clone(),
        object,
        quote,
        bstart,
        bend,
        qualifiers,
        garbled: near.garbled,
        confidence: if near.garbled { SURE_WHEN_GARBLED } else { SURE },
        rule: draft.rule.clone(),
    })
}

fn covering(accounts: &[Account], place: usize) -> Vec<&Account> {
    accounts.iter().filter(|account| account.start <= place && place < account.end).collect()
}

/// The quotation that a place is in; quotations come in order and do not overlap.
fn covering_quote(quotes: &[Account], place: usize) -> Vec<&Account> {
    let at = quotes.partition_point(|quote| quote.end <= place);
    quotes.get(at).filter(|quote| quote.start <= place).into_iter().collect()
}

fn slot(filler: Filler, scene: &Scene, entities: &Entities) -> Slot {
    match filler {
        Filler::Unknown => {
            Slot { entity: UNKNOWN.to_string(), bstart: None, bend: None, text: None }
        }
        Filler::Entity(entity) => {
            Slot { entity: entities.all[entity].id.clone(), bstart: None, bend: None, text: None }
        }
        // A pronoun that stands for nothing that is known names nobody.
        Filler::Chunk(chunk)
            if scene.chunks[chunk].pronoun
                && entities.all[scene.entities[chunk]].type_ == LITERAL =>
        {
            Slot { entity: UNKNOWN.to_string(), bstart: None, bend: None, text: None }
        }
        Filler::Chunk(chunk) => {
            let (start, end) = scene.bytes(scene.chunks[chunk].first, scene.chunks[chunk].end);
            Slot {
                entity: entities.all[scene.entities[chunk]].id.clone(),
                bstart: Some(start),
                bend: Some(end),
                text: Some(scene.text[start..end].to_string()),
            }
        }
    }
}

/// The whole sentence without its closing mark: all that qualifies the claim stands in it.
fn quotation(scene: &Scene, draft: &Draft) -> (usize, usize) {
    let mut end = scene.sentence.end;
    while end > scene.sentence.first + 1 && matches!(scene.word(end - 1), "." | "!" | "?") {
        end -= 1;
    }
    let end = end.max(draft.scope.1.min(scene.sentence.end));
    scene.bytes(scene.sentence.first, end)
}

fn words(scene: &Scene, entities: &Entities, chunk: usize) -> Qualifier {
    let (start, end) = scene.bytes(scene.chunks[chunk].first, scene.chunks[chunk].end);
    let norm = entities.all[scene.entities[chunk]].technology.clone();
    Qualifier { text: scene.text[start..end].to_string(), norm }
}

/// The words from the clause's start to behind the trigger, in one string with spaces at both ends.
fn scope_text(draft: &Draft, scene: &Scene) -> String {
    let (first, end) =
        (draft.scope.0.max(scene.sentence.first), draft.scope.1.max(draft.trigger + 1));
    let words: Vec<&str> = (first..end.min(scene.sentence.end)).map(|p| scene.word(p)).collect();
    format!(" {} ", words.join(" "))
}

fn negated(draft: &Draft, scene: &Scene) -> bool {
    let mut text = scope_text(draft, scene);
    for phrase in &scene.lexicon.reporting.not_negations {
        text = text.replace(phrase.as_str(), " ");
    }
    // Only words of the verb group negate: from the last noun in front of the trigger.
    let verb = scene.verb(draft.trigger);
    let group: Vec<&str> = (verb.first..=draft.trigger).map(|p| scene.word(p)).collect();
    let from = (verb.first.saturating_sub(4)..verb.first)
        .map(|p| scene.word(p))
        .collect::<Vec<_>>()
        .join(" ");
    let near = format!(" {from} {} ", group.join(" "));
    let negates = |words: &str| {
        scene.lexicon.reporting.negations.iter().any(|word| words.contains(&format!(" {word} ")))
            || words.contains("n't ")
    };
    negates(&near) && negates(&text)
}

/// How the clause commits itself, with the words that weaken it.
fn modality(draft: &Draft, scene: &Scene, alleged: bool) -> (Modality, Option<Qualifier>) {
    let reporting = &scene.lexicon.reporting;
    let text = scope_text(draft, scene);
    let has = |phrase: &str| text.contains(&format!(" {phrase} "));
    let before: Vec<&str> = (scene.sentence.first..draft.trigger).map(|p| scene.word(p)).collect();
    let before = format!(" {} ", before.join(" "));
    let weak = |phrase: &str| Some(Qualifier { text: phrase.to_string(), norm: None });
    let question_mark = scene.word(scene.sentence.end - 1) == "?";
    if let Some(word) = reporting.questions.iter().find(|w| before.contains(&format!(" {w} "))) {
        return (Modality::Question, weak(word));
    }
    let asked =
        reporting.asking.iter().find(|w| w.contains(' ') && before.contains(&format!(" {w} ")));
    if question_mark || asked.is_some() {
        return (Modality::Question, asked.and_then(|w| weak(w)));
    }
    if let Some(word) = denial_before(&before, scene) {
        return (Modality::Denied, weak(&word));
    }
    if let Some(phrase) = reporting
        .conditions
        .iter()
        .find(|p| has(p) || (p.as_str() == "if" && before.contains(" if ")))
    {
        return (Modality::Conditional, weak(phrase));
    }
    if let Some(phrase) = reporting.plans.iter().find(|p| has(p) || plans_before(p, &before)) {
        return (Modality::Planned, weak(phrase));
    }
    if alleged {
        return (Modality::Alleged, None);
    }
    if let Some(word) = reporting.hedges.iter().filter(|w| has(w)).min() {
        return (Modality::Hedged, weak(word));
    }
    if before.contains(" fear ") || before.contains(" fears ") {
        return (Modality::Hedged, weak("fear"));
    }
    if let Some(phrase) = reporting.opinions.iter().find(|p| has(p)) {
        return (Modality::Opinion, weak(phrase));
    }
    (Modality::Asserted, None)
}

/// "denied that it sold": what follows is denied, unless the trigger is the denial.
fn denial_before(before: &str, scene: &Scene) -> Option<String> {
    let denies = |word: &&String| {
        [" that ", " having ", " selling ", " it "]
            .iter()
            .any(|next| before.contains(&format!(" {word}{next}")))
    };
    scene.lexicon.reporting.denying.iter().find(denies).cloned()
}

/// A plan governs the infinitives behind it: "unveiled plans to use".
fn plans_before(phrase: &str, before: &str) -> bool {
    phrase.ends_with(" to") && before.contains(&format!(" {phrase} "))
}

/// The first date of the sentence: it may date the finding, see the scheme.
fn time(scene: &Scene, spans: &[Span]) -> Option<Qualifier> {
    let span = spans.iter().find(|s| s.type_ == "DATE")?;
    let (start, end) = scene.bytes(span.first, span.end);
    let norm = Some(span.norm.clone()).filter(|norm| !norm.is_empty());
    Some(Qualifier { text: scene.text[start..end].to_string(), norm })
}

fn quantity(scene: &Scene, spans: &[Span], draft: &Draft) -> Option<Qualifier> {
    let is_share = |s: &&Span| (s.first..s.end).any(|p| matches!(scene.word(p), "percent" | "%"));
    let inside = |s: &&Span| {
        let Filler::Chunk(object) = draft.object else { return false };
        let chunk = &scene.chunks[object];
        matches!(s.type_, "QUANTITY" | "MONEY") && s.first >= chunk.first && s.first < chunk.end
    };
    let share = spans.iter().find(is_share).filter(|_| draft.predicate == "owns");
    let span = share.or_else(|| spans.iter().find(inside))?;
    let (start, end) = scene.bytes(span.first, span.end);
    Some(Qualifier { text: scene.text[start..end].to_string(), norm: None })
}

/// "in X" behind the trigger, where X is a place.
fn place_of(scene: &Scene, entities: &Entities, draft: &Draft) -> Option<Qualifier> {
    let found = scene.chunks.iter().enumerate().find(|(place, chunk)| {
        chunk.first > draft.trigger
            && chunk
                .preposition
                .is_some_and(|p| scene.word(p) == "in" && scene.tag(p) == Tag::Preposition)
            && matches!(entities.all[scene.entities[*place]].type_.as_str(), "GPE" | "LOC")
            && draft.object != Filler::Chunk(*place)
    })?;
    Some(words(scene, entities, found.0))
}
