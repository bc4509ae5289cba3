//! The consolidated list of the UN Security Council, read as a stream of XML.

use std::sync::Arc;

use model::{Dated, Entity, ListEntry, Listing, Origin, RowWarning};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::adapter::{Adapter, Parsed, ParsedList, entry, refuse, row_origin};
use crate::dataset::{Dataset, bundled_dataset};
use crate::dates;
use crate::person::add_country;
use crate::source::{SourceFile, Surroundings};

/// Parts of a name, in order.
const NAME_PARTS: [&str; 4] = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];

bundled_dataset!();

/// The adapter.
pub(crate) struct UnSc;

/// A record as nested elements: tag, text, children.
#[derive(Debug, Default)]
struct Node {
    tag: String,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn child(&self, tag: &str) -> &str {
        self.children.iter().find(|c| c.tag == tag).map(|c| c.text.trim()).unwrap_or_default()
    }

    fn all<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.tag == tag)
    }

    fn values<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        self.all(tag).flat_map(|node| node.all("VALUE")).map(|value| value.text.trim())
    }
}

impl Adapter for UnSc {
    fn dataset(&self) -> &'static Dataset {
        dataset()
    }

    fn recognise(&self, files: &[SourceFile], _: &Surroundings) -> Vec<Vec<usize>> {
        let is_one = |file: &SourceFile| file.head().contains("<CONSOLIDATED_LIST");
        (0..files.len()).filter(|place| is_one(&files[*place])).map(|place| vec![place]).collect()
    }

    fn parse(&self, files: &[&SourceFile], _: &Surroundings) -> Parsed {
        let file = files[0];
        let mut parsed = Parsed::default();
        let list: Arc<str> = "un-sc".into();
        let name: Arc<str> = file.name.as_str().into();
        let mut entries = Vec::new();
        let (text, _) = file.text();
        let walked = walk(&text, &mut |line, node| {
            let origin = row_origin(&list, &name, line);
            match read_record(&node, &origin) {
                Some(entry) => entries.push(entry),
                None => parsed.warnings.push(RowWarning {
                    file: file.name.clone(),
                    row: Some(line),
                    message: "record without DATAID or name".to_string(),
                }),
            }
        });
        match walked {
            Ok(generated) => {
                let date = generated.as_deref().and_then(|text| text.parse().ok());
                parsed.published = date.map(|date| (date, "dateGenerated in the file".to_string()));
                parsed.files.push(file.record(entries.len() as u64));
                parsed.lists.push(ParsedList::new(&list, entries));
            }
            Err(why) => {
                let why = format!("{}: {why}", file.name);
                parsed.unfit = Some(refuse(&["un-sc"], files, why, "fetch the file again"));
            }
        }
        parsed
    }
}

/// Walks the records; returns the date at the root. An error names the byte.
fn walk(text: &str, take: &mut dyn FnMut(u64, Node)) -> Result<Option<String>, String> {
    let mut reader = Reader::from_str(text);
    let mut stack: Vec<Node> = Vec::new();
    let mut generated = None;
    let mut record_start = 0;
    let mut lines = Lines::new(text);
    let mut closed = false;
    loop {
        let place = reader.buffer_position() as usize;
        match reader.read_event().map_err(|error| format!("byte {place}: {error}"))? {
            Event::Start(start) => {
                let tag = start.name().as_ref().to_string();
                if tag == "CONSOLIDATED_LIST" {
                    let attribute = start.try_get_attribute("dateGenerated").ok().flatten();
                    generated = attribute.map(|a| a.value.into_owned());
                } else if tag == "INDIVIDUAL" || tag == "ENTITY" {
                    record_start = place;
                    stack = vec![Node { tag, ..Node::default() }];
                } else if !stack.is_empty() {
                    stack.push(Node { tag, ..Node::default() });
                }
            }
            Event::Text(part) => {
                if let Some(node) = stack.last_mut() {
                    node.text.push_str(&part);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(node) = stack.last_mut() {
                    node.text.push_str(&resolve(&reference));
                }
            }
            Event::End(end) if end.name().as_ref() == "CONSOLIDATED_LIST" => closed = true,
            Event::End(_) => {
                if let Some(node) = stack.pop() {
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(node),
                        None => take(lines.at(record_start), node),
                    }
                }
            }
            Event::Eof if closed => return Ok(generated),
            Event::Eof => {
                return Err(format!("byte {place}: the file ends before its last element"));
            }
            _ => {}
        }
    }
}

fn resolve(name: &str) -> String {
    let entity = quick_xml::escape::resolve_predefined_entity(name).map(str::to_string);
    let number = || {
        let code = name.strip_prefix('#')?;
        let value = match code.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        char::from_u32(value).map(String::from)
    };
    entity.or_else(number).unwrap_or_default()
}

/// Line numbers of rising byte offsets.
struct Lines<'a> {
    text: &'a str,
    line: u64,
    place: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Lines<'a> {
        Lines { text, line: 1, place: 0 }
    }

    fn at(&mut self, place: usize) -> u64 {
        let between = &self.text.as_bytes()[self.place..place.max(self.place)];
        self.line += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.place = place.max(self.place);
        self.line
    }
}

fn read_record(node: &Node, origin: &Origin) -> Option<ListEntry> {
    let id = node.child("DATAID");
    let individual = node.tag == "INDIVIDUAL";
    let parts: Vec<&str> =
        NAME_PARTS.iter().map(|part| node.child(part)).filter(|part| !part.is_empty()).collect();
    let name = parts.join(" ");
    if id.is_empty() || name.is_empty() {
        return None;
    }
    let schema = if individual { "Person" } else { "LegalEntity" };
    let mut entity = Entity::new(format!("un-sc-{id}"), schema);
    entity.add("name", &name, origin);
    entity.add("alias", node.child("NAME_ORIGINAL_SCRIPT"), origin);
    for tag in ["INDIVIDUAL_ALIAS", "ENTITY_ALIAS"] {
        for alias in node.all(tag) {
            let low = alias.child("QUALITY") == "Low";
            let property = match alias.child("QUALITY") {
                "f.k.a." => "previousName",
                _ if low => "weakAlias",
                _ => "alias",
            };
            for name in alias.child("ALIAS_NAME").split(';') {
                entity.add(property, name, origin);
            }
        }
    }
    for country in node.values("NATIONALITY") {
        add_country(&mut entity, "nationality", country, origin);
    }
    for (tag, property) in [("DESIGNATION", "position"), ("TITLE", "title")] {
        for value in node.values(tag) {
            entity.add(property, value, origin);
        }
    }
    entity.add("gender", node.child("GENDER"), origin);
    entity.add("notes", node.child("COMMENTS1"), origin);
    births(&mut entity, node, origin);
    documents(&mut entity, node, origin);
    addresses(&mut entity, node, origin);
    let since = dates::parse(node.child("LISTED_ON"))
        .map(|date| Dated { date, evidence: "LISTED_ON".to_string() });
    let listing = Listing {
        source_id: Some(node.child("REFERENCE_NUMBER").to_string()),
        programs: vec![node.child("UN_LIST_TYPE").to_string()],
        since,
        ..Listing::default()
    };
    Some(entry(entity, listing))
}

fn births(entity: &mut Entity, node: &Node, origin: &Origin) {
    for birth in node.all("INDIVIDUAL_DATE_OF_BIRTH") {
        for tag in ["DATE", "YEAR", "FROM_YEAR", "TO_YEAR"] {
            if let Some(date) = dates::parse(birth.child(tag)) {
                entity.add_cleaned("birthDate", &date.to_string(), birth.child(tag), origin);
            }
        }
    }
    for place in node.all("INDIVIDUAL_PLACE_OF_BIRTH") {
        let parts = ["CITY", "STATE_PROVINCE", "COUNTRY"].map(|tag| place.child(tag));
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        entity.add("birthPlace", &parts.join(", "), origin);
        if !place.child("COUNTRY").is_empty() {
            add_country(entity, "birthCountry", place.child("COUNTRY"), origin);
        }
    }
}

fn documents(entity: &mut Entity, node: &Node, origin: &Origin) {
    for document in node.all("INDIVIDUAL_DOCUMENT") {
        let passport = document.child("TYPE_OF_DOCUMENT").contains("assport");
        let property = if passport { "passportNumber" } else { "idNumber" };
        entity.add(property, document.child("NUMBER"), origin);
    }
}

fn addresses(entity: &mut Entity, node: &Node, origin: &Origin) {
    for tag in ["INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"] {
        for address in node.all(tag) {
            let parts = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"];
            let parts: Vec<&str> =
                parts.iter().map(|t| address.child(t)).filter(|part| !part.is_empty()).collect();
            entity.add("address", &parts.join(", "), origin);
            if !address.child("COUNTRY").is_empty() {
                add_country(entity, "country", address.child("COUNTRY"), origin);
            }
        }
    }
}
