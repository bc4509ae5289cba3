//! Claims that stand in noun phrases: "X, chief executive of Y", "its parent, X", "X's support for
//! Y", "the death of X at the hands of Y", "Y in Washington".

use crate::chunks::Tag;
use crate::clauses::Scene;
use crate::coreference::Entities;
use crate::frames::{Draft, Filler, possessor};

/// Nouns for an office in a body; with the predicate, person first.
const OFFICES: [&str; 12] = [
    "president",
    "executive",
    "director",
    "head",
    "chairman",
    "chairwoman",
    "chief",
    "commander",
    "founder",
    "manager",
    "minister",
    "secretary",
];

/// All drafts of a sentence that hang on no verb.
pub(crate) fn drafts(scene: &Scene, entities: &Entities) -> Vec<Draft> {
    let mut found = Vec::new();
    for chunk in 0..scene.chunks.len() {
        found.extend(before_name(scene, entities, chunk));
        found.extend(office(scene, entities, chunk));
        found.extend(nominal(scene, entities, chunk));
        found.extend(body_in_place(scene, entities, chunk));
        found.extend(part_of(scene, entities, chunk));
    }
    found
}

fn type_of<'a>(scene: &Scene, entities: &'a Entities, chunk: usize) -> &'a str {
    &entities.all[scene.entities[chunk]].type_
}

fn is_party(scene: &Scene, entities: &Entities, chunk: usize) -> bool {
    matches!(
        type_of(scene, entities, chunk),
        "COMPANY" | "GOV" | "ORG" | "GPE" | "PERSON" | "MEDIA"
    )
}

fn draft(
    scene: &Scene,
    rule: &str,
    predicate: &str,
    subject: Filler,
    object: Filler,
    (first, end): (usize, usize),
) -> Draft {
    Draft {
        rule: rule.to_string(),
        predicate: predicate.to_string(),
        subject,
        object,
        trigger: first.max(scene.sentence.first),
        scope: (first, end),
        technology: None,
        via: None,
    }
}

/// "its key partner, X"; "its parent, X"; "its chief executive, X".
fn before_name(scene: &Scene, entities: &Entities, chunk: usize) -> Option<Draft> {
    let (this, next) = (&scene.chunks[chunk], scene.chunks.get(chunk + 1)?);
    let adjacent = next.first == this.end + 1 && scene.word(this.end) == ",";
    let named = !entities.all[scene.entities[chunk + 1]].names.is_empty()
        && scene.entities[chunk] != scene.entities[chunk + 1];
    if !adjacent || !named || !is_party(scene, entities, chunk + 1) {
        return None;
    }
    let owner = possessor(scene, entities, chunk)?;
    if owner == scene.entities[chunk + 1] {
        return None;
    }
    let head = scene.word(this.head);
    // "Kesh's police chief" heads the police, not Kesh: only words of rank may stand between.
    let owner_end = (this.first..this.end)
        .rev()
        .find(|p| scene.tag(*p) == Tag::Possessive)
        .unwrap_or(this.first);
    let ranks = ["chief", "former", "vice", "senior", "deputy", "managing", "sales", "key", "then"];
    if !(owner_end + 1..this.head).all(|p| ranks.contains(&scene.word(p))) {
        return None;
    }
    let name = Filler::Chunk(chunk + 1);
    let person = type_of(scene, entities, chunk + 1) == "PERSON";
    let former = (this.first..this.end).any(|p| matches!(scene.word(p), "former" | "ex"));
    let (predicate, subject, object) = match head {
        "partner" => ("partner_of", name, Filler::Entity(owner)),
        "parent" | "owner" => ("owns", name, Filler::Entity(owner)),
        "subsidiary" | "unit" => ("owns", Filler::Entity(owner), name),
        _ if person && former => ("employs", Filler::Entity(owner), name),
        _ if person && OFFICES.contains(&head) => ("leads", name, Filler::Entity(owner)),
        _ => return None,
    };
    Some(draft(scene, "apposition", predicate, subject, object, (this.first, next.end)))
}

/// "X is vice president of Y", "X, chief executive of Y".
fn office(scene: &Scene, entities: &Entities, chunk: usize) -> Option<Draft> {
    let this = &scene.chunks[chunk];
    if !OFFICES.contains(&scene.word(this.head)) || scene.word(this.end) != "of" {
        return None;
    }
    let body = chunk + 1;
    if scene.chunks.get(body)?.first != this.end + 1
        || !matches!(type_of(scene, entities, body), "COMPANY" | "ORG" | "GOV" | "MEDIA")
    {
        return None;
    }
    let before = chunk.checked_sub(1)?;
    let between: Vec<&str> =
        (scene.chunks[before].end..this.first).map(|p| scene.word(p)).collect();
    let linked = matches!(between.as_slice(), ["is" | "was" | "became"] | [","]);
    let person = type_of(scene, entities, before) == "PERSON";
    let span = (scene.chunks[before].first, scene.chunks[body].end);
    (linked && person)
        .then(|| draft(scene, "office", "leads", Filler::Chunk(before), Filler::Chunk(body), span))
}

/// "X's support for Y", "surveillance of Y", "the death of X at the hands of Y".
fn nominal(scene: &Scene, entities: &Entities, chunk: usize) -> Option<Draft> {
    let this = &scene.chunks[chunk];
    let (word, next) = (scene.word(this.head), chunk + 1);
    let preposition = scene.word(this.end);
    let follows = scene.chunks.get(next)?.first == this.end + 1;
    let span = |last: usize| (this.first, scene.chunks[last].end);
    match (word, preposition) {
        ("support" | "backing" | "assistance" | "help", "for" | "to")
            if follows && is_party(scene, entities, next) =>
        {
            let owner = possessor(scene, entities, chunk)?;
            Some(draft(
                scene,
                "support_for",
                "supports",
                Filler::Entity(owner),
                Filler::Chunk(next),
                span(next),
            ))
        }
        ("surveillance" | "monitoring", "of")
            if follows && matches!(type_of(scene, entities, next), "GROUP" | "PERSON") =>
        {
            let agent = inherited(scene, this.first)?;
            Some(draft(
                scene,
                "surveillance_of",
                "surveils",
                Filler::Chunk(agent),
                Filler::Chunk(next),
                span(next),
            ))
        }
        ("death" | "killing" | "murder", "of")
            if follows && matches!(type_of(scene, entities, next), "PERSON" | "GROUP") =>
        {
            let hands = scene.chunks.iter().position(|c| {
                c.first > scene.chunks[next].end
                    && scene.word(c.head) == "hands"
                    && scene.word(c.end) == "of"
            })?;
            let killer = hands + 1;
            (killer < scene.chunks.len()).then(|| {
                draft(
                    scene,
                    "death_of",
                    "killed",
                    Filler::Chunk(killer),
                    Filler::Chunk(next),
                    span(killer),
                )
            })
        }
        _ => None,
    }
}

/// The subject of the verb that a noun phrase hangs on.
fn inherited(scene: &Scene, place: usize) -> Option<usize> {
    let verb = (scene.sentence.first..place).rev().find(|p| scene.tag(*p) == Tag::Verb)?;
    scene.subjects(&scene.verb(verb)).first().copied()
}

/// "the Council in Washington".
fn body_in_place(scene: &Scene, entities: &Entities, chunk: usize) -> Option<Draft> {
    let this = &scene.chunks[chunk];
    let next = scene.chunks.get(chunk + 1)?;
    let named = !entities.all[scene.entities[chunk]].names.is_empty();
    let body = matches!(type_of(scene, entities, chunk), "COMPANY" | "ORG") && named;
    // Behind a verb "in" may belong to the verb: only a body that a preposition governs is sure.
    let governed = this.preposition.is_some_and(|p| scene.word(p) == "of");
    let is_place = type_of(scene, entities, chunk + 1) == "GPE";
    let inside = scene.word(this.end) == "in" && next.first == this.end + 1;
    (body && governed && is_place && inside).then(|| {
        let span = (this.first, next.end);
        draft(
            scene,
            "body_in_place",
            "located_in",
            Filler::Chunk(chunk),
            Filler::Chunk(chunk + 1),
            span,
        )
    })
}

/// "the ministry's Ninth Directorate".
fn part_of(scene: &Scene, entities: &Entities, chunk: usize) -> Option<Draft> {
    let this = &scene.chunks[chunk];
    let has_mark = (this.first..this.end).any(|p| scene.tag(p) == Tag::Possessive);
    if !has_mark
        || type_of(scene, entities, chunk) != "GOV"
        || entities.all[scene.entities[chunk]].names.is_empty()
    {
        return None;
    }
    let owner = possessor(scene, entities, chunk)?;
    let whole = entities.all[owner].type_ == "GOV" && owner != scene.entities[chunk];
    whole.then(|| {
        draft(
            scene,
            "part_of",
            "part_of",
            Filler::Chunk(chunk),
            Filler::Entity(owner),
            (this.first, this.end),
        )
    })
}
