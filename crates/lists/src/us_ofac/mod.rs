//! OFAC's lists in the legacy CSV layout: primary names, aliases, addresses and remarks, joined.
//!
//! The files have no header and no date. They are told apart by their columns; the Consolidated
//! list is told from the SDN list by its programme tags (`dataset.yml`, words). A set that was cut
//! off is seen by rows that point to entries which are not there, and by a file that ends long
//! before the others.

mod remarks;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::{Completeness, Entity, ListEntry, Listing, Origin, RowWarning, id};

use crate::adapter::{Adapter, Parsed, ParsedList, refuse, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::person::{add_country, add_name};
use crate::source::{SourceFile, Surroundings};

/// Programme of the entries that are a list of their own.
const MILITARY_INDUSTRIAL: &str = "CMIC-EO13959";
/// Share of alias or address rows that may point to entries which are not there; by hand, from the
/// real sets, where it is under 0.001.
const ORPHANS_MAX: f64 = 0.01;
/// Where an alias or address file may end, as a share of the primary file's greatest number; by
/// hand, from the real sets, where it is over 0.98.
const REACH_MIN: f64 = 0.97;

bundled_dataset!();

/// The adapter.
pub(crate) struct UsOfac;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Primary,
    Alias,
    Address,
    Comment,
}

struct Row {
    number: u64,
    entry: u32,
    fields: Vec<String>,
}

impl Adapter for UsOfac {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let known: Vec<(usize, Role)> = files
            .iter()
            .enumerate()
            .filter_map(|(place, file)| Some((place, role(&file.head())?)))
            .collect();
        let primaries: Vec<(usize, bool)> = known
            .iter()
            .filter(|(_, role)| *role == Role::Primary)
            .map(|(place, _)| (*place, is_consolidated(&files[*place])))
            .collect();
        if known.len() == primaries.len() {
            return primaries.into_iter().map(|(place, _)| vec![place]).collect();
        }
        let mut groups: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (place, _) in &primaries {
            groups.insert(Some(*place), vec![*place]);
        }
        // What fits no file of names belongs to the SDN names all the same, where there are any:
        // those are then not whole, and the set is refused together.
        let sdn = primaries.iter().find(|(_, consolidated)| !consolidated).map(|(place, _)| *place);
        for (place, _) in known.iter().filter(|(_, role)| *role != Role::Primary) {
            let owner = owner(&files[*place], &primaries, files).or(sdn);
            groups.entry(owner).or_default().push(*place);
        }
        groups.into_values().collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let mut parsed = Parsed::default();
        let mut rows: BTreeMap<Role, Vec<(Arc<str>, Vec<Row>)>> = BTreeMap::new();
        let mut shortfalls = Vec::new();
        for file in files {
            let Some(role) = role(&file.head()) else { continue };
            let read = read_rows(file, role, &mut parsed.warnings, &mut shortfalls);
            parsed.files.push(file.record(read.len() as u64));
            rows.entry(role).or_default().push((file.name.as_str().into(), read));
        }
        let consolidated =
            files.iter().any(|f| role(&f.head()) == Some(Role::Primary) && is_consolidated(f));
        let list = match (rows.contains_key(&Role::Primary), consolidated) {
            (true, true) => "us-ofac-cons",
            (true, false) => "us-ofac-sdn",
            (false, _) => "us-ofac-sdn-alt",
        };
        if list == "us-ofac-sdn-alt" && !rows.contains_key(&Role::Alias) {
            let why = "addresses or remarks without primary names and aliases".to_string();
            let hint = "put the files of primary names and aliases beside them";
            parsed.unfit = Some(refuse(&["us-ofac-sdn"], files, why, hint));
            return parsed;
        }
        shortfalls.extend(join_faults(&rows));
        let mut join = Join { list: list.into(), entries: Vec::new(), by_number: HashMap::new() };
        join.all(&rows, &mut parsed.warnings);
        parsed.lists.extend(military_industrial(list, &join.entries));
        let mut main = ParsedList::new(list, join.entries);
        main.shortfalls = shortfalls;
        if list == "us-ofac-sdn-alt" {
            let why = "aliases and addresses only: entries without an alias are missing";
            main.completeness = Completeness::EntriesMissing(why.to_string());
        } else if !rows.contains_key(&Role::Alias) {
            let why = "the set has no alias file: parties are found by primary name only";
            main.completeness = Completeness::NamesMissing(why.to_string());
        }
        parsed.lists.push(main);
        parsed
    }
}

/// What kind of file this is, by the shape of its first rows.
fn role(head: &str) -> Option<Role> {
    let mut reader = reader(head.as_bytes());
    let mut votes: BTreeMap<Role, usize> = BTreeMap::new();
    let mut seen = 0;
    for record in reader.records().take(20).flatten() {
        let fields: Vec<&str> = record.iter().map(str::trim).collect();
        let numbered = fields[0].parse::<u32>().is_ok();
        if !numbered {
            continue; // A header that somebody added, or the end mark.
        }
        seen += 1;
        let alias = |field: &str| matches!(field, "aka" | "fka" | "nka" | "a.k.a." | "f.k.a.");
        let second_is_number = fields.get(1).is_some_and(|f| f.parse::<u32>().is_ok());
        let role = match fields.len() {
            12 if !second_is_number => Role::Primary,
            5 if second_is_number && alias(fields[2]) => Role::Alias,
            6 if second_is_number => Role::Address,
            2 => Role::Comment,
            _ => continue,
        };
        *votes.entry(role).or_default() += 1;
    }
    let (role, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > seen && looks_like_ofac(head, role)).then_some(role)
}

/// The null mark or the phrases of the remarks: other numbered CSVs have neither.
fn looks_like_ofac(head: &str, role: Role) -> bool {
    match role {
        Role::Comment => {
            ["Linked To:", "a.k.a. '", "No. ", "Date", "Address"].iter().any(|w| head.contains(w))
        }
        _ => head.contains("-0-"),
    }
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes)
}

fn is_consolidated(file: &SourceFile) -> bool {
    let (text, _) = file.text();
    let (mut all, mut consolidated) = (0, 0);
    for record in reader(text.as_bytes()).records().flatten() {
        let Some(programs) = record.get(3) else { continue };
        all += 1;
        let tags = programs.split("] [").map(str::trim);
        consolidated += usize::from(tags.into_iter().any(|tag| dataset().words.contains_key(tag)));
    }
    consolidated * 2 > all
}

/// The primary file that most of a file's rows belong to; `None` where none fits.
fn owner(file: &SourceFile, primaries: &[(usize, bool)], files: &[SourceFile]) -> Option<usize> {
    let wanted = numbers(file);
    let mut best = (0, None);
    for (place, _) in primaries {
        let held: std::collections::HashSet<u32> = numbers(&files[*place]).into_iter().collect();
        let shared = wanted.iter().filter(|number| held.contains(number)).count();
        if shared > best.0 {
            best = (shared, Some(*place));
        }
    }
    // Remarks are often of another week than the names; aliases and addresses must fit.
    let is_remarks = role(&file.head()) == Some(Role::Comment);
    best.1.filter(|_| is_remarks || best.0 * 2 > wanted.len())
}

fn numbers(file: &SourceFile) -> Vec<u32> {
    let (text, _) = file.text();
    let records = reader(text.as_bytes()).into_records().flatten();
    records.filter_map(|record| record.get(0)?.trim().parse().ok()).collect()
}

fn read_rows(
    file: &SourceFile,
    role: Role,
    warnings: &mut Vec<RowWarning>,
    shortfalls: &mut Vec<String>,
) -> Vec<Row> {
    let columns = match role {
        Role::Primary => 12,
        Role::Alias => 5,
        Role::Address => 6,
        Role::Comment => 2,
    };
    let (text, _) = file.text();
    let mut rows = Vec::new();
    let mut last_broken = false;
    for (place, record) in reader(text.as_bytes()).records().enumerate() {
        let number = place as u64 + 1;
        let mut warn = |message: String| {
            warnings.push(RowWarning { file: file.name.clone(), row: Some(number), message });
        };
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                warn(format!("not readable as CSV: {error}"));
                last_broken = true;
                continue;
            }
        };
        let fields: Vec<String> = record.iter().map(|field| field.trim().to_string()).collect();
        if fields.iter().all(String::is_empty) || fields[0] == "\u{1a}" {
            continue; // The end mark of the official files, or an empty last row.
        }
        let is_header = number == 1 && fields[0].eq_ignore_ascii_case("id");
        match fields[0].parse() {
            Ok(entry) if fields.len() == columns => {
                rows.push(Row { number, entry, fields });
                last_broken = false;
            }
            _ if is_header => {}
            _ => {
                warn(format!(
                    "{} columns where {columns} belong, or no number in front",
                    fields.len()
                ));
                last_broken = true;
            }
        }
    }
    if last_broken {
        shortfalls
            .push(format!("{}: the last row is broken off: the file is not whole", file.name));
    }
    rows
}

/// Signs that a file of the set was cut off.
fn join_faults(rows: &BTreeMap<Role, Vec<(Arc<str>, Vec<Row>)>>) -> Vec<String> {
    let Some(primary) = rows.get(&Role::Primary) else { return Vec::new() };
    let held: std::collections::HashSet<u32> =
        primary.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.entry)).collect();
    let top = held.iter().max().copied().unwrap_or(0);
    let mut faults = Vec::new();
    for role in [Role::Alias, Role::Address] {
        for (file, rows) in rows.get(&role).into_iter().flatten() {
            let orphans = rows.iter().filter(|row| !held.contains(&row.entry)).count();
            if orphans as f64 > ORPHANS_MAX * rows.len() as f64 {
                faults.push(format!(
                    "{file}: {orphans} of {} rows point to entries that the file of names does \
                     not have",
                    rows.len()
                ));
            }
            let reach = rows.iter().map(|row| row.entry).max().unwrap_or(0);
            if f64::from(reach) < REACH_MIN * f64::from(top) {
                faults.push(format!("{file}: ends at entry {reach}, the file of names at {top}"));
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    let all = primary.iter().flat_map(|(_, rows)| rows);
    let twice = all.filter(|row| !seen.insert(row.entry)).count();
    if twice > 0 {
        faults.push(format!("{twice} entry numbers occur twice"));
    }
    faults
}

/// Entries of the Chinese military-industrial programme, as the list of its own that they are.
fn military_industrial(list: &str, entries: &[ListEntry]) -> Option<ParsedList> {
    let is_one =
        |entry: &&ListEntry| entry.listing.programs.iter().any(|tag| tag == MILITARY_INDUSTRIAL);
    let found: Vec<ListEntry> = entries.iter().filter(is_one).cloned().collect();
    (list == "us-ofac-cons" && !found.is_empty()).then(|| ParsedList::new("us-nscmic", found))
}

struct Join {
    list: Arc<str>,
    entries: Vec<ListEntry>,
    by_number: HashMap<u32, usize>,
}

impl Join {
    fn all(
        &mut self,
        rows: &BTreeMap<Role, Vec<(Arc<str>, Vec<Row>)>>,
        warnings: &mut Vec<RowWarning>,
    ) {
        let comments: HashMap<u32, &str> = rows
            .get(&Role::Comment)
            .into_iter()
            .flatten()
            .flat_map(|(_, rows)| rows.iter().map(|row| (row.entry, row.fields[1].as_str())))
            .collect();
        for (role, files) in rows {
            for (file, rows) in files {
                for row in rows {
                    let origin = row_origin(&self.list, file, row.number);
                    match role {
                        Role::Primary => self.primary(row, &origin, &comments, warnings),
                        Role::Alias => self.alias(row, &origin),
                        Role::Address => self.address(row, &origin),
                        Role::Comment => {}
                    }
                }
            }
        }
    }

    fn primary(
        &mut self,
        row: &Row,
        origin: &Origin,
        comments: &HashMap<u32, &str>,
        warnings: &mut Vec<RowWarning>,
    ) {
        let field = |place: usize| {
            Some(row.fields[place].as_str()).filter(|f| *f != "-0-" && !f.is_empty())
        };
        let schema = match field(2) {
            Some("individual") => "Person",
            Some("vessel") => "Vessel",
            Some("aircraft") => "Airplane",
            _ => "LegalEntity",
        };
        let mut entity = Entity::new(format!("ofac-{}", row.entry), schema);
        add_name(&mut entity, "name", &row.fields[1], origin);
        let title = if schema == "Person" { "position" } else { "description" };
        for (place, property) in [
            (4, title),
            (5, "callSign"),
            (6, "type"),
            (7, "tonnage"),
            (8, "grossRegisteredTonnage"),
            (10, "description"),
        ] {
            if let Some(value) = field(place) {
                entity.add(property, value, origin);
            }
        }
        if let Some(flag) = field(9) {
            add_country(&mut entity, "flag", flag, origin);
        }
        let programs = field(3).map(|tags| tags.split("] [").map(|tag| tag.trim().to_string()));
        let listing = Listing {
            source_id: Some(row.entry.to_string()),
            programs: programs.into_iter().flatten().collect(),
            ..Listing::default()
        };
        let mut entry = ListEntry { entity, listing, related: Vec::new() };
        let overflow = comments.get(&row.entry).copied().unwrap_or_default();
        let text = format!("{}{overflow}", field(11).unwrap_or_default());
        remarks::read(&text, &mut entry, origin, warnings);
        self.by_number.insert(row.entry, self.entries.len());
        self.entries.push(entry);
    }

    fn alias(&mut self, row: &Row, origin: &Origin) {
        let property = match row.fields[2].as_str() {
            "fka" | "f.k.a." => "previousName",
            _ => "alias",
        };
        let entry = self.entry(row);
        add_name(&mut entry.entity, property, &row.fields[3], origin);
    }

    fn address(&mut self, row: &Row, origin: &Origin) {
        let field = |place: usize| {
            Some(row.fields[place].as_str()).filter(|f| *f != "-0-" && !f.is_empty())
        };
        let parts: Vec<&str> = [2, 3, 4].into_iter().filter_map(field).collect();
        let Some(country) = field(4).or(field(3)).or(field(2)) else { return };
        let Some(&place) = self.by_number.get(&row.entry).or(None) else { return };
        let entry = &mut self.entries[place];
        if field(4).is_some() {
            add_country(&mut entry.entity, "country", country, origin);
        }
        let full = parts.join(", ");
        let mut address = Entity::new(format!("ofac-address-{}", id::of(&[&full])), "Address");
        address.add("full", &full, origin);
        for (place, property) in [(2, "street"), (3, "city"), (5, "remarks")] {
            if let Some(value) = field(place) {
                address.add(property, value, origin);
            }
        }
        entry.entity.add("address", &full, origin);
        entry.entity.add("addressEntity", &address.id, origin);
        entry.related.push(address);
    }

    /// The entry of a row; without primary names one is begun from what the row tells.
    fn entry(&mut self, row: &Row) -> &mut ListEntry {
        let place = *self.by_number.entry(row.entry).or_insert_with(|| {
            let entity = Entity::new(format!("ofac-{}", row.entry), "LegalEntity");
            let listing = Listing { source_id: Some(row.entry.to_string()), ..Listing::default() };
            self.entries.push(ListEntry { entity, listing, related: Vec::new() });
            self.entries.len() - 1
        });
        &mut self.entries[place]
    }
}
