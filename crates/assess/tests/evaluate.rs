//! What an element says of small cases made by hand: each status, and what never counts.

#![allow(clippy::unwrap_used, reason = "tests may")]

use assess::criteria::{self, Instrument};
use assess::evaluate::{Facts, evaluate};
use model::{
    Attribution, Claim, Document, Element, Evidence, ListMatrix, ListRow, ListStatus, ListedEntry,
    Match, Member, Modality, Party, Polarity, Qualifier, Qualifiers, Reading, Slot, Status,
};

/// A list and a tag that the instrument below asks for.
const INSTRUMENT: &str = r#"
id = "T"
title = "Test"
citation = "none"
decider = "nobody"
effect = "none"
confidence = "from_memory"
[[force]]
from = "2000-01-01"
state = "in force"
[[limb]]
id = "A"
text = "all kinds"
[[limb.element]]
id = "supply"
text = "a supply to the country"
kind = "claim"
predicates = ["supplies"]
counterpart_countries = ["ir"]
needs = "a supply"
[[limb.element]]
id = "recipient"
text = "the recipient is listed"
kind = "counterpart_listed"
predicates = ["supplies"]
lists = ["l"]
programs = ["TAG"]
needs = "a listed recipient"
[[limb.element]]
id = "date"
text = "after a day, to a listed recipient"
kind = "dated"
predicates = ["supplies"]
after = "2009-06-12"
lists = ["l"]
programs = ["TAG"]
needs = "a date"
[[limb.element]]
id = "named"
text = "named in the statute"
kind = "named"
names = ["Huawei", "华为"]
needs = "a name"
[[limb.element]]
id = "seat"
text = "of the country"
kind = "subject_country"
countries = ["cn"]
needs = "a seat"
[[limb.element]]
id = "owner"
text = "a listed owner"
kind = "owner_listed"
lists = ["l"]
needs = "owners"
[[limb.element]]
id = "share"
text = "half of it"
kind = "owner_share"
lists = ["l"]
share_min = 0.5
needs = "shares"
[[limb.element]]
id = "listed"
text = "the subject is listed"
kind = "listed"
lists = ["l"]
needs = "an entry"
"#;

/// A case in the making: `subject` is always the party assessed.
#[derive(Default)]
struct Made {
    claims: Vec<Claim>,
    parties: Vec<Party>,
}

impl Made {
    fn party(mut self, id: &str, name: &str, row: Option<(ListStatus, &[&str])>) -> Made {
        let matrix = row.map(|(status, programs)| ListMatrix {
            name: name.into(),
            as_of: None,
            lists: vec![list_row(status, programs)],
        });
        self.parties.push(Party {
            id: id.into(),
            name: name.into(),
            type_: "COMPANY".into(),
            names: vec![name.into()],
            members: vec![Member { document: "d".into(), entity: id.into() }],
            countries: vec![],
            protected: None,
            technology: None,
            matches: vec![],
            matrix,
            notes: vec![],
        });
        self
    }

    fn claim(mut self, words: &str, change: impl FnOnce(&mut Claim)) -> Made {
        let words: Vec<&str> = words.split(' ').collect();
        let mut claim = claim(&format!("c{}", self.claims.len()), words[0], words[1], words[2]);
        change(&mut claim);
        self.claims.push(claim);
        self
    }

    fn of(mut self, id: &str, country: &str) -> Made {
        let party = self.parties.iter_mut().find(|party| party.id == id).unwrap();
        party.countries.push(country.into());
        self
    }

    fn change(mut self, id: &str, change: impl FnOnce(&mut Party)) -> Made {
        change(self.parties.iter_mut().find(|party| party.id == id).unwrap());
        self
    }

    #[track_caller]
    fn check(self, element: &str, status: Status, why: &str) -> Element {
        let found = self.element(element);
        assert_eq!(found.status, status, "{why}: {found:?}");
        found
    }

    fn element(self, id: &str) -> Element {
        let document = Document {
            id: "d".into(),
            name: "d".into(),
            media_type: "text/plain".into(),
            encoding: "utf-8".into(),
            source_sha256: String::new(),
            text_sha256: String::new(),
            title: String::new(),
            text: String::new(),
            passages: vec![],
        };
        let (mentions, entities, warnings) = (vec![], vec![], vec![]);
        let reading = Reading { document, mentions, claims: self.claims, entities, warnings };
        let facts = Facts { readings: &[reading], parties: &self.parties, lists: &[] };
        let instrument: Instrument = criteria::from_toml("t", INSTRUMENT).unwrap();
        let mut found = evaluate(&facts, &[instrument], "subject", None);
        let elements = found.instruments.remove(0).limbs.remove(0).elements;
        elements.into_iter().find(|element| element.id == id).unwrap()
    }
}

fn list_row(status: ListStatus, programs: &[&str]) -> ListRow {
    let entry = ListedEntry {
        id: "e".into(),
        caption: "E".into(),
        score: 0.99,
        since: None,
        programs: programs.iter().map(|tag| (*tag).to_string()).collect(),
        citation: None,
    };
    ListRow {
        list: "l".into(),
        title: "L".into(),
        jurisdiction: "us".into(),
        status,
        since: None,
        basis: "version 1".into(),
        entries: if status == ListStatus::Listed { vec![entry] } else { vec![] },
    }
}

fn claim(id: &str, subject: &str, predicate: &str, object: &str) -> Claim {
    let slot = |id: &str| Slot { entity: id.into(), bstart: None, bend: None, text: None };
    Claim {
        id: id.into(),
        subject: slot(subject),
        predicate: predicate.into(),
        object: slot(object),
        quote: String::new(),
        bstart: 0,
        bend: 0,
        qualifiers: Qualifiers {
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            attribution: vec![],
            time: None,
            place: None,
            technology: None,
            purpose: None,
            quantity: None,
            beneficiary: None,
            via: None,
            hedge: None,
        },
        garbled: false,
        confidence: 1.0,
        rule: "test".into(),
    }
}

fn qualifier(text: &str) -> Option<Qualifier> {
    Some(Qualifier { text: text.into(), norm: Some(text.into()) })
}

fn subject() -> Made {
    Made::default().party("subject", "Subject Co., Ltd.", Some((ListStatus::NotListed, &[])))
}

const LISTED: Option<(ListStatus, &[&str])> = Some((ListStatus::Listed, &["TAG"]));
const NOT_LISTED: Option<(ListStatus, &[&str])> = Some((ListStatus::NotListed, &[]));

fn supply() -> Made {
    subject().party("other", "Other", LISTED).of("other", "ir")
}

#[test]
fn factual_claims_support_and_denials_stand_beside_them() {
    use Status::{Absent, Contradicted, Supported};
    for modality in [Modality::Asserted, Modality::Hedged, Modality::Alleged] {
        supply()
            .claim("subject supplies other", |c| c.qualifiers.modality = modality)
            .check("supply", Supported, "factual");
    }
    for modality in [
        Modality::Planned,
        Modality::Future,
        Modality::Question,
        Modality::Opinion,
        Modality::Conditional,
    ] {
        let made = supply().claim("subject supplies other", |c| c.qualifiers.modality = modality);
        let element = made.check("supply", Absent, "neither for nor against");
        assert!(element.evidence.is_empty() && element.needs.contains("not yet a fact"));
    }
    let deny = |c: &mut Claim| c.qualifiers.modality = Modality::Denied;
    let negate = |c: &mut Claim| c.qualifiers.polarity = Polarity::Negative;
    supply().claim("subject supplies other", deny).check("supply", Contradicted, "denied alone");
    supply().claim("subject supplies other", negate).check("supply", Contradicted, "negated alone");
    let both = supply()
        .claim("subject supplies other", |_| ())
        .claim("subject supplies other", deny)
        .check("supply", Contradicted, "both stand");
    assert_eq!(both.evidence.len(), 2);
    supply().check("supply", Absent, "no claim at all");
}

#[test]
fn accounts_and_reserves_are_noted() {
    let element = supply()
        .claim("subject supplies other", |c| {
            let [inner, outer] = ["a study", "a report"].map(|source| Attribution {
                source: source.into(),
                source_text: source.into(),
                cue: "said".into(),
            });
            c.qualifiers.attribution = vec![inner, outer];
            c.garbled = true;
        })
        .check("supply", Status::Supported, "attributed");
    let Evidence::Claim { note, .. } = &element.evidence[0] else { panic!("a claim") };
    assert!(note.contains("a study") && !note.contains("a report"), "the innermost: {note}");
    assert!(note.contains("damaged"), "{note}");
}

#[test]
fn a_recipient_that_was_not_searched_is_not_absent() {
    use Status::{Absent, NotSearched, Supported};
    let with = |row| subject().party("other", "Other", row).claim("subject supplies other", |_| ());
    with(LISTED).check("recipient", Supported, "listed with the tag");
    with(Some((ListStatus::Listed, &["ELSE"]))).check("recipient", Absent, "another tag");
    with(NOT_LISTED).check("recipient", Absent, "searched, not there");
    with(Some((ListStatus::Listed, &[]))).check("recipient", NotSearched, "no tag, no answer");
    with(None).check("recipient", NotSearched, "never screened");
    with(Some((ListStatus::NotSearched, &[]))).check("recipient", NotSearched, "list not fit");
    subject().claim("subject supplies unknown", |_| ()).check(
        "recipient",
        NotSearched,
        "the text does not name it",
    );
}

#[test]
fn the_recipient_must_be_listed_when_it_was_supplied() {
    let listed_since = |supplied: &str, since: &str| {
        subject()
            .party("other", "Other", LISTED)
            .change("other", |party| {
                let row = &mut party.matrix.as_mut().unwrap().lists[0];
                row.entries[0].since = Some(since.parse().unwrap());
            })
            .claim("subject supplies other", |c| c.qualifiers.time = qualifier(supplied))
    };
    listed_since("2012", "2011-10-01").check("recipient", Status::Supported, "listed before");
    let late = listed_since("2010", "2011-10-01").check("recipient", Status::Absent, "too early");
    assert!(late.needs.contains("2011-10-01"), "{}", late.needs);
    let same = listed_since("2011", "2011-10-01").check("recipient", Status::Supported, "perhaps");
    let Evidence::ListEntry { note, .. } = &same.evidence[0] else { panic!("an entry") };
    assert!(note.contains("may have been"), "{note}");
}

#[test]
fn the_date_must_be_of_a_supply_that_counts() {
    let dated = |row| {
        subject()
            .party("other", "Other", row)
            .claim("subject supplies other", |c| c.qualifiers.time = qualifier("2012-03"))
    };
    dated(LISTED).check("date", Status::Supported, "the listed recipient's own supply");
    dated(NOT_LISTED).check("date", Status::Absent, "a dated supply to somebody else");
    supply().claim("subject supplies other", |c| c.qualifiers.time = qualifier("2009")).check(
        "date",
        Status::Absent,
        "2009 may be before June",
    );
}

#[test]
fn statute_names_are_met_by_their_telling_word() {
    let named =
        |name: &str| Made::default().party("subject", name, NOT_LISTED).element("named").status;
    for name in ["Huawei", "Huawei Technologies Co., Ltd.", "HUAWEI Iran", "华为技术有限公司"]
    {
        assert_eq!(named(name), Status::Supported, "{name}");
    }
    for name in ["Technologies Company", "Company", "Huaweison", "Tiandy Technologies"] {
        assert_eq!(named(name), Status::Absent, "{name}");
    }
}

#[test]
fn a_seat_counts_where_it_is_known_to_be_in_the_country() {
    use Status::{Absent, NotSearched, Supported};
    let seat = |place: &str| {
        subject().party("place", place, None).claim("subject headquartered_in place", |_| ())
    };
    seat("China").check("seat", Supported, "the country itself");
    seat("Beijing").check("seat", Supported, "its capital");
    seat("Tianjin").of("place", "cn").check("seat", Supported, "a place in it");
    let unknown = seat("Tianjin").check("seat", NotSearched, "whose town it is, is not known");
    assert!(unknown.needs.contains("Tianjin") && unknown.evidence.is_empty());
    seat("Iran").check("seat", Absent, "another country");
    subject().of("subject", "cn").check("seat", Supported, "the documents connect it");
    subject().check("seat", Absent, "nothing is said");
}

#[test]
fn shares_count_once_an_owner() {
    use Status::{Absent, NotSearched, Supported};
    let share = |made: Made, words: &str, text: &str| {
        let quantity = Some(Qualifier { text: text.into(), norm: None });
        made.claim(words, |c| c.qualifiers.quantity = quantity)
    };
    let owned = || subject().party("a", "A", LISTED).party("b", "B", LISTED);
    share(owned(), "a owns subject", "51%").check("share", Supported, "one owner");
    share(share(owned(), "a owns subject", "30%"), "b owns subject", "25 percent").check(
        "share",
        Supported,
        "two owners add up",
    );
    share(share(owned(), "a owns subject", "30%"), "a owns subject", "30%").check(
        "share",
        Absent,
        "said twice is not twice as much",
    );
    share(share(owned(), "a owns subject", "60%"), "a owns subject", "40%").check(
        "share",
        Absent,
        "of two figures the lower is certain",
    );
    share(owned(), "subject subsidiary_of a", "75%").check("share", Supported, "seen from below");
    owned().claim("a owns subject", |_| ()).check("share", NotSearched, "no figure");
    owned().claim("a owns subject", |_| ()).check("owner", Supported, "no figure is needed");
    subject().party("a", "A", None).claim("a owns subject", |_| ()).check(
        "owner",
        NotSearched,
        "the owner was not screened",
    );
    subject().party("a", "A", NOT_LISTED).claim("a owns subject", |_| ()).check(
        "owner",
        Absent,
        "the owner is not listed",
    );
    subject().check("owner", NotSearched, "no owner is known");
    let denied = owned()
        .claim("a owns subject", |c| c.qualifiers.modality = Modality::Denied)
        .check("owner", Status::Contradicted, "a denial stands");
    assert_eq!(denied.evidence.len(), 1, "without the entry: {denied:?}");
}

#[test]
fn a_programme_tag_is_no_nationality() {
    let tagged = |countries: &[&str]| {
        let found = Match {
            id: "e".into(),
            caption: "E".into(),
            schema: "Company".into(),
            score: 0.9,
            weight: 4.0,
            list: "l".into(),
            since: None,
            programs: vec!["IRAN-X".into()],
            citation: None,
            matched_name: "E".into(),
            reasons: vec![],
        };
        let countries = countries.iter().map(|c| (*c).to_string()).collect();
        subject()
            .party("other", "Other", LISTED)
            .change("other", |party| (party.matches, party.countries) = (vec![found], countries))
            .claim("subject supplies other", |_| ())
    };
    let element = tagged(&[]).check("supply", Status::Supported, "with a reserve");
    let Evidence::Claim { note, .. } = &element.evidence[0] else { panic!("a claim") };
    assert!(note.contains("IRAN-X"), "{note}");
    tagged(&["cn"]).check("supply", Status::Absent, "known to be of another country");
}

#[test]
fn the_subject_itself_is_searched_or_not() {
    use Status::{Absent, NotSearched, Supported};
    let of = |row| Made::default().party("subject", "S", row);
    let element = of(LISTED).check("listed", Supported, "listed");
    let Evidence::ListEntry { note, .. } = &element.evidence[0] else { panic!("an entry") };
    assert!(!note.contains("conduct"), "no conduct is asked for: {note}");
    of(NOT_LISTED).check("listed", Absent, "searched");
    of(None).check("listed", NotSearched, "not screened");
    Made::default().check("supply", NotSearched, "no such party in the case");
}
