//! The remarks column: dates and places of birth, numbers, other names and links, in a row of
//! phrases separated by `; `.

use std::sync::LazyLock;

use model::{Dated, Entity, ListEntry, Origin, RowWarning, id};
use regex::Regex;

use crate::dates;
use crate::person::add_country;

/// Beginnings of phrases and the property that the rest of the phrase is.
const TEXT: [(&str, &str); 12] = [
    ("POB ", "birthPlace"),
    ("Gender ", "gender"),
    ("Website ", "website"),
    ("Email Address ", "email"),
    ("Phone Number ", "phone"),
    ("Telephone ", "phone"),
    ("Aircraft Model ", "model"),
    ("Aircraft Operator ", "description"),
    ("Organization Type: ", "sector"),
    ("Target Type ", "legalForm"),
    ("Call Sign ", "callSign"),
    ("Title: ", "position"),
];

/// Beginnings of phrases that hold a number, and its property.
const NUMBERS: [(&str, &str); 27] = [
    ("Passport ", "passportNumber"),
    ("Vessel Registration Identification IMO ", "imoNumber"),
    ("Vessel Registration Identification ", "registrationNumber"),
    ("Identification Number IMO ", "imoNumber"),
    ("Company Number IMO ", "imoNumber"),
    ("MMSI ", "mmsi"),
    ("Tax ID No. ", "taxNumber"),
    ("NIT # ", "taxNumber"),
    ("RUC # ", "taxNumber"),
    ("V.A.T. Number ", "vatCode"),
    ("Registration Number ", "registrationNumber"),
    ("Registration ID ", "registrationNumber"),
    ("Business Registration Number ", "registrationNumber"),
    ("Business Registration Document # ", "registrationNumber"),
    ("Commercial Registry Number ", "registrationNumber"),
    ("Company Number ", "registrationNumber"),
    ("Matricula Mercantil No ", "registrationNumber"),
    ("Unified Social Credit Code (USCC) ", "uscCode"),
    ("Legal Entity Number ", "leiCode"),
    ("D-U-N-S Number ", "dunsCode"),
    ("SWIFT/BIC ", "swiftBic"),
    ("National ID No. ", "idNumber"),
    ("Cedula No. ", "idNumber"),
    ("Identification Number ", "idNumber"),
    ("D.N.I. ", "idNumber"),
    ("C.R. No. ", "registrationNumber"),
    ("Aircraft Manufacturer's Serial Number (MSN) ", "serialNumber"),
];

/// Beginnings of phrases that hold a date, and its property.
const DATES: [(&str, &str); 3] = [
    ("Organization Established Date ", "incorporationDate"),
    ("Aircraft Manufacture Date ", "buildDate"),
    ("Vessel Year of Build ", "buildDate"),
];

/// Reads the remarks of one entry into its entity, listing and related entities. What has no
/// property of its own is kept as a note. Phrases that look like a date but are none are warnings.
pub(super) fn read(
    remarks: &str,
    entry: &mut ListEntry,
    origin: &Origin,
    warnings: &mut Vec<RowWarning>,
) {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:alt\. )?([af])\.k\.a\. '(.+?)'\.?$"));
    let remarks = remarks.trim().trim_end_matches('.');
    for phrase in remarks.split("; ") {
        let phrase = phrase.trim();
        let plain = phrase.strip_prefix("alt. ").unwrap_or(phrase);
        if let Some(found) = NAME.captures(phrase) {
            let property = if &found[1] == "f" { "previousName" } else { "weakAlias" };
            crate::person::add_name(&mut entry.entity, property, &found[2], origin);
        } else if let Some(party) = plain.strip_prefix("Linked To: ") {
            link(entry, party.trim_end_matches('.'), origin);
        } else if let Some(date) = plain.strip_prefix("DOB ") {
            birth(&mut entry.entity, date, origin, warnings);
        } else if let Some(country) = strip(plain, &["nationality ", "citizen "]) {
            let property = if plain.starts_with('n') { "nationality" } else { "citizenship" };
            add_country(&mut entry.entity, property, country, origin);
        } else if let Some(date) = listing_date(plain) {
            if entry.listing.since.as_ref().is_none_or(|since| date.date < since.date) {
                entry.listing.since = Some(date);
            }
        } else if !tabled(&mut entry.entity, plain, origin) && !plain.is_empty() {
            entry.entity.add("notes", plain, origin);
        }
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants that the tests use")
}

fn strip<'a>(phrase: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    beginnings.iter().find_map(|beginning| phrase.strip_prefix(beginning))
}

/// `Listing Date (CMIC): 03 Jun 2021`. The effective date is later and is kept as a note.
fn listing_date(phrase: &str) -> Option<Dated> {
    let (_, date) = phrase.strip_prefix("Listing Date")?.split_once(": ")?;
    Some(Dated { date: dates::parse(date)?, evidence: phrase.to_string() })
}

/// `1975`, `circa 1961`, `14 Jun 1975`, `1963 to 1965`: a range is kept as its years.
fn birth(entity: &mut Entity, written: &str, origin: &Origin, warnings: &mut Vec<RowWarning>) {
    let parts: Vec<_> = written.split(" to ").map(dates::parse).collect();
    if parts.iter().any(Option::is_none) {
        if let Origin::ListRow { file, row, .. } = origin {
            let message =
                format!("date of birth {written:?} is no date that is known: kept as a note");
            warnings.push(RowWarning { file: file.to_string(), row: Some(*row), message });
        }
        entity.add("notes", &format!("DOB {written}"), origin);
        return;
    }
    for date in parts.into_iter().flatten() {
        entity.add_cleaned("birthDate", &date.to_string(), written, origin);
    }
}

/// Numbers, dates and texts by the tables above; false where the phrase is of another kind.
fn tabled(entity: &mut Entity, phrase: &str, origin: &Origin) -> bool {
    static ISSUER: LazyLock<Regex> = LazyLock::new(|| regex(r"^(.*?) \((.+?)\)"));
    let in_table = |table: &[(&str, &'static str)]| {
        table.iter().find_map(|(start, property)| Some((phrase.strip_prefix(start)?, *property)))
    };
    if let Some((rest, property)) = in_table(&NUMBERS) {
        let number =
            ISSUER.captures(rest).map_or(rest, |found| found.get(1).map_or(rest, |m| m.as_str()));
        let number = number.split(" issued ").next().unwrap_or(number);
        entity.add_cleaned(property, number.trim(), rest, origin);
        return true;
    }
    if let Some((rest, property)) = in_table(&DATES) {
        match dates::parse(rest) {
            Some(date) => entity.add_cleaned(property, &date.to_string(), rest, origin),
            None => entity.add("notes", phrase, origin),
        }
        return true;
    }
    if let Some((rest, property)) = in_table(&TEXT) {
        entity.add(property, rest, origin);
        return true;
    }
    if let Some(rest) = phrase.strip_prefix("Digital Currency Address - ") {
        entity.add("publicKey", rest, origin);
        return true;
    }
    false
}

/// A party that the entry is linked to, with the link between them.
fn link(entry: &mut ListEntry, party: &str, origin: &Origin) {
    let other_id = format!("ofac-linked-{}", id::of(&[party]));
    let mut other = Entity::new(&other_id, "LegalEntity");
    other.add("name", party, origin);
    let mut link =
        Entity::new(format!("ofac-link-{}", id::of(&[&entry.entity.id, party])), "UnknownLink");
    link.add("subject", &entry.entity.id, origin);
    link.add("object", &other_id, origin);
    link.add("role", "Linked To", origin);
    entry.related.extend([other, link]);
}
