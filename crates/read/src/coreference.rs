//! What the names, noun phrases and pronouns of a document stand for.
//!
//! Names join by their words: the same, the first word of a longer one, an abbreviation in
//! brackets, one letter of difference in a long word where no other party is as near. A phrase with
//! a country ("the Iranian government") is a part of that state. "The company" and pronouns stand
//! for the last fitting party; where there is none they stand for themselves.

use std::collections::{HashMap, HashSet};

use model::{Countries, DocumentEntity, Kind, Mention};

use crate::chunks::Chunk;
use crate::lexicon::Lexicon;
use crate::names::Name;
use crate::spans::Span;
use crate::tokens::{Shape, Token};

/// Type of a phrase that is no party: it can be what a claim is about, and is no mention.
pub(crate) const LITERAL: &str = "LITERAL";
/// Letters from which a word of a name may differ by one letter and still be that name; by hand.
const LETTERS_FOR_VARIANTS: usize = 6;
/// Sentences back in which "it" or "the company" may find what it stands for; by hand.
const SENTENCES_BACK_MAX: usize = 4;
/// Characters of an id made from words.
const ID_CHARS_MAX: usize = 60;

/// Everything that a document speaks of, as it is found.
#[derive(Default)]
pub(crate) struct Entities {
    /// Found so far.
    pub(crate) all: Vec<DocumentEntity>,
    /// Mentions so far.
    pub(crate) mentions: Vec<Mention>,
    by_key: HashMap<String, usize>,
    ids: HashSet<String>,
    /// Mentions by where they end: start, end, entity.
    by_end: HashMap<usize, Vec<(usize, usize, usize)>>,
    /// Pronouns by where they begin.
    pronouns: HashMap<usize, usize>,
    /// `(entity, sentence, was a subject)` in the order of the text.
    recent: Vec<(usize, usize, bool)>,
}

/// The parts of a sentence that coreference needs.
pub(crate) struct Parts<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) names: &'a [Name],
    pub(crate) spans: &'a [Span],
    pub(crate) chunks: &'a [Chunk],
    pub(crate) lexicon: &'a Lexicon,
    /// Number of the sentence.
    pub(crate) sentence: usize,
}

impl Parts<'_> {
    fn written(&self, first: usize, end: usize) -> &str {
        &self.text[self.tokens[first].start..self.tokens[end - 1].end]
    }

    fn lower(&self, place: usize) -> &str {
        self.tokens.get(place).map_or("", |token| token.lower.as_str())
    }
}

impl Entities {
    /// Resolves a sentence: the entity of each name and of each chunk, in their order.
    pub(crate) fn resolve(&mut self, parts: &Parts) -> (Vec<usize>, Vec<usize>) {
        let names: Vec<usize> = parts.names.iter().map(|name| self.name(name, parts)).collect();
        for span in parts.spans.iter().filter(|span| span.type_ != "TECH") {
            self.span(span, parts);
        }
        let mut chunks = Vec::with_capacity(parts.chunks.len());
        let mut begun = false;
        for place in 0..parts.chunks.len() {
            let entity = self.chunk(place, &names, parts);
            // The party that a sentence begins with is what "it" in the same sentence means.
            let is_party =
                matches!(self.all[entity].type_.as_str(), "COMPANY" | "GOV" | "ORG" | "MEDIA");
            if !begun && parts.chunks[place].preposition.is_none() {
                begun = true;
                if is_party {
                    self.was_subject(entity, parts.sentence);
                }
            }
            chunks.push(entity);
        }
        (names, chunks)
    }

    /// Remembers that an entity was a subject: pronouns look for those first.
    pub(crate) fn was_subject(&mut self, entity: usize, sentence: usize) {
        self.recent.push((entity, sentence, true));
    }

    /// The government of a country, where the document speaks of it.
    pub(crate) fn government(&self, code: &str) -> Option<usize> {
        self.by_key.get(&format!("state {code} gov")).copied()
    }

    fn mention(
        &mut self,
        parts: &Parts,
        first: usize,
        end: usize,
        type_: &str,
        kind: Kind,
        entity: usize,
    ) {
        let (bstart, bend) = (parts.tokens[first].start, parts.tokens[end - 1].end);
        let held = self.by_end.entry(bend).or_default();
        if held.iter().any(|(start, _, _)| *start == bstart) {
            return;
        }
        held.push((bstart, bend, entity));
        if kind == Kind::Pronoun {
            self.pronouns.insert(bstart, entity);
        }
        let entity = self.all[entity].id.clone();
        self.mentions.push(Mention { bstart, bend, type_: type_.to_string(), kind, entity });
    }

    fn begin(&mut self, key: String, id: &str, type_: &str, name: &str) -> usize {
        let base = slug(id);
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}_{number}");
            number += 1;
        }
        self.all.push(DocumentEntity {
            id,
            type_: type_.to_string(),
            name: name.to_string(),
            names: Vec::new(),
            technology: None,
            countries: Vec::new(),
            protected: None,
        });
        self.by_key.insert(key, self.all.len() - 1);
        self.all.len() - 1
    }

    fn of_key(&mut self, key: &str, id: &str, type_: &str, name: &str) -> usize {
        match self.by_key.get(key) {
            Some(entity) => *entity,
            None => self.begin(key.to_string(), id, type_, name),
        }
    }

    fn add_name(&mut self, entity: usize, written: &str) {
        let held = &mut self.all[entity];
        if !held.names.iter().any(|name| name == written) {
            held.names.push(written.to_string());
            held.names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
            held.name.clone_from(&held.names[0]);
        }
    }

    fn name(&mut self, name: &Name, parts: &Parts) -> usize {
        let written = parts.written(name.first, name.end).replace(['\n', '\r'], " ");
        let entity = match (&name.country, name.type_.as_str()) {
            (Some(code), "GPE") if Countries::bundled().by_capital(&written).is_none() => {
                let country = Countries::bundled().by_code(code).map_or(code.as_str(), |c| &c.name);
                self.of_key(&format!("country {code}"), country, "GPE", country)
            }
            (Some(code), "GOV") => self.state(code, "gov"),
            (Some(code), "GROUP") => self.of_key(
                &format!("people {code}"),
                &format!("{written} people"),
                "GROUP",
                &written,
            ),
            _ => self.named(name, &written, parts),
        };
        let kind = if name.adjective { Kind::Adjective } else { Kind::Named };
        if kind == Kind::Named && !(name.country.is_some() && name.type_ == "GOV") {
            self.add_name(entity, &written);
        }
        if let Some(code) = &name.country
            && !self.all[entity].countries.contains(code)
        {
            self.all[entity].countries.push(code.clone());
        }
        let type_ = if name.type_ == "GOV" { "GOV" } else { &self.all[entity].type_.clone() };
        self.mention(parts, name.first, name.end, type_, kind, entity);
        if !name.adjective {
            self.recent.push((entity, parts.sentence, false));
        }
        entity
    }

    /// The part of a state, such as its government.
    fn state(&mut self, code: &str, part: &str) -> usize {
        let country = Countries::bundled().by_code(code).map_or(code, |c| c.name.as_str());
        let key = format!("state {code} {part}");
        let name = match part {
            "gov" => format!("government of {country}"),
            other => format!("{other} of {country}"),
        };
        let entity = self.of_key(&key, &format!("{country} {part}"), "GOV", &name);
        if self.all[entity].countries.is_empty() {
            self.all[entity].countries.push(code.to_string());
        }
        entity
    }

    fn named(&mut self, name: &Name, written: &str, parts: &Parts) -> usize {
        let plain = plain(written);
        if let Some(entity) = self.by_key.get(&format!("name {plain}")) {
            return *entity;
        }
        // An abbreviation in brackets behind its name, or the name behind its abbreviation.
        if parts.lower(name.first.wrapping_sub(1)) == "(" && parts.lower(name.end) == ")" {
            let before = parts.names.iter().rfind(|n| n.end + 1 == name.first);
            if let Some(long) = before.filter(|_| is_short_form(written)) {
                let long = self.named(long, parts.written(long.first, long.end), parts);
                self.by_key.insert(format!("name {plain}"), long);
                return long;
            }
        }
        let entity = self
            .longer_or_alike(&plain, &name.type_)
            .unwrap_or_else(|| self.begin(format!("name {plain}"), written, &name.type_, written));
        self.by_key.insert(format!("name {plain}"), entity);
        entity
    }

    /// A party whose name begins (or, of a person, ends) with this one, or differs by a letter.
    fn longer_or_alike(&self, plain: &str, type_: &str) -> Option<usize> {
        if plain.contains(' ') {
            // The full form of a party known by its first word: "Tiandy" before "Tiandy
            // Technologies".
            return None;
        }
        let mut alike: Vec<usize> = Vec::new();
        for (place, entity) in self.all.iter().enumerate() {
            let is_party =
                matches!(entity.type_.as_str(), "COMPANY" | "ORG" | "PERSON" | "GOV" | "MEDIA");
            if !is_party || type_ == "GPE" {
                continue;
            }
            for name in &entity.names {
                let name = self::plain(name);
                let words: Vec<&str> = name.split(' ').collect();
                let of_person = entity.type_ == "PERSON" && words.last() == Some(&plain);
                if (words[0] == plain && entity.type_ != "GOV") || of_person {
                    return Some(place);
                }
                if one_letter_apart(words[0], plain) && entity.type_ != "PERSON" {
                    alike.push(place);
                }
            }
        }
        alike.dedup();
        // Where two parties are as near, neither is taken.
        (alike.len() == 1).then(|| alike[0])
    }

    fn span(&mut self, span: &Span, parts: &Parts) {
        let written = parts.written(span.first, span.end).to_string();
        let key = format!("{} {}", span.type_, plain(&written));
        let entity = self.of_key(&key, &written, span.type_, &written);
        self.mention(parts, span.first, span.end, span.type_, Kind::Named, entity);
    }

    fn chunk(&mut self, place: usize, names: &[usize], parts: &Parts) -> usize {
        let chunk = &parts.chunks[place];
        if chunk.pronoun {
            return self.pronoun(chunk, parts);
        }
        self.possessors(chunk, names, parts);
        let head_name =
            parts.names.iter().position(|n| n.end == chunk.end && n.first >= chunk.first);
        if let Some(name) = head_name.filter(|name| !parts.names[*name].adjective) {
            self.mark_possessive_pronoun(chunk, parts);
            return names[name];
        }
        if let Some(name) = head_name {
            return self.shared_head(place, name, parts).unwrap_or(names[name]);
        }
        self.mark_possessive_pronoun(chunk, parts);
        let entity = self.nominal(chunk, names, parts);
        self.recent.push((entity, parts.sentence, false));
        entity
    }

    /// Phrases in front of "'s" inside a chunk are things of their own: "the company's products".
    fn possessors(&mut self, chunk: &Chunk, names: &[usize], parts: &Parts) {
        let mut first = chunk.first;
        for mark in chunk.first..chunk.end {
            if parts.tokens[mark].shape != Shape::Possessive {
                continue;
            }
            if mark > first && !parts.names.iter().any(|n| n.end == mark && !n.adjective) {
                let own =
                    Chunk { first, end: mark, head: mark - 1, preposition: None, pronoun: false };
                self.nominal(&own, names, parts);
            }
            first = mark + 1;
        }
    }

    /// "the Iranian and Chinese governments": the adjective stands for that state's government.
    fn shared_head(&mut self, place: usize, name: usize, parts: &Parts) -> Option<usize> {
        let chunk = &parts.chunks[place];
        let next = parts.chunks.get(place + 1)?;
        if parts.lower(chunk.end) != "and" || next.first != chunk.end + 1 {
            return None;
        }
        let head = parts.lower(next.head);
        let part =
            parts.lexicon.words.state_words.iter().find(|(_, nouns)| nouns.contains(head))?.0;
        Some(self.state(parts.names[name].country.as_deref()?, part))
    }

    fn mark_possessive_pronoun(&mut self, chunk: &Chunk, parts: &Parts) {
        let first = parts.lower(chunk.first);
        if matches!(first, "its" | "their" | "his" | "her")
            && chunk.end > chunk.first + 1
            && let Some(entity) = self.antecedent(first, parts.sentence)
        {
            let type_ = self.all[entity].type_.clone();
            self.mention(parts, chunk.first, chunk.first + 1, &type_, Kind::Pronoun, entity);
        }
    }

    fn pronoun(&mut self, chunk: &Chunk, parts: &Parts) -> usize {
        let word = parts.lower(chunk.first).to_string();
        if let Some(entity) = self.antecedent(&word, parts.sentence) {
            let type_ = self.all[entity].type_.clone();
            self.mention(parts, chunk.first, chunk.end, &type_, Kind::Pronoun, entity);
            return entity;
        }
        self.of_key(&format!("pronoun {word} {}", parts.sentence), &word, LITERAL, &word)
    }

    /// The last party that a pronoun may stand for: subjects first, then the nearest.
    fn antecedent(&self, pronoun: &str, sentence: usize) -> Option<usize> {
        let fits = |entity: usize| {
            let type_ = self.all[entity].type_.as_str();
            match pronoun {
                "it" | "its" | "itself" => matches!(type_, "COMPANY" | "GOV" | "ORG" | "MEDIA"),
                "they" | "them" | "their" => {
                    matches!(type_, "GOV" | "GROUP") || is_plural(&self.all[entity])
                }
                "he" | "him" | "his" | "she" | "her" => type_ == "PERSON",
                _ => false,
            }
        };
        // Where the last sentence spoke of something that "it" may be and that is no party, "it" is
        // not decided.
        let last_subjects =
            || self.near(sentence).filter(|(_, at, subject)| *subject && at + 1 == sentence);
        let own_subjects = self.near(sentence).any(|(_, at, subject)| *subject && *at == sentence);
        let undecided = last_subjects().next().is_some()
            && !last_subjects().any(|(entity, _, _)| fits(*entity));
        if pronoun == "it" && undecided && !own_subjects {
            return None;
        }
        let candidates = || self.near(sentence).filter(|(entity, _, _)| fits(*entity));
        let same = candidates().find(|(_, at, subject)| *subject && sentence - at <= 1);
        same.or_else(|| candidates().find(|(_, _, subject)| *subject))
            .or_else(|| candidates().next())
            .map(|(entity, _, _)| *entity)
    }

    /// What was spoken of in the last sentences, the nearest first.
    fn near(&self, sentence: usize) -> impl Iterator<Item = &(usize, usize, bool)> {
        self.recent.iter().rev().take_while(move |(_, at, _)| at + SENTENCES_BACK_MAX >= sentence)
    }

    /// Begins another passage: sentences are counted anew, and nothing there stands for what was
    /// spoken of before.
    pub(crate) fn begin_passage(&mut self) {
        self.recent.clear();
    }

    /// The entity of the last mention that ends at a byte and begins at or behind another.
    pub(crate) fn ending_at(&self, start: usize, end: usize) -> Option<usize> {
        let found = self.by_end.get(&end)?.iter().rev().find(|(from, _, _)| *from >= start)?;
        Some(found.2)
    }

    /// The entity of the pronoun that begins at a byte.
    pub(crate) fn pronoun_at(&self, start: usize) -> Option<usize> {
        self.pronouns.get(&start).copied()
    }

    fn last_of(&self, type_: &str, sentence: usize, named: bool) -> Option<usize> {
        // The one that the last sentences speak of most; of several, the nearest.
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for (entity, _, _) in self.near(sentence) {
            let held = &self.all[*entity];
            if held.type_ != type_ || (named && held.names.is_empty()) {
                continue;
            }
            match counts.iter_mut().find(|(other, _)| other == entity) {
                Some((_, count)) => *count += 1,
                None => counts.push((*entity, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.iter().find(|(_, count)| *count == most).map(|(entity, _)| *entity)
    }

    fn nominal(&mut self, chunk: &Chunk, names: &[usize], parts: &Parts) -> usize {
        let words = &parts.lexicon.words;
        let head = parts.lower(chunk.head).to_string();
        let determiner = parts.lower(chunk.first).to_string();
        let definite = matches!(determiner.as_str(), "the" | "this" | "that");
        let first = chunk.first + usize::from(words.determiners.contains(&determiner));
        let first = first.min(chunk.end - 1);
        let inside = parts.names.iter().position(|n| n.first >= chunk.first && n.end <= chunk.head);
        if let Some(entity) = self.technology(chunk, first, parts) {
            return entity;
        }
        let type_ = parts.lexicon.head_types.get(&head).cloned();
        let country = inside.and_then(|name| parts.names[name].country.clone());
        let has_modifier =
            (first..chunk.head).any(|p| words.state_modifiers.contains(parts.lower(p)));
        let state = words
            .state_words
            .iter()
            .find(|(_, nouns)| nouns.contains(&head))
            .filter(|_| head != "system" || has_modifier)
            .map(|(part, _)| part.clone());
        let appositive = self.appositive(chunk, names, parts);
        let entity = match (&type_, state, &country) {
            _ if appositive.is_some() => appositive.unwrap_or_default(),
            (_, Some(part), Some(code)) => self.state(code, &part),
            (_, Some(part), None) if definite || determiner == "their" || part == "gov" => {
                let holder = self.last_state(parts.sentence);
                match holder {
                    Some(code) if chunk.end - first <= 3 => self.state(&code, &part),
                    _ => self.phrase(first, chunk.end, "GOV", parts),
                }
            }
            (Some(type_), _, _)
                if type_ == "COMPANY"
                    && definite
                    && words.self_nouns.contains(&head)
                    && country.is_none() =>
            {
                match self.last_of("COMPANY", parts.sentence, true) {
                    Some(company) => company,
                    None => self.phrase(first, chunk.end, type_, parts),
                }
            }
            (Some(type_), _, _) if type_ == "WORK" && definite => {
                match self.last_of("WORK", parts.sentence, false) {
                    Some(work) if chunk.end - first == 1 => work,
                    _ => self.phrase(first, chunk.end, type_, parts),
                }
            }
            (Some(type_), _, _) => self.phrase(first, chunk.end, type_, parts),
            _ => return self.phrase(first, chunk.end, LITERAL, parts),
        };
        let type_ = self.all[entity].type_.clone();
        if type_ != LITERAL {
            let from =
                if definite && words.self_nouns.contains(&head) { chunk.first } else { first };
            self.mention(parts, from, chunk.end, &type_, Kind::Nominal, entity);
        }
        entity
    }

    /// A phrase with a technology of the taxonomy in it.
    fn technology(&mut self, chunk: &Chunk, first: usize, parts: &Parts) -> Option<usize> {
        let inside = |s: &&Span| s.type_ == "TECH" && s.first >= chunk.first && s.end <= chunk.end;
        let span = parts.spans.iter().find(inside)?;
        let written = parts.written(span.first, span.end).to_lowercase();
        let entity = self.of_key(&format!("technology {}", span.norm), &written, "TECH", &written);
        self.all[entity].technology = Some(span.norm.clone());
        self.mention(parts, first, chunk.end, "TECH", Kind::Nominal, entity);
        Some(entity)
    }

    /// "X, a technology company": the company that stands in front of the comma.
    fn appositive(&self, chunk: &Chunk, names: &[usize], parts: &Parts) -> Option<usize> {
        let comma = chunk.first.checked_sub(1).filter(|comma| parts.lower(*comma) == ",")?;
        let named = parts.names.iter().position(|name| name.end == comma)?;
        let is_company = matches!(self.all[names[named]].type_.as_str(), "COMPANY" | "ORG");
        let describes = parts.lexicon.words.self_nouns.contains(parts.lower(chunk.head))
            && matches!(parts.lower(chunk.first), "a" | "an" | "the");
        (is_company && describes).then(|| names[named])
    }

    /// The country of the last state or people that was spoken of.
    fn last_state(&self, sentence: usize) -> Option<String> {
        let found = self.near(sentence).find(|(entity, _, _)| {
            matches!(self.all[*entity].type_.as_str(), "GOV" | "GPE")
                && !self.all[*entity].countries.is_empty()
        })?;
        self.all[found.0].countries.first().cloned()
    }

    /// A phrase without a name: the same words are the same thing.
    fn phrase(&mut self, first: usize, end: usize, type_: &str, parts: &Parts) -> usize {
        let written = parts.written(first, end).replace(['\n', '\r'], " ");
        // A possessor and a number in front are not part of what it is.
        let mut start = first;
        while start + 1 < end
            && (parts
                .spans
                .iter()
                .any(|s| s.first <= start && start < s.end && s.type_ == "QUANTITY")
                || parts.tokens[start].shape == Shape::Number)
        {
            start += 1;
        }
        let core = parts.written(start, end);
        let entity = self.of_key(&format!("phrase {type_} {}", plain(core)), core, type_, &written);
        let country = parts
            .names
            .iter()
            .find(|n| n.first >= first && n.end <= end)
            .and_then(|n| n.country.clone());
        if let Some(code) = country
            && !self.all[entity].countries.contains(&code)
        {
            self.all[entity].countries.push(code);
        }
        entity
    }
}

/// Whether a name in brackets may be a short form: letters in capitals, no hyphen.
fn is_short_form(written: &str) -> bool {
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && written.chars().all(char::is_alphanumeric)
}

fn is_plural(entity: &DocumentEntity) -> bool {
    let last = entity.name.split(' ').next_back().unwrap_or_default();
    entity.names.is_empty() && last.ends_with('s')
}

fn plain(written: &str) -> String {
    let letters = written.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' });
    let spaced: String = letters.flat_map(char::to_lowercase).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words joined by lines: an id that a person can read.
fn slug(words: &str) -> String {
    let slug: String = plain(words).replace(' ', "_").chars().take(ID_CHARS_MAX).collect();
    if slug.is_empty() { "unnamed".to_string() } else { slug }
}

/// Whether two long words of one length differ in one letter.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    a.len() >= LETTERS_FOR_VARIANTS
        && a.len() == b.len()
        && a.iter().zip(&b).filter(|(x, y)| x != y).count() == 1
}
