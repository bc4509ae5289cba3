//! Who must be protected: people to whom a text says that something was done.
//!
//! A named person who is the object of a claim of abuse is protected: never screened, withheld
//! from what is published. Officials who act are not.

use std::collections::{HashMap, HashSet};

use model::{Claim, DocumentEntity};

/// Predicates whose object, where it is a person, is protected; from the abuses of the taxonomy.
const ABUSES: [&str; 7] =
    ["killed", "tortured", "detained", "surveils", "uses_on", "targets", "suppresses"];

/// Marks the protected persons among the entities, with the reason.
pub(crate) fn mark(entities: &mut [DocumentEntity], claims: &[Claim]) {
    let is_abuse = |claim: &&Claim| ABUSES.contains(&claim.predicate.as_str());
    let acts: HashSet<&str> = claims
        .iter()
        .filter(|claim| is_abuse(claim) || claim.predicate == "leads")
        .map(|claim| claim.subject.entity.as_str())
        .collect();
    let mut done_to: HashMap<&str, &str> = HashMap::new();
    for claim in claims.iter().filter(is_abuse) {
        done_to.entry(&claim.object.entity).or_insert(&claim.predicate);
    }
    for person in entities.iter_mut().filter(|entity| entity.type_ == "PERSON") {
        let done = done_to.get(person.id.as_str()).filter(|_| !acts.contains(person.id.as_str()));
        if let Some(predicate) = done {
            let what = predicate.replace('_', " ");
            person.protected = Some(format!("the document says that the person was {what}"));
        }
    }
}
