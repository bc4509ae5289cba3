//! What is claimed and what is not; every name is invented.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

use model::{Modality, Polarity, Reading};
use proptest::prelude::*;

fn read(text: &str) -> Reading {
    let (document, warnings) = read::open("test.txt", text.as_bytes());
    read::read(document, warnings)
}

/// Claims as `subject predicate object`, with what is not plain in front.
fn claims(text: &str) -> Vec<String> {
    let reading = read(text);
    let shown = reading.claims.iter().map(|claim| {
        let q = &claim.qualifiers;
        let mut words = Vec::new();
        if q.polarity == Polarity::Negative {
            words.push("not".to_string());
        }
        if q.modality != Modality::Asserted {
            words.push(q.modality.word().to_string());
        }
        words.extend(q.attribution.iter().map(|step| format!("by {}:", step.source)));
        words.push(claim.subject.entity.clone());
        words.push(claim.predicate.clone());
        words.push(claim.object.entity.clone());
        words.join(" ")
    });
    let mut shown: Vec<String> = shown.collect();
    shown.sort();
    shown
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(claims(text), expected, "{text}");
}

#[test]
fn who_does_what_to_whom() {
    check(
        "Vantor Imaging supplied the Interior Ministry and the Ostra Telecom with cameras.",
        &["vantor_imaging supplies interior_ministry", "vantor_imaging supplies ostra_telecom"],
    );
    check(
        "Vantor Imaging sold cameras to Ostra Telecom.",
        &["vantor_imaging supplies ostra_telecom"],
    );
    // Whoever is fined has shipped, not whoever fines.
    check(
        "Vantor Imaging was fined by the Trade Ministry for shipping cameras to Ostra Telecom.",
        &["trade_ministry fined vantor_imaging", "vantor_imaging supplies ostra_telecom"],
    );
    check("Ostra Telecom is 51 percent owned by Rowe Group.", &["rowe_group owns ostra_telecom"]);
    check(
        "Vantor Imaging, which is based in Oslo, denied any wrongdoing.",
        &["vantor_imaging denies wrongdoing", "vantor_imaging headquartered_in oslo"],
    );
}

#[test]
fn an_agent_that_is_not_named_stays_unknown() {
    check("Cameras were delivered to Ostra Telecom.", &["unknown supplies ostra_telecom"]);
    // Who reviewed the records did not deliver.
    check(
        "Cameras were delivered to Ostra Telecom, according to records seen by the Oslo Courier.",
        &["by records: by oslo_courier: unknown supplies ostra_telecom"],
    );
}

#[test]
fn what_is_not_plain_is_not_given_as_plain() {
    check(
        "Vantor Imaging has never sold cameras to Ostra Telecom.",
        &["not vantor_imaging supplies ostra_telecom"],
    );
    check(
        "Vantor Imaging denied that it sold cameras to Ostra Telecom.",
        &["denied by vantor_imaging: vantor_imaging supplies ostra_telecom"],
    );
    check(
        "Vantor Imaging will supply Ostra Telecom with cameras.",
        &["planned vantor_imaging supplies ostra_telecom"],
    );
    check(
        "Critics asked whether Vantor Imaging sold cameras to Ostra Telecom.",
        &["question vantor_imaging supplies ostra_telecom"],
    );
    check(
        "Vantor Imaging reportedly sold cameras to Ostra Telecom.",
        &["hedged vantor_imaging supplies ostra_telecom"],
    );
    check(
        "“Vantor Imaging sold cameras to Ostra Telecom,” the Oslo Courier said.",
        &["by oslo_courier: vantor_imaging supplies ostra_telecom"],
    );
}

#[test]
fn victims_are_protected_and_officials_are_not() {
    let reading =
        read("The killing of Jana Orlo at the hands of the security forces shocked the city.");
    let jana = reading.entities.iter().find(|e| e.name == "Jana Orlo").unwrap();
    assert!(jana.protected.is_some());
    let reading = read("Senator Bo Lund sent a letter to Ostra Telecom.");
    assert!(reading.entities.iter().all(|entity| entity.protected.is_none()));
}

#[test]
fn first_persons_of_damaged_text_are_nobody() {
    check("I asked a sharp question about whether I should be sanctioned.", &[]);
}

/// Words that rules turn on.
const WORDS: [&str; 26] = [
    "Vantor", "Imaging", "sold", "the", "police", "to", "track", "used", "by", ",", ".", "“", "”",
    "and", "which", "said", "that", "not", "its", "Iran", "’s", "2010", "percent", "(", ")", "of",
];

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        let reading = read(&text);
        for claim in &reading.claims {
            prop_assert!(claim.quotes(&reading.document.text));
        }
        for mention in &reading.mentions {
            prop_assert!(reading.document.text.get(mention.bstart..mention.bend).is_some());
        }
        prop_assert_eq!(&reading, &read(&text));
    }

    #[test]
    fn any_words_are_read(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..60)
    ) {
        let reading = read(&words.join(" "));
        prop_assert!(reading.claims.iter().all(|claim| claim.quotes(&reading.document.text)));
    }
}
