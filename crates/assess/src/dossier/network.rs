//! Draws the network: who made or supplied on the left, who received or used in the middle, on
//! whom on the right. Edges carry numbers that the list below the picture explains.

use std::fmt::Write;

use super::Content;

/// Parties that are drawn, those with most edges first; by hand: more are not legible.
const NODES_MAX: usize = 26;
/// Predicates that are drawn.
const DRAWN: [&str; 12] = [
    "supplies",
    "offers",
    "supports",
    "uses_on",
    "surveils",
    "tortured",
    "killed",
    "suppresses",
    "owns",
    "represents",
    "partner_of",
    "sanctions",
];
const COLUMN_WIDTH: usize = 330;
const BOX_WIDTH: usize = 220;
const BOX_HEIGHT: usize = 40;
const ROW_HEIGHT: usize = 62;
/// Letters of a name that fit into its box.
const LETTERS_MAX: usize = 30;

/// A line of the list below the picture.
pub(super) struct Edge {
    pub(super) number: usize,
    pub(super) from: String,
    pub(super) predicate: String,
    pub(super) to: String,
    pub(super) claims: Vec<String>,
    /// A claim of it is negated or denied.
    pub(super) disputed: bool,
}

/// The picture and its list; `None` where nothing connects.
pub(super) fn draw(content: &Content) -> Option<(String, Vec<Edge>)> {
    let disputed = |claims: &[String]| {
        content.readings.iter().flat_map(|r| &r.claims).any(|c| {
            claims.contains(&c.id)
                && (c.qualifiers.polarity == model::Polarity::Negative
                    || c.qualifiers.modality == model::Modality::Denied)
        })
    };
    let drawn: Vec<_> =
        content.related.iter().filter(|e| DRAWN.contains(&e.predicate.as_str())).collect();
    let mut weight: Vec<(usize, &str)> = Vec::new();
    for party in &content.parties {
        let edges = drawn.iter().filter(|e| e.from == party.id || e.to == party.id).count();
        if edges > 0 {
            weight.push((edges, &party.id));
        }
    }
    weight.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    weight.truncate(NODES_MAX);
    let kept = |id: &str| weight.iter().any(|(_, held)| *held == id);
    let drawn: Vec<_> = drawn.into_iter().filter(|e| kept(&e.from) && kept(&e.to)).collect();
    if drawn.is_empty() {
        return None;
    }
    let party = |id: &str| content.parties.iter().find(|party| party.id == id);
    let mut rows = [0_usize; 3];
    let mut places: Vec<(&str, usize, usize)> = Vec::new();
    for (_, id) in &weight {
        let column = match party(id).map(|party| party.type_.as_str()) {
            Some("COMPANY") => 0,
            Some("GROUP" | "PERSON" | "EVENT" | "WORK") => 2,
            _ => 1,
        };
        places.push((id, column, rows[column]));
        rows[column] += 1;
    }
    let tallest = rows.iter().max().copied().unwrap_or(1);
    let at = |id: &str| {
        let (_, column, row) = places.iter().find(|(held, _, _)| *held == id)?;
        // Shorter columns are centred.
        let shift = (tallest - rows[*column]) * ROW_HEIGHT / 2;
        Some((20 + column * COLUMN_WIDTH, 50 + shift + row * ROW_HEIGHT))
    };
    let (width, height) = (20 + 2 * COLUMN_WIDTH + BOX_WIDTH + 20, 60 + tallest * ROW_HEIGHT);
    let mut svg = format!(
        "<svg class=\"network\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"net-title net-desc\">\
         <title id=\"net-title\">Network of the parties</title>\
         <desc id=\"net-desc\">{} parties and {} connections; the list below says each in words.</desc>",
        places.len(),
        drawn.len()
    );
    for (column, label) in
        ["makes or supplies", "receives, uses or acts", "affected"].iter().enumerate()
    {
        let _ = write!(
            svg,
            "<text class=\"column\" x=\"{}\" y=\"26\">{label}</text>",
            20 + column * COLUMN_WIDTH
        );
    }
    let mut edges = Vec::new();
    for (place, edge) in drawn.iter().enumerate() {
        let (Some(from), Some(to)) = (at(&edge.from), at(&edge.to)) else { continue };
        let number = place + 1;
        let is_disputed = disputed(&edge.claims);
        line(&mut svg, from, to, number, is_disputed);
        let name = |id: &str| party(id).map_or(id.to_string(), |p| p.name.clone());
        edges.push(Edge {
            number,
            from: name(&edge.from),
            predicate: edge.predicate.replace('_', " "),
            to: name(&edge.to),
            claims: edge.claims.clone(),
            disputed: is_disputed,
        });
    }
    for (id, _, _) in &places {
        let (Some((x, y)), Some(party)) = (at(id), party(id)) else { continue };
        let listed = party
            .matrix
            .iter()
            .flat_map(|m| &m.lists)
            .any(|r| r.status == model::ListStatus::Listed);
        let class = if listed { "node listed" } else { "node" };
        let mut name: String = party.name.chars().take(LETTERS_MAX).collect();
        if name.len() < party.name.len() {
            name.push('…');
        }
        let mark = if listed { "■ listed" } else { "" };
        let _ = write!(
            svg,
            "<g class=\"{class}\"><rect x=\"{x}\" y=\"{y}\" width=\"{BOX_WIDTH}\" height=\"{BOX_HEIGHT}\" rx=\"6\"/>\
             <text x=\"{}\" y=\"{}\">{}</text><text class=\"mark\" x=\"{}\" y=\"{}\">{mark}</text></g>",
            x + 10,
            if listed { y + 18 } else { y + 25 },
            escape(&name),
            x + 10,
            y + 33
        );
    }
    svg.push_str("</svg>");
    Some((svg, edges))
}

/// A curve between two boxes with its number on it.
fn line(svg: &mut String, from: (usize, usize), to: (usize, usize), number: usize, disputed: bool) {
    let (fx, fy) = (from.0 as f64, from.1 as f64 + BOX_HEIGHT as f64 / 2.0);
    let (tx, ty) = (to.0 as f64, to.1 as f64 + BOX_HEIGHT as f64 / 2.0);
    let wide = BOX_WIDTH as f64;
    let (x1, x2) = if fx < tx {
        (fx + wide, tx)
    } else if fx > tx {
        (fx, tx + wide)
    } else {
        (fx + wide, tx + wide)
    };
    let bend = if (x1 - x2).abs() < 1.0 { 70.0 } else { 0.0 };
    let middle = (x1 + x2) / 2.0 + bend;
    // Numbers slide along their curves so that neighbours do not cover one another.
    let t = 0.3 + 0.4 * ((number % 5) as f64 / 4.0);
    let at = |a: f64, b: f64, c: f64, d: f64| {
        let s = 1.0 - t;
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    let (nx, ny) = (at(x1, middle, middle, x2), at(fy, fy, ty, ty));
    let class = if disputed { "edge disputed" } else { "edge" };
    let _ = write!(
        svg,
        "<path class=\"{class}\" d=\"M{x1} {fy} C{middle} {fy} {middle} {ty} {x2} {ty}\"/>\
         <circle class=\"number\" cx=\"{nx:.1}\" cy=\"{ny:.1}\" r=\"10\"/>\
         <text class=\"number\" x=\"{nx:.1}\" y=\"{:.1}\">{number}</text>",
        ny + 4.0
    );
}

/// Text for SVG and HTML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
