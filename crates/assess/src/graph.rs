//! The network of a case: parties, and the claims that connect them.

use std::collections::{BTreeMap, HashMap, VecDeque};

use model::{Claim, Party, Reading, Related};

/// Steps of a path at most; by hand: longer chains say little.
pub const PATH_DEPTH_MAX: usize = 6;

/// A claim with its parties in the case.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Who acts; `None` where the text does not say or the phrase is no party.
    pub subject: Option<&'a Party>,
    /// On whom.
    pub object: Option<&'a Party>,
    /// The document that says so.
    pub document: &'a str,
}

/// The network of a case.
#[derive(Clone, Debug)]
pub struct Graph {
    edges: Vec<Related>,
}

/// All claims with their parties, in the order of documents and places.
pub fn placed<'a>(readings: &'a [Reading], parties: &'a [Party]) -> Vec<Placed<'a>> {
    let of: HashMap<(&str, &str), &Party> = parties
        .iter()
        .flat_map(|party| party.members.iter().map(move |m| ((&*m.document, &*m.entity), party)))
        .collect();
    let mut placed = Vec::new();
    for reading in readings {
        let document = reading.document.id.as_str();
        let party = |entity: &str| of.get(&(document, entity)).copied();
        placed.extend(reading.claims.iter().map(|claim| Placed {
            claim,
            subject: party(&claim.subject.entity),
            object: party(&claim.object.entity),
            document,
        }));
    }
    placed
}

impl Graph {
    /// The network of some documents. An edge joins all claims that say the same of two parties.
    pub fn new(readings: &[Reading], parties: &[Party]) -> Graph {
        let mut edges: BTreeMap<(String, String, String), Vec<String>> = BTreeMap::new();
        for one in placed(readings, parties) {
            if let (Some(subject), Some(object)) = (one.subject, one.object) {
                let key = (subject.id.clone(), one.claim.predicate.clone(), object.id.clone());
                edges.entry(key).or_default().push(one.claim.id.clone());
            }
        }
        let edge = |((from, predicate, to), claims)| Related { from, to, predicate, claims };
        Graph { edges: edges.into_iter().map(edge).collect() }
    }

    /// All edges, by source, predicate and target.
    pub fn edges(&self) -> &[Related] {
        &self.edges
    }

    /// The shortest paths between two parties in either direction of the edges, shortest first.
    pub fn paths(&self, from: &str, to: &str, limit: usize) -> Vec<Vec<&Related>> {
        let mut near: HashMap<&str, Vec<&Related>> = HashMap::new();
        for edge in &self.edges {
            near.entry(&edge.from).or_default().push(edge);
            near.entry(&edge.to).or_default().push(edge);
        }
        let mut found = Vec::new();
        let mut open: VecDeque<(&str, Vec<&Related>, Vec<&str>)> = VecDeque::new();
        open.push_back((from, Vec::new(), vec![from]));
        while let Some((at, path, seen)) = open.pop_front() {
            if at == to && !path.is_empty() {
                found.push(path);
                if found.len() == limit {
                    break;
                }
                continue;
            }
            if path.len() == PATH_DEPTH_MAX {
                continue;
            }
            for edge in near.get(at).into_iter().flatten() {
                let next = if edge.from == at { edge.to.as_str() } else { edge.from.as_str() };
                if !seen.contains(&next) {
                    let longer = path.iter().copied().chain([*edge]).collect();
                    open.push_back((next, longer, seen.iter().copied().chain([next]).collect()));
                }
            }
        }
        found
    }
}
