//! Applies the frames to a sentence: which verb says what of whom.

use crate::chunks::Tag;
use crate::clauses::{Scene, Verb};
use crate::coreference::{Entities, LITERAL};
use crate::lexicon::{Frame, FrameKind};

/// Tokens between a verb and the rest of its phrase: "play a [key] role in".
const PHRASE_GAP_MAX: usize = 2;

/// A party of a claim to be: a chunk, or an agent that is not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filler {
    /// Place of a chunk.
    Chunk(usize),
    /// An entity without words of its own here.
    Entity(usize),
    /// The text does not say who.
    Unknown,
}

/// A claim to be: who, what, whom, and where in the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: String,
    pub(crate) predicate: String,
    pub(crate) subject: Filler,
    pub(crate) object: Filler,
    /// The verb or noun that says so.
    pub(crate) trigger: usize,
    /// Tokens whose words set polarity and modality.
    pub(crate) scope: (usize, usize),
    /// Chunk of the technology or means.
    pub(crate) technology: Option<usize>,
    /// Chunk of who or what it went through.
    pub(crate) via: Option<usize>,
}

/// All drafts of a sentence.
pub(crate) fn drafts(scene: &Scene, entities: &Entities) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for verb in scene.verbs() {
        let Some(frames) = scene.lexicon.frames_by_verb.get(scene.base(verb.place)) else {
            continue;
        };
        let fits = frames
            .iter()
            .find_map(|(frame, rest)| Some((frame, phrase_end(scene, verb.place, rest)?)));
        let Some((frame, end)) = fits else { continue };
        let frame = &scene.lexicon.frames[*frame];
        let applied = Applied { scene, entities, frame, verb, end };
        found.extend(applied.drafts());
    }
    without_doubles(scene, found)
}

/// Predicates that say again what "used on" says of the same verb.
const SAID_BY_USE: [&str; 3] = ["suppresses", "surveils", "targets"];

/// Leaves out what another draft says better, and parties that only speak of themselves: "I".
fn without_doubles(scene: &Scene, drafts: Vec<Draft>) -> Vec<Draft> {
    let speaks = |filler: &Filler| match filler {
        Filler::Chunk(chunk) => {
            matches!(scene.word(scene.chunks[*chunk].first), "i" | "me" | "you" | "we" | "us")
                && scene.chunks[*chunk].pronoun
        }
        _ => false,
    };
    let used: Vec<usize> =
        drafts.iter().filter(|d| d.predicate == "uses_on").map(|d| d.trigger).collect();
    let again =
        |d: &Draft| SAID_BY_USE.contains(&d.predicate.as_str()) && used.contains(&d.trigger);
    drafts.into_iter().filter(|d| !again(d) && !speaks(&d.subject) && !speaks(&d.object)).collect()
}

/// Behind the last token of a verb's phrase; `None` where the words do not follow.
fn phrase_end(scene: &Scene, verb: usize, rest: &[String]) -> Option<usize> {
    let mut place = verb + 1;
    for word in rest {
        let found = (place..=place + PHRASE_GAP_MAX).find(|p| scene.word(p.to_owned()) == word)?;
        place = found + 1;
    }
    Some(place)
}

struct Applied<'a> {
    scene: &'a Scene<'a>,
    entities: &'a Entities,
    frame: &'a Frame,
    verb: Verb,
    /// Behind the verb's phrase.
    end: usize,
}

impl Applied<'_> {
    fn drafts(&self) -> Vec<Draft> {
        match self.frame.kind {
            FrameKind::Direct => self.direct(),
            FrameKind::Transfer => self.transfer(),
            FrameKind::Instrument => self.instrument(),
            FrameKind::Helps => self.helps(),
            FrameKind::Pact => self.pact(),
            FrameKind::LeadsIn => self.leads_in(),
            FrameKind::To => self.to(),
            FrameKind::Place => self.place(),
        }
    }

    fn type_of(&self, chunk: usize) -> &str {
        &self.entities.all[self.scene.entities[chunk]].type_
    }

    fn is_party(&self, chunk: usize) -> bool {
        matches!(self.type_of(chunk), "COMPANY" | "GOV" | "ORG" | "GPE" | "PERSON" | "MEDIA")
    }

    fn allowed(&self, chunk: usize) -> bool {
        self.frame.objects.is_empty() || self.frame.objects.iter().any(|t| t == self.type_of(chunk))
    }

    /// Who acts: grammatical subjects of the active, "by X" of the passive. A possessor acts for
    /// what is his: "Tiandy's techniques strengthen" is Tiandy.
    fn agents(&self) -> Vec<Filler> {
        let chunks = if self.verb.passive {
            self.scene.agent(&self.verb)
        } else {
            self.scene.subjects(&self.verb)
        };
        let mut agents: Vec<Filler> = Vec::new();
        for chunk in chunks.into_iter().map(|chunk| self.appositive(chunk)) {
            let party = self.party_of(chunk);
            agents.extend(party);
            agents.extend(self.scene.examples(chunk).into_iter().filter_map(|c| self.party_of(c)));
        }
        if agents.is_empty() && self.verb.passive && self.scene.agent(&self.verb).is_empty() {
            agents.push(Filler::Unknown);
        }
        agents
    }

    /// The chunk if it is a party, its possessor if that is one.
    fn party_of(&self, chunk: usize) -> Option<Filler> {
        let acts = self.is_party(chunk) || self.type_of(chunk) == "GROUP";
        if acts {
            return Some(Filler::Chunk(chunk));
        }
        let is_means = matches!(self.type_of(chunk), "TECH" | LITERAL);
        self.possessor(chunk).filter(|_| is_means).map(Filler::Entity)
    }

    /// The entity in front of "'s" in a chunk, or that "its" stands for.
    fn possessor(&self, chunk: usize) -> Option<usize> {
        possessor(self.scene, self.entities, chunk)
    }

    fn patients(&self) -> Vec<usize> {
        if self.verb.passive && !self.frame.passive_object {
            return self.scene.subjects(&self.verb);
        }
        let objects = self.scene.objects_from(self.end);
        let mut patients = Vec::new();
        for chunk in objects {
            let examples = self.scene.examples(chunk);
            if examples.is_empty() { patients.push(chunk) } else { patients.extend(examples) }
        }
        without_appositions(self.scene, self.entities, patients)
    }

    fn draft(&self, subject: Filler, object: Filler) -> Draft {
        Draft {
            rule: self.frame.name.clone(),
            predicate: self.frame.predicate.clone(),
            subject,
            object,
            trigger: self.verb.place,
            scope: (self.scene.clause_start(&self.verb), self.end),
            technology: None,
            via: self.scene.after_preposition(&self.verb, &["through", "via"]).first().copied(),
        }
    }

    fn cross(&self, agents: &[Filler], patients: &[usize]) -> Vec<Draft> {
        let mut found = Vec::new();
        for agent in agents {
            for patient in patients.iter().filter(|p| self.allowed(**p)) {
                found.push(self.draft(*agent, Filler::Chunk(*patient)));
            }
        }
        found
    }

    fn direct(&self) -> Vec<Draft> {
        self.cross(&self.agents(), &self.patients())
    }

    /// "enabling the Islamic Republic to suppress": a country that acts is its government.
    fn helps(&self) -> Vec<Draft> {
        let mut drafts = self.direct();
        for draft in &mut drafts {
            let Filler::Chunk(object) = draft.object else { continue };
            let acts = self.scene.word(self.scene.chunks[object].end) == "to";
            let country = self.entities.all[self.scene.entities[object]].countries.first();
            if let Some(code) = country.filter(|_| acts && self.type_of(object) == "GPE")
                && let Some(government) = self.entities.government(code)
            {
                draft.object = Filler::Entity(government);
            }
        }
        drafts
    }

    /// "A and B signed a pact", "A signed a pact with B".
    fn pact(&self) -> Vec<Draft> {
        let agreement = self.scene.chunks.iter().enumerate().any(|(place, chunk)| {
            chunk.first >= self.end
                && chunk.first < self.end + 6
                && self.type_of(place) == "AGREEMENT"
        });
        if !agreement || self.verb.passive {
            return Vec::new();
        }
        let agents = self.agents();
        let with = self.scene.after_preposition(&self.verb, &["with"]);
        let with = with.first().filter(|c| self.is_party(**c)).map(|c| Filler::Chunk(*c));
        match (agents.as_slice(), with) {
            ([one, ..], Some(other)) => vec![self.draft(*one, other)],
            ([one, other, ..], None) => vec![self.draft(*one, *other)],
            _ => Vec::new(),
        }
    }

    fn transfer(&self) -> Vec<Draft> {
        let to = self.scene.after_preposition(&self.verb, &["to"]);
        let objects = if self.verb.passive { Vec::new() } else { self.patients() };
        let (direct, goods): (Vec<usize>, Vec<usize>) =
            objects.into_iter().partition(|c| self.is_recipient(*c));
        let to: Vec<usize> = without_appositions(self.scene, self.entities, to)
            .into_iter()
            .filter(|c| self.is_recipient(*c))
            .collect();
        let recipients = if direct.is_empty() { to } else { direct };
        let with = self.scene.after_preposition(&self.verb, &["with"]).first().copied();
        let passive_goods =
            self.verb.passive.then(|| self.scene.subjects(&self.verb).first().copied()).flatten();
        let technology = goods.first().copied().or(with).or(passive_goods);
        let mut drafts = Vec::new();
        for agent in self.agents() {
            // A recipient that is the goods' possessor in damaged text: "selling the government's
            // tools".
            let named = recipients.iter().map(|r| Filler::Chunk(*r));
            let owners = goods.iter().filter_map(|g| self.state_possessor(*g));
            let all: Vec<Filler> =
                if recipients.is_empty() { owners.collect() } else { named.collect() };
            for recipient in all {
                drafts.push(Draft { technology, ..self.draft(agent, recipient) });
            }
        }
        drafts
    }

    fn is_recipient(&self, chunk: usize) -> bool {
        self.is_party(chunk)
    }

    /// "the Iranian government's surveillance technology": the state in front of the goods.
    fn state_possessor(&self, chunk: usize) -> Option<Filler> {
        let owner = self.possessor(chunk)?;
        (self.entities.all[owner].type_ == "GOV").then_some(Filler::Entity(owner))
    }

    /// "used X to track and interrogate A and B", "relies on X in efforts to crack down on A".
    fn instrument(&self) -> Vec<Draft> {
        let agents = self.agents();
        let means = if self.verb.passive {
            self.scene.subjects(&self.verb).first().copied()
        } else {
            self.scene.objects_from(self.end).first().copied()
        };
        if means.is_none_or(|m| self.type_of(m) == "GPE") {
            return Vec::new();
        }
        let mut drafts = Vec::new();
        for (place, targets) in self.acts_behind() {
            for agent in &agents {
                for target in &targets {
                    let draft = Draft {
                        technology: means,
                        trigger: place,
                        scope: (self.scene.clause_start(&self.verb), place + 1),
                        ..self.draft(*agent, Filler::Chunk(*target))
                    };
                    drafts.push(draft);
                }
            }
        }
        drafts
    }

    /// Verbs in the infinitive behind this one, with the people and things that they act on.
    fn acts_behind(&self) -> Vec<(usize, Vec<usize>)> {
        let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut purpose = false;
        for place in self.end..self.scene.sentence.end {
            if self.scene.word(place) == "to" && self.scene.tag(place + 1) != Tag::Noun {
                purpose = true;
            }
            if self.scene.tag(place) != Tag::Verb || !purpose {
                continue;
            }
            let base = self.scene.base(place);
            let frames = self.scene.lexicon.frames_by_verb.get(base);
            let end = frames
                .and_then(|frames| {
                    frames.iter().find_map(|(_, rest)| phrase_end(self.scene, place, rest))
                })
                .unwrap_or(place + 1);
            let mut objects = self.scene.objects_from(end);
            if objects.is_empty() && self.scene.word(end) == "on" {
                objects = self.scene.objects_from(end + 1);
            }
            let targets: Vec<usize> = objects
                .into_iter()
                .map(|chunk| self.appositive(chunk))
                .filter(|c| {
                    matches!(self.type_of(*c), "GROUP" | "PERSON") || is_dissent(self.scene, *c)
                })
                .collect();
            if !targets.is_empty() {
                found.push((place, targets));
            }
        }
        found
    }

    /// "the country's Muslim minority, the Uighurs": the name behind the comma.
    fn appositive(&self, chunk: usize) -> usize {
        let end = self.scene.chunks[chunk].end;
        let next = self.scene.chunks.get(chunk + 1);
        let named = |c: usize| !self.entities.all[self.scene.entities[c]].names.is_empty();
        match next {
            Some(next)
                if self.scene.word(end) == ","
                    && next.first == end + 1
                    && named(chunk + 1)
                    && !named(chunk) =>
            {
                chunk + 1
            }
            _ => chunk,
        }
    }

    fn leads_in(&self) -> Vec<Draft> {
        let agents = self.agents();
        let mut technologies = if self.verb.passive {
            self.scene.subjects(&self.verb)
        } else {
            self.scene.objects_from(self.end)
        };
        if let Some(last) = technologies.last().copied() {
            let examples = self.scene.examples(last);
            if !examples.is_empty() {
                technologies = examples;
            }
        }
        let mut drafts = Vec::new();
        for agent in agents.iter().filter(|agent| **agent != Filler::Unknown) {
            for technology in technologies.iter().filter(|t| self.type_of(**t) == "TECH") {
                drafts.push(self.draft(*agent, Filler::Chunk(*technology)));
            }
        }
        drafts
    }

    fn to(&self) -> Vec<Draft> {
        let prepositions: Vec<&str> = self.frame.preposition.iter().map(String::as_str).collect();
        let objects = without_appositions(
            self.scene,
            self.entities,
            self.scene.after_preposition(&self.verb, &prepositions),
        );
        self.cross(&self.agents(), &objects)
    }

    fn place(&self) -> Vec<Draft> {
        if !self.verb.passive {
            return Vec::new();
        }
        let prepositions: Vec<&str> = self.frame.preposition.iter().map(String::as_str).collect();
        let places = self.scene.after_preposition(&self.verb, &prepositions);
        let Some(place) = places.first().filter(|p| self.type_of(**p) == "GPE") else {
            return Vec::new();
        };
        let subjects = self.scene.subjects(&self.verb);
        let parties =
            subjects.into_iter().filter(|c| matches!(self.type_of(*c), "COMPANY" | "ORG"));
        parties.map(|c| self.draft(Filler::Chunk(c), Filler::Chunk(*place))).collect()
    }
}

/// What is kept down where no one is named: "dissent".
fn is_dissent(scene: &Scene, chunk: usize) -> bool {
    matches!(scene.word(scene.chunks[chunk].head), "dissent" | "opposition")
}

/// The entity in front of "'s" in a chunk, or that "its" in front of it stands for.
pub(crate) fn possessor(scene: &Scene, entities: &Entities, chunk: usize) -> Option<usize> {
    let chunk = &scene.chunks[chunk];
    let mark = (chunk.first..chunk.end).rev().find(|p| scene.tag(*p) == Tag::Possessive);
    if let Some(mark) = mark {
        let (start, end) = scene.bytes(chunk.first, mark);
        return entities.ending_at(start, end);
    }
    let (start, _) = scene.bytes(chunk.first, chunk.end);
    entities.pronoun_at(start)
}

/// Of a description and the name behind its comma ("the feared force, the Guard Corps") only the
/// name is kept.
fn without_appositions(scene: &Scene, entities: &Entities, chunks: Vec<usize>) -> Vec<usize> {
    let named = |c: usize| {
        let entity = &entities.all[scene.entities[c]];
        !entity.names.is_empty() || entity.type_ == LITERAL
    };
    let is_person = |c: usize| entities.all[scene.entities[c]].type_ == "PERSON";
    let mut kept = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let end = scene.chunks[*chunk].end;
        let next = scene.chunks.get(chunk + 1);
        let apposition = next.is_some_and(|next| {
            scene.word(end) == ","
                && next.first == end + 1
                && !named(*chunk)
                && named(chunk + 1)
                && (scene.word(next.first) == "the" || is_person(chunk + 1))
                && is_person(*chunk) == is_person(chunk + 1)
                && !scene.is_subject_ahead(next)
        });
        if apposition && chunks.get(at + 1) != Some(&(chunk + 1)) {
            kept.push(chunk + 1);
        } else if !apposition {
            kept.push(*chunk);
        }
    }
    kept
}
