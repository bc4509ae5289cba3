//! Screening and listing on small lists made by hand.

#![allow(clippy::unwrap_used, reason = "tests may")]

use model::{
    Completeness, Dated, DocumentEntity, Entity, ListEntry, ListInfo, ListSnapshot, ListStatus,
    Listing, Origin, Party,
};
use resolve::{Index, Options, Query, listed, resolve_parties, screen};

struct Row<'a> {
    id: &'a str,
    names: &'a [&'a str],
    since: Option<&'a str>,
    address: &'a str,
}

fn snapshot(list: &str, published: &str, rows: &[Row]) -> ListSnapshot {
    let entry = |row: &Row| {
        let origin = Origin::ListRow { list: list.into(), file: "a.csv".into(), row: 1 };
        let mut entity = Entity::new(row.id, "LegalEntity");
        for (place, name) in row.names.iter().enumerate() {
            entity.add(if place == 0 { "name" } else { "alias" }, name, &origin);
        }
        entity.add("address", row.address, &origin);
        let since =
            row.since.map(|date| Dated { date: date.parse().unwrap(), evidence: "x".into() });
        ListEntry { entity, listing: Listing { since, ..Listing::default() }, related: Vec::new() }
    };
    ListSnapshot {
        info: ListInfo {
            id: list.into(),
            title: list.to_uppercase(),
            publisher: "P".into(),
            jurisdiction: "us".into(),
            url: String::new(),
            licence: String::new(),
            update_days: None,
            version: published.into(),
            published: published.parse().ok(),
            published_evidence: "test".into(),
            entries: rows.len(),
            completeness: Completeness::Complete,
            files: Vec::new(),
        },
        entries: rows.iter().map(entry).collect(),
    }
}

const TIANDY: Row = Row {
    id: "el-1",
    names: &["Tianjin Tiandi Weiye Technologies Co., Ltd.", "Tiandy Technologies"],
    since: Some("2022-12-19"),
    address: "Huake Road, Tianjin",
};

fn index() -> Index {
    let others = [
        ("el-2", "Beijing Kevins Technology Development Co., Ltd.", "Room A220, Linglong Tiandi"),
        ("el-3", "ISLAMIC REVOLUTIONARY GUARD CORPS", ""),
        ("el-4", "ISLAMIC REVOLUTIONARY GUARD CORPS AIR FORCE", ""),
        ("el-5", "ZTE Parsian", ""),
        ("el-6", "IRAN ELECTRONIC DEVELOPMENT COMPANY", ""),
        ("el-7", "Bowne Global Solutions II Denmark", ""),
    ];
    let names: Vec<[&str; 1]> = others.iter().map(|(_, name, _)| [*name]).collect();
    let mut rows = vec![TIANDY];
    for ((id, _, address), names) in others.iter().zip(&names) {
        rows.push(Row { id, names, since: None, address });
    }
    Index::from_bytes(Index::build(&[snapshot("el", "2026-07-09", &rows)])).unwrap()
}

#[track_caller]
fn check(name: &str, expected: &[&str]) {
    let found = screen(&index(), &Query::name(name), &Options::standard());
    let ids: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
    assert_eq!(ids, expected, "{name}");
    for found in found {
        let sum: f64 = found.reasons.iter().map(|reason| reason.weight).sum();
        assert!((sum - found.weight).abs() < 1e-9, "reasons add up to the weight");
        assert!((found.score - 1.0 / (1.0 + (-sum).exp2())).abs() < 1e-9, "score is its logistic");
    }
}

#[test]
fn who_is_found() {
    check("Tiandy", &["el-1"]);
    check("Tiandi", &["el-1"]); // The pinyin; the address of another entry is no hit.
    check("天地伟业", &["el-1"]);
    check("天地偉業", &["el-1"]);
    check("Tiandy Technologies Co., Ltd.", &["el-1"]);
    check("Islamic Revolutionary Guard Corps", &["el-3"]); // Not its air force.
    check("ZTE", &[]); // A longer name of another party.
    check("Telecommunication Company of Iran", &[]); // Shares only country and kind.
    check("Bowne Global Solutions Denmark", &[]); // A sister with a number.
    check("Foundation for Defense of Democracy", &[]);
    check("", &[]);
}

#[test]
fn the_date_decides() {
    let index = index();
    let ask = |date: &str| {
        let matrix =
            listed(&index, &Query::name("Tiandy"), date.parse().ok(), &Options::standard());
        (
            matrix.lists[0].status,
            matrix.lists[0].since.map(|d| d.to_string()),
            matrix.lists[0].basis.clone(),
        )
    };
    let (status, since, basis) = ask("2022-12-01");
    assert_eq!((status, since), (ListStatus::NotListed, None));
    assert!(basis.contains("listed later: since 2022-12-19"), "{basis}");
    assert_eq!(ask("2023-01-01").0, ListStatus::Listed);
    assert_eq!(ask("2022-12-19").1.as_deref(), Some("2022-12-19"));
    // A month that holds the day: it may be listed in it.
    assert_eq!(ask("2022-12").0, ListStatus::Listed);
}

#[test]
fn a_delisted_party_is_not_listed_now() {
    let old = snapshot("el", "2019-01", &[TIANDY]);
    let new = snapshot("el", "2021-07", &[]);
    let index = Index::from_bytes(Index::build(&[old, new])).unwrap();
    assert!(screen(&index, &Query::name("Tiandy"), &Options::standard()).is_empty());
    let now = listed(&index, &Query::name("Tiandy"), None, &Options::standard());
    assert_eq!(now.lists[0].status, ListStatus::NotListed);
}

#[test]
fn a_part_of_a_list_never_says_no() {
    let mut part = snapshot("el", "2021-07", &[TIANDY]);
    part.info.completeness = Completeness::EntriesMissing("an extract".into());
    let index = Index::from_bytes(Index::build(&[part])).unwrap();
    let of =
        |name: &str| listed(&index, &Query::name(name), None, &Options::standard()).lists[0].status;
    assert_eq!(of("Nobody Known"), ListStatus::NotSearched);
    assert_eq!(of("Tiandy"), ListStatus::Listed);
}

#[test]
fn a_protected_person_is_never_looked_up() {
    let entity = DocumentEntity {
        id: "x".into(),
        type_: "PERSON".into(),
        name: "Tiandy".into(),
        names: vec!["Tiandy".into()],
        technology: None,
        countries: vec![],
        protected: Some("killed".into()),
    };
    let mut party = Party {
        id: "x".into(),
        name: entity.name,
        type_: "COMPANY".into(),
        names: entity.names,
        members: vec![],
        countries: vec![],
        protected: entity.protected,
        technology: None,
        matches: vec![],
        matrix: None,
        notes: vec![],
    };
    resolve_parties(&index(), std::slice::from_mut(&mut party), None, &Options::standard());
    assert!(party.matrix.is_none() && party.matches.is_empty());
    party.protected = None;
    resolve_parties(&index(), std::slice::from_mut(&mut party), None, &Options::standard());
    assert_eq!(party.matches[0].id, "el-1");
    assert!(party.matrix.is_some());
}

#[test]
fn the_same_lists_give_the_same_bytes_and_damage_is_found() {
    let lists = [snapshot("el", "2021-07", &[TIANDY])];
    let bytes = Index::build(&lists);
    assert_eq!(bytes, Index::build(&lists));
    for place in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[place] ^= 0x55;
        assert!(Index::from_bytes(changed).is_err(), "byte {place}");
        assert!(Index::from_bytes(bytes[..place].to_vec()).is_err(), "cut at {place}");
    }
}
