//! Screening and listing by date on small lists built by hand. The names are real entries of public
//! lists; dates and versions are chosen for the test.

use model::{
    Completeness, Dated, Entity, ListEntry, ListInfo, ListRow, ListSnapshot, ListStatus, Listing,
    Match, Origin, PartialDate,
};
use resolve::{Index, Options, Query, listed, screen};

fn date(text: &str) -> PartialDate {
    text.parse().expect("a date of a test")
}

/// One version of a list with entries `(id, schema, names, since)`; names as `alias=...`.
fn snapshot(
    list: &str,
    published: &str,
    completeness: Completeness,
    entries: &[(&str, &str, &[&str], Option<&str>)],
) -> ListSnapshot {
    let info = ListInfo {
        id: list.into(),
        title: list.to_string(),
        publisher: String::new(),
        jurisdiction: "us".into(),
        url: String::new(),
        licence: String::new(),
        update_days: None,
        version: published.into(),
        published: published.parse().ok(),
        published_evidence: "a test".into(),
        entries: entries.len(),
        completeness,
        files: Vec::new(),
    };
    let entries = entries.iter().enumerate().map(|(row, (id, schema, names, since))| {
        let origin = Origin::ListRow { list: list.into(), file: "test".into(), row: row as u64 };
        let mut entity = Entity::new(*id, *schema);
        for name in *names {
            let (property, name) = name.split_once('=').unwrap_or(("name", name));
            entity.add(property, name, &origin);
        }
        let since = since.map(|text| Dated { date: date(text), evidence: "a test".into() });
        ListEntry { entity, listing: Listing { since, ..Listing::default() }, related: Vec::new() }
    });
    ListSnapshot { info, entries: entries.collect() }
}

fn index(snapshots: &[ListSnapshot]) -> Index {
    Index::from_bytes(Index::build(snapshots)).expect("what was built can be opened")
}

fn bodies() -> Index {
    let tiandy: &[&str] =
        &["Tianjin Tiandi Weiye Technologies Co., Ltd.", "alias=Tiandy Technologies"];
    let el = snapshot(
        "el",
        "2026-07-09",
        Completeness::Complete,
        &[
            ("tiandy", "Company", tiandy, Some("2022-12-19")),
            ("parsian", "Company", &["ZTE Parsian"], None),
            ("dongguan", "Company", &["Huawei Machine Co., Ltd.", "alias=HUAWEI Dongguan"], None),
            ("huawei", "Company", &["Huawei Technologies Co., Ltd."], None),
            ("star", "Company", &["Chengxing Trading Co. Ltd."], None),
            ("mrs", "LegalEntity", &["MRS International"], None),
        ],
    );
    let sdn = snapshot(
        "sdn",
        "2023-01-21",
        Completeness::Complete,
        &[
            (
                "irgc",
                "Organization",
                &[
                    "ISLAMIC REVOLUTIONARY GUARD CORPS",
                    "alias=IRANIAN REVOLUTIONARY GUARD CORPS",
                    "alias=SEPAH-E PASDARAN-E ENQELAB-E ESLAMI",
                ],
                None,
            ),
            ("air", "Organization", &["ISLAMIC REVOLUTIONARY GUARD CORPS AIR FORCE"], None),
            ("qods", "Organization", &["ISLAMIC REVOLUTIONARY GUARD CORPS QODS FORCE"], None),
            ("iei", "Company", &["IRAN ELECTRONICS INDUSTRIES", "weakAlias=SAIRAN"], None),
            ("ici", "Company", &["IRAN COMMUNICATION INDUSTRIES"], None),
            ("optics", "Company", &["ISFAHAN OPTICS", "alias=SANOYE ELEKTRONIK SAIRAN"], None),
            ("mobin", "Company", &["IRAN MOBIN ELECTRONIC DEVELOPMENT COMPANY"], None),
            ("trust", "Company", &["MOBIN TRUST CONSORTIUM"], None),
            ("morality", "Organization", &["IRAN'S MORALITY POLICE"], None),
            ("peru", "Organization", &["COMMUNIST PARTY OF PERU"], None),
            ("haige", "Company", &["Guangzhou Haige Communication Group Co., Ltd."], None),
            ("rawi", "Person", &["SALMAN BIN MUHAMMAD AL-RAWI"], None),
            ("ali", "Person", &["أحمد علي رضایی"], None),
        ],
    );
    index(&[el, sdn])
}

/// The entries at or above 0.7, best first.
#[track_caller]
fn check(name: &str, schema: &str, expected: &[&str]) {
    let query = Query { schema: Some(schema.into()), ..Query::name(name) };
    let matches = screen(&bodies(), &query, &Options::standard());
    let found: Vec<&str> = matches.iter().map(|m| m.id.as_str()).collect();
    assert_eq!(found, expected, "{name}: {matches:#?}");
    matches.iter().for_each(adds_up);
}

fn adds_up(found: &Match) {
    let sum: f64 = found.reasons.iter().map(|reason| reason.weight).sum();
    assert!((sum - found.weight).abs() < 1e-9, "{}: {sum} {}", found.caption, found.weight);
    assert!((found.score - 1.0 / (1.0 + (-found.weight).exp2())).abs() < 1e-12);
    let weights: Vec<f64> = found.reasons.iter().map(|reason| reason.weight.abs()).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b), "heaviest first: {weights:?}");
}

#[test]
fn bodies_are_found_by_their_names() {
    for name in [
        "Tiandy",
        "Tiandi", // The article's spelling.
        "Tiandy Technologies",
        "Tiandi Weiye",
        "天地伟业",
        "天地偉業",
        "天津天地伟业数码科技有限公司",
        "Tiandy Technologies Co., Ltd.",
        "Tiandy’s",
        "Ti\u{200b}andy", // A letter that is not seen.
    ] {
        check(name, "Company", &["tiandy"]);
    }
    check("Islamic Revolutionary Guard Corps", "Organization", &["irgc"]); // Not its branches.
    check("Iranian Revolutionary Guard Corps", "Organization", &["irgc"]);
    check("سپاه پاسداران انقلاب اسلامی", "Organization", &["irgc"]);
    check("Morality Police", "Organization", &["morality"]);
    check("GUANGZHOU HAIGE COMM GRP", "Company", &["haige"]); // As customs data cut it.
    check("Sairan", "Company", &["iei"]); // Not the one that has the word among others.
    check("MRS International", "LegalEntity", &["mrs"]); // Of a title and a class word.
    // The affiliate in another place is looked at too, behind.
    check("华为技术有限公司", "Company", &["huawei", "dongguan"]);
}

#[test]
fn other_bodies_are_not() {
    check("Foundation for Defense of Democracy", "Organization", &[]);
    check("MobinNet", "Company", &[]);
    check("ZTE", "Company", &[]); // ZTE Parsian is another.
    check("ZTE Corporation", "Company", &[]);
    check("中兴通讯", "Company", &[]); // Zhongxing is not Chengxing.
    check("Communist Party", "Organization", &[]); // Of which country?
    check("Communist Party of China", "Organization", &[]);
    check("Iran Electronics Industries", "Company", &["iei"]); // Not the communication industries.
}

#[test]
fn persons() {
    check("Salman bin Muhammad al-Rawi", "Person", &["rawi"]);
    check("Muhammad bin Salman al-Rawi", "Person", &[]); // The father of the one, or his son.
    check("محمد علي رضایی", "Person", &[]); // Muhammad is not Ahmad.
    check("Ahmad Ali Rezaei", "Person", &["ali"]);
}

#[track_caller]
fn row(index: &Index, name: &str, as_of: &str) -> ListRow {
    let query = Query { schema: Some("Organization".into()), ..Query::name(name) };
    let as_of = (!as_of.is_empty()).then(|| date(as_of));
    let matrix = listed(index, &query, as_of, &Options::standard());
    matrix.lists.into_iter().next().expect("the index has one list")
}

#[test]
fn start_dates_decide_in_one_version() {
    let index = bodies();
    for (as_of, status, since) in [
        ("2022-12-01", ListStatus::NotListed, None),
        ("2022-12-18", ListStatus::NotListed, None),
        ("2022-12-19", ListStatus::Listed, Some("2022-12-19")),
        ("2023-01-01", ListStatus::Listed, Some("2022-12-19")),
        ("", ListStatus::Listed, Some("2022-12-19")),
    ] {
        let row = row(&index, "Tiandy Technologies", as_of);
        assert_eq!((row.status, row.since), (status, since.map(date)), "{as_of}: {}", row.basis);
    }
    assert!(row(&index, "Tiandy", "2022-12-01").basis.contains("listed later: since 2022-12-19"));
}

/// Versions without start dates: `old` only in the first, `new` only in the second.
fn versions() -> Index {
    let version = |published, names: &[&str]| {
        let names: Vec<[&str; 1]> = names.iter().map(|name| [*name]).collect();
        let entries: Vec<(&str, &str, &[&str], Option<&str>)> =
            names.iter().map(|name| (name[0], "Organization", &name[..], None)).collect();
        snapshot("sdn", published, Completeness::Complete, &entries)
    };
    index(&[
        version("2021-07", &["Oldenburg Verlag", "Bosphorus Kargo"]),
        version("2023-01", &["Newhaven Trust", "Bosphorus Kargo"]),
    ])
}

#[test]
fn versions_without_start_dates() {
    let index = versions();
    use ListStatus::{Listed, NotListed, NotSearched};
    for (name, as_of, status) in [
        ("Newhaven Trust", "", Listed),
        ("Newhaven Trust", "2023-01-31", Listed),
        ("Newhaven Trust", "2022-12-01", NotSearched), // It may have come in 2021 or in 2023.
        ("Newhaven Trust", "2023-01-15", NotSearched), // Some day of January 2023.
        ("Newhaven Trust", "2020-01-01", NotListed),   // Not even on the version after that.
        ("Oldenburg Verlag", "", NotListed),
        ("Oldenburg Verlag", "2022-12-01", Listed), // With a caution, below.
        ("Oldenburg Verlag", "2020-01-01", NotSearched),
        ("Bosphorus Kargo", "2022-12-01", Listed),
        ("Nobody Knows", "2022-12-01", NotListed),
    ] {
        let row = row(&index, name, as_of);
        assert_eq!(row.status, status, "{name} {as_of}: {}", row.basis);
    }
    let basis = |name, as_of| row(&index, name, as_of).basis;
    assert!(basis("Newhaven Trust", "2022-12-01").contains("first appears in version 2023-01"));
    assert!(basis("Oldenburg Verlag", "2022-12-01").contains("2023-01 no longer has the entry"));
    assert!(!basis("Bosphorus Kargo", "2022-12-01").contains("no longer"));
    assert!(basis("Nobody Knows", "2020-01-01").contains("looking back"));
}

#[test]
fn an_extract_does_not_hide_a_whole_version() {
    let whole = snapshot(
        "sdn",
        "2023-01-21",
        Completeness::Complete,
        &[("a", "Organization", &["Oldenburg Verlag"], None)],
    );
    let extract = snapshot(
        "sdn",
        "2024-01-21",
        Completeness::EntriesMissing("an extract".into()),
        &[("b", "Organization", &["Newhaven Trust"], None)],
    );
    let both = index(&[whole, extract.clone()]);
    assert_eq!(row(&both, "Oldenburg Verlag", "").status, ListStatus::Listed);
    assert_eq!(row(&both, "Newhaven Trust", "").status, ListStatus::Listed); // A hit counts.
    assert_eq!(row(&both, "Nobody Knows", "").status, ListStatus::NotListed);
    let query = Query::name("Oldenburg Verlag");
    assert_eq!(screen(&both, &query, &Options::standard()).len(), 1);
    let alone = index(&[extract]);
    assert_eq!(row(&alone, "Nobody Knows", "").status, ListStatus::NotSearched);
}

#[test]
fn the_file_is_checked() {
    let bytes = Index::build(&[]);
    assert!(Index::from_bytes(bytes).is_ok());
    let bytes = Index::build(&[snapshot(
        "sdn",
        "2023-01-21",
        Completeness::Complete,
        &[("a", "Organization", &["Oldenburg Verlag"], None)],
    )]);
    for place in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1;
        assert!(Index::from_bytes(flipped).is_err(), "a flipped bit at {place} was not seen");
    }
    for length in 0..bytes.len() {
        assert!(Index::from_bytes(bytes[..length].to_vec()).is_err(), "cut at {length}");
    }
}
