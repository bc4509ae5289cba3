//! Who must be protected: people to whom a text says that something was done.
//!
//! A named person who is the object of a claim of abuse is protected: never screened, withheld
//! from what is published. Officials who act are not.

use model::{Claim, DocumentEntity, UNKNOWN};

/// Predicates whose object, where it is a person, is protected; from the abuses of the taxonomy.
const ABUSES: [&str; 7] =
    ["killed", "tortured", "detained", "surveils", "uses_on", "targets", "suppresses"];

/// Marks the protected persons among the entities, with the reason.
pub(crate) fn mark(entities: &mut [DocumentEntity], claims: &[Claim]) {
    for claim in claims.iter().filter(|claim| ABUSES.contains(&claim.predicate.as_str())) {
        let acts = claims.iter().any(|other| {
            other.subject.entity == claim.object.entity
                && other.subject.entity != UNKNOWN
                && (ABUSES.contains(&other.predicate.as_str()) || other.predicate == "leads")
        });
        let object =
            entities.iter_mut().find(|e| e.id == claim.object.entity && e.type_ == "PERSON");
        if let Some(person) = object.filter(|_| !acts) {
            let why = format!(
                "the document says that the person was {}",
                claim.predicate.replace('_', " ")
            );
            person.protected.get_or_insert(why);
        }
    }
}
