//! Who does what in a sentence: the verbs with their voice, the subject of each, what follows it.

use crate::chunks::{Chunk, Tag};
use crate::lexicon::{Form, Lexicon};
use crate::tokens::{Sentence, Shape, Token};

/// Verbs that are followed back to find a subject; by hand.
const GOVERNORS_MAX: usize = 4;

/// A sentence with everything that was found in it.
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) sentence: &'a Sentence,
    pub(crate) tags: &'a [Tag],
    pub(crate) chunks: &'a [Chunk],
    /// Entity of each chunk.
    pub(crate) entities: &'a [usize],
    pub(crate) lexicon: &'a Lexicon,
}

/// A verb in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    /// Its token.
    pub(crate) place: usize,
    /// First token of its auxiliaries, or its own.
    pub(crate) first: usize,
    /// "was sold", "made by": the subject is who it is done to.
    pub(crate) passive: bool,
    /// It stands as "to sell", "by selling", "selling".
    pub(crate) dependent: bool,
}

impl Scene<'_> {
    /// The tag of a token; a mark outside the sentence.
    pub(crate) fn tag(&self, place: usize) -> Tag {
        let inside = place >= self.sentence.first && place < self.sentence.end;
        if inside { self.tags[place - self.sentence.first] } else { Tag::Mark }
    }

    /// A word in lower case; empty outside the sentence.
    pub(crate) fn word(&self, place: usize) -> &str {
        let inside = place >= self.sentence.first && place < self.sentence.end;
        if inside { self.tokens[place].lower.as_str() } else { "" }
    }

    /// All verbs in order.
    pub(crate) fn verbs(&self) -> Vec<Verb> {
        let places = (self.sentence.first..self.sentence.end).filter(|p| self.tag(*p) == Tag::Verb);
        places.map(|place| self.verb(place)).collect()
    }

    /// The verb at a token, with its auxiliaries and voice.
    pub(crate) fn verb(&self, place: usize) -> Verb {
        let mut first = place;
        while first > self.sentence.first
            && (matches!(self.tag(first - 1), Tag::Auxiliary | Tag::Adverb)
                || self.is_percentage(first - 1))
            && self.word(first - 1) != "to"
        {
            first -= 1;
        }
        let be =
            |word: &str| matches!(word, "be" | "is" | "are" | "was" | "were" | "been" | "being");
        let last_auxiliary = (first..place).rev().find(|p| self.tag(*p) == Tag::Auxiliary);
        let empty = Vec::new();
        let forms = self.lexicon.verb_forms.get(self.word(place)).unwrap_or(&empty);
        let has = |form: Form| forms.iter().any(|(_, f)| *f == form);
        let to = first > self.sentence.first
            && (self.word(first - 1) == "to" || self.is_bare_infinitive(first, has(Form::Base)));
        let passive = match last_auxiliary {
            Some(auxiliary) => has(Form::Participle) && be(self.word(auxiliary)),
            // "equipment made by X", "a company based in X": no auxiliary, "by" or "in" behind.
            None => {
                has(Form::Participle) && !to && self.follows_noun(place) && self.is_reduced(place)
            }
        };
        let gerund = has(Form::Ing) && last_auxiliary.is_none_or(|a| !be(self.word(a)));
        Verb { place, first, passive, dependent: to || gerund }
    }

    /// "help the rulers suppress": a base form behind the object of a verb that helps.
    fn is_bare_infinitive(&self, first: usize, base: bool) -> bool {
        let Some(chunk) = self.chunks.iter().rfind(|c| c.end == first).filter(|_| base) else {
            return false;
        };
        let Some(before) = chunk.first.checked_sub(1).filter(|p| *p >= self.sentence.first) else {
            return false;
        };
        self.tag(before) == Tag::Verb && matches!(self.base(before), "help" | "let" | "make")
    }

    /// "is 51 percent owned": a share stands between a verb and its auxiliary.
    fn is_percentage(&self, place: usize) -> bool {
        let percent = |p: usize| matches!(self.word(p), "percent" | "%");
        percent(place) || (percent(place + 1) && self.tokens[place].shape == Shape::Number)
    }

    fn follows_noun(&self, place: usize) -> bool {
        place > self.sentence.first && matches!(self.tag(place - 1), Tag::Noun | Tag::Mark)
    }

    fn is_reduced(&self, place: usize) -> bool {
        let next = self.word(place + 1);
        next == "by"
            || (next == "in"
                && self.lexicon.frames_by_verb.get(self.base(place)).is_some_and(|f| {
                    f.iter().any(|(frame, _)| {
                        self.lexicon.frames[*frame].kind == crate::lexicon::FrameKind::Place
                    })
                }))
    }

    /// The base form of the verb at a token, one that a frame knows where there is a choice.
    pub(crate) fn base(&self, place: usize) -> &str {
        let Some(forms) = self.lexicon.verb_forms.get(self.word(place)) else { return "" };
        let framed = forms.iter().find(|(base, _)| self.lexicon.frames_by_verb.contains_key(base));
        framed.or(forms.first()).map_or("", |(base, _)| base.as_str())
    }

    /// First token of the clause that a verb is in.
    pub(crate) fn clause_start(&self, verb: &Verb) -> usize {
        let mut place = verb.first;
        if place > self.sentence.first && self.word(place - 1) == "," {
            // "X, which is based in Y, denied it": the verb belongs to X.
            let relative = (self.sentence.first + 1..place - 1).rev().find(|p| {
                matches!(self.word(*p), "which" | "who" | "whose") && self.word(p - 1) == ","
            });
            place = relative.unwrap_or(place);
            place -= usize::from(relative.is_some());
        }
        while place > self.sentence.first {
            let before = place - 1;
            let opens = match self.tag(before) {
                Tag::Conjunction => {
                    !matches!(self.word(before), "and" | "or" | "nor") || self.joins_clauses(before)
                }
                Tag::Mark => {
                    matches!(self.word(before), ";" | ":")
                        || self.tokens[before].shape == Shape::Quote && self.opens_quote(before)
                }
                _ => false,
            };
            if opens {
                return place;
            }
            place = before;
        }
        place
    }

    fn opens_quote(&self, place: usize) -> bool {
        let spaced_before =
            place == self.sentence.first || self.tokens[place - 1].end < self.tokens[place].start;
        let word = &self.text[self.tokens[place].start..self.tokens[place].end];
        // A quotation in the middle of a clause (a single term) opens no clause.
        (word == "“" || spaced_before) && place > self.sentence.first && self.word(place - 1) == ","
    }

    /// "and" between two clauses has a noun phrase and a verb of its own behind it.
    fn joins_clauses(&self, and: usize) -> bool {
        let Some(chunk) = self.chunks.iter().find(|c| c.first == and + 1) else { return false };
        let mut place = chunk.end;
        while matches!(self.tag(place), Tag::Auxiliary | Tag::Adverb) {
            place += 1;
        }
        let verb_before = (self.sentence.first..and).any(|p| self.tag(p) == Tag::Verb);
        self.tag(place) == Tag::Verb && verb_before && self.word(place) != "to"
    }

    /// The chunks that are a verb's grammatical subject: one, or several joined by "and".
    pub(crate) fn subjects(&self, verb: &Verb) -> Vec<usize> {
        self.subjects_within(verb, GOVERNORS_MAX)
    }

    fn subjects_within(&self, verb: &Verb, governors: usize) -> Vec<usize> {
        if governors == 0 {
            return Vec::new();
        }
        let conjoined = verb.first > self.sentence.first
            && matches!(self.word(verb.first - 1), "and" | "or" | "but");
        if verb.dependent || conjoined {
            return self.governed(verb, governors);
        }
        if verb.passive && verb.first == verb.place {
            // "a company based in X": what stands right in front.
            return self.chunks.iter().rposition(|c| c.end <= verb.first).into_iter().collect();
        }
        let start = self.clause_start(verb);
        if start > self.sentence.first && matches!(self.word(start - 1), "which" | "who" | "that") {
            // A relative clause: what stands in front of the pronoun, unless a subject follows it.
            let own = self.first_free(start, verb.first);
            if own.is_none()
                && let Some(before) =
                    self.chunks.iter().rposition(|c| c.end < start && c.end + 2 >= start)
            {
                return vec![before];
            }
        }
        match self.first_free(start, verb.first) {
            Some(first) => self.list(first, verb.first),
            None if verb.passive => {
                let before = self.chunks.iter().rposition(|c| c.end <= verb.first);
                before.into_iter().collect()
            }
            None => Vec::new(),
        }
    }

    /// The first chunk between two places that no preposition governs.
    fn first_free(&self, from: usize, to: usize) -> Option<usize> {
        let inside = |c: &&Chunk| c.first >= from && c.end <= to;
        let free = self.chunks.iter().position(|c| {
            inside(&c)
                && !self.is_adverbial(c)
                && (c.preposition.is_none() || self.opens_time_clause(c))
        })?;
        // "more than eight of the companies": what there are eight of.
        let next = self.chunks.get(free + 1);
        let partitive = next.filter(|n| {
            n.first == self.chunks[free].end + 1 && self.word(self.chunks[free].end) == "of"
        });
        let counts = self.tokens[self.chunks[free].head].shape == Shape::Number
            || self.lexicon.words.number_words.contains(self.word(self.chunks[free].head))
            || matches!(self.word(self.chunks[free].head), "number" | "one" | "some" | "many");
        if partitive.is_some() && counts { Some(free + 1) } else { Some(free) }
    }

    /// "after shareholders objected": the preposition governs the clause, not the noun.
    fn opens_time_clause(&self, chunk: &Chunk) -> bool {
        let opens = |p: usize| matches!(self.word(p), "after" | "before" | "since" | "until");
        chunk.preposition.is_some_and(opens) && self.tag(chunk.end) == Tag::Verb
    }

    /// "Last year, ..." is a chunk and no subject.
    fn is_adverbial(&self, chunk: &Chunk) -> bool {
        self.lexicon.words.units.contains(self.word(chunk.head))
            || self.word(chunk.first) == "last"
            || self.lexicon.words.months.iter().any(|m| m.to_lowercase() == self.word(chunk.head))
            || (chunk.end == chunk.first + 1 && self.tokens[chunk.first].shape == Shape::Number)
    }

    /// The subject of "to sell", "by selling", "and sold": that of the verb it hangs on, or the
    /// object where that verb makes another act.
    fn governed(&self, verb: &Verb, governors: usize) -> Vec<usize> {
        let before = (self.sentence.first..verb.first).rev().filter(|p| self.tag(*p) == Tag::Verb);
        let conjoined = matches!(self.word(verb.first.wrapping_sub(1)), "and" | "or" | "but");
        for place in before {
            let governor = self.verb(place);
            let base = self.base(place);
            let controls = self.lexicon.frames_by_verb.get(base).is_some_and(|frames| {
                frames.iter().any(|(f, rest)| {
                    rest.is_empty()
                        && self.lexicon.frames[*f].kind == crate::lexicon::FrameKind::Helps
                })
            }) || base == "accuse";
            if controls && !conjoined {
                let object = self.objects(&governor);
                if let Some(first) = object.first() {
                    return vec![*first];
                }
            }
            // "fined for shipping": whoever is fined has shipped.
            if self.word(verb.first.wrapping_sub(1)) == "for" && verb.dependent {
                let fined = if governor.passive {
                    self.subjects_within(&governor, governors - 1)
                } else {
                    self.objects(&governor)
                };
                if let Some(first) = fined.first() {
                    return vec![*first];
                }
            }
            if governor.passive {
                if let Some(agent) = self.agent(&governor).first() {
                    return vec![*agent];
                }
                if self.is_reduced(place) {
                    continue;
                }
            }
            let subjects = self.subjects_within(&governor, governors - 1);
            if !subjects.is_empty() {
                return subjects;
            }
        }
        // "In these efforts, selling ..." without a governor has no subject.
        Vec::new()
    }

    /// The chunks that stand as a list from one on: "A, the B, and the C and D".
    pub(crate) fn list(&self, first: usize, to: usize) -> Vec<usize> {
        let mut found = vec![first];
        let mut last = first;
        while let Some(next) = self.chunks.get(last + 1).filter(|next| next.end <= to) {
            let between: Vec<&str> =
                (self.chunks[last].end..next.first).map(|p| self.word(p)).collect();
            let joined = match between.as_slice() {
                [","] => self.goes_on_as_list(last + 1, to),
                ["and" | "or" | "&"] | [",", "and" | "or"] => !self.is_subject_ahead(next),
                ["as", "well", "as"] => true,
                _ => false,
            };
            if !joined {
                break;
            }
            found.push(last + 1);
            last += 1;
        }
        found
    }

    /// Behind a comma a list goes on only where an "and" closes it.
    fn goes_on_as_list(&self, from: usize, to: usize) -> bool {
        let mut last = from;
        while let Some(next) = self.chunks.get(last + 1).filter(|next| next.end <= to) {
            let between: Vec<&str> =
                (self.chunks[last].end..next.first).map(|p| self.word(p)).collect();
            match between.as_slice() {
                [","] => last += 1,
                ["and" | "or"] | [",", "and" | "or"] => return !self.is_subject_ahead(next),
                _ => return false,
            }
        }
        false
    }

    /// Whether a chunk is the subject of a verb behind it.
    pub(crate) fn is_subject_ahead(&self, chunk: &Chunk) -> bool {
        let mut place = chunk.end;
        while matches!(self.tag(place), Tag::Auxiliary | Tag::Adverb) && self.word(place) != "to" {
            place += 1;
        }
        self.tag(place) == Tag::Verb && !self.verb(place).dependent && !self.verb(place).passive
    }

    /// The chunks right behind a verb, a list of them where they are joined.
    pub(crate) fn objects(&self, verb: &Verb) -> Vec<usize> {
        self.objects_from(verb.place + 1)
    }

    /// The chunks from a place on that no preposition governs.
    pub(crate) fn objects_from(&self, from: usize) -> Vec<usize> {
        let mut place = from;
        while matches!(self.tag(place), Tag::Adverb)
            || self
                .tokens
                .get(place)
                .is_some_and(|t| t.shape == Shape::Quote && place < self.sentence.end)
        {
            place += 1;
        }
        match self.chunks.iter().position(|c| c.first == place) {
            Some(first) => self.list(first, self.sentence.end),
            None => Vec::new(),
        }
    }

    /// The chunks behind one of some prepositions, after a verb and before the next one.
    pub(crate) fn after_preposition(&self, verb: &Verb, prepositions: &[&str]) -> Vec<usize> {
        let next_verb = (verb.place + 1..self.sentence.end)
            .find(|p| {
                self.tag(*p) == Tag::Verb && !self.verb(*p).dependent && !self.verb(*p).passive
            })
            .unwrap_or(self.sentence.end);
        let found = self.chunks.iter().position(|c| {
            c.first > verb.place
                && c.first < next_verb
                && c.preposition
                    .is_some_and(|p| prepositions.contains(&self.word(p)) && p > verb.place)
        });
        found.map(|first| self.list(first, next_verb)).unwrap_or_default()
    }

    /// Who does it in the passive: "by X", with no other verb between.
    pub(crate) fn agent(&self, verb: &Verb) -> Vec<usize> {
        let by = (verb.place + 1..self.sentence.end)
            .take_while(|p| self.tag(*p) != Tag::Verb)
            .find(|p| self.word(*p) == "by");
        let first = by.and_then(|by| self.chunks.iter().position(|c| c.first == by + 1));
        first.map(|first| self.list(first, self.sentence.end)).unwrap_or_default()
    }

    /// Members that a chunk names as examples: "companies like X", "firms, including X and Y".
    pub(crate) fn examples(&self, chunk: usize) -> Vec<usize> {
        let end = self.chunks[chunk].end;
        let comma = usize::from(self.word(end) == ",");
        let such = usize::from(self.word(end + comma) == "such");
        let word = self.word(end + comma + such);
        let introduces = matches!(word, "like" | "including") || (such == 1 && word == "as");
        let first = self.chunks.iter().position(|c| c.first == end + comma + such + 1);
        match first.filter(|_| introduces) {
            Some(first) => self.list(first, self.sentence.end),
            None => Vec::new(),
        }
    }

    /// Byte range of some tokens.
    pub(crate) fn bytes(&self, first: usize, end: usize) -> (usize, usize) {
        (self.tokens[first].start, self.tokens[end.max(first + 1) - 1].end)
    }
}
