//! Names of persons as lists write them: `AL-ZAWAHIRI, Ayman`.

use model::{Entity, Origin};

/// Adds a name to an entity. For a person, "LAST, First" is turned round; the written form is kept
/// beside it, and the two parts are added on their own.
pub(crate) fn add_name(entity: &mut Entity, property: &str, written: &str, origin: &Origin) {
    let written = written.trim().trim_end_matches(',');
    match written.split_once(", ") {
        Some((last, first)) if entity.schema == "Person" && !first.contains(',') => {
            let name = format!("{} {}", first.trim(), last.trim());
            entity.add_cleaned(property, &name, written, origin);
            if property == "name" {
                entity.add("lastName", last, origin);
                entity.add("firstName", first, origin);
            }
        }
        _ => entity.add(property, written, origin),
    }
}

/// Adds a country by what the list calls it: the code where it is known, else as written.
pub(crate) fn add_country(entity: &mut Entity, property: &str, written: &str, origin: &Origin) {
    let written = written.trim();
    match model::Countries::bundled().by_name(written) {
        Some(country) => entity.add_cleaned(property, &country.code, written, origin),
        None if written.len() == 2 => {
            let code = model::Countries::bundled().by_code(written).map(|c| c.code.clone());
            entity.add_cleaned(property, code.as_deref().unwrap_or(written), written, origin);
        }
        None => entity.add(property, written, origin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_turned_round() {
        let origin = Origin::Given { source: "test".into() };
        let mut person = Entity::new("a", "Person");
        add_name(&mut person, "name", "AL-ZAWAHIRI, Ayman", &origin);
        assert_eq!(person.caption(), "Ayman AL-ZAWAHIRI");
        assert_eq!(person.statements[0].original.as_deref(), Some("AL-ZAWAHIRI, Ayman"));
        let mut firm = Entity::new("b", "Company");
        add_name(&mut firm, "name", "CECOEX, S.A.", &origin);
        assert_eq!(firm.caption(), "CECOEX, S.A.");
    }
}
