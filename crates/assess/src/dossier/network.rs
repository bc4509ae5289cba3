//! Draws the network: who made or supplied on the left, who received or used in the middle, on
//! whom on the right. Edges carry numbers that the list below the picture explains.

use std::fmt::Write;

use model::{ListStatus, Modality, Party, Polarity, Related};

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
const LETTERS_MAX: usize = 26;

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

/// Where each drawn party stands: column and row.
struct Layout<'a> {
    places: Vec<(&'a str, usize, usize)>,
    rows: [usize; 3],
}

impl<'a> Layout<'a> {
    /// The parties with most edges, by kind in three columns.
    fn new(content: &'a Content, drawn: &[&Related]) -> Layout<'a> {
        let mut weight: Vec<(usize, &Party)> = Vec::new();
        for party in &content.parties {
            let edges = drawn.iter().filter(|e| e.from == party.id || e.to == party.id).count();
            if edges > 0 {
                weight.push((edges, party));
            }
        }
        weight.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
        let mut layout = Layout { places: Vec::new(), rows: [0; 3] };
        for (_, party) in weight.into_iter().take(NODES_MAX) {
            let supplies = drawn.iter().any(|e| {
                e.from == party.id && matches!(e.predicate.as_str(), "supplies" | "offers")
            });
            let column = match party.type_.as_str() {
                _ if supplies => 0,
                "COMPANY" => 0,
                "GROUP" | "PERSON" | "EVENT" | "WORK" => 2,
                _ => 1,
            };
            layout.places.push((&party.id, column, layout.rows[column]));
            layout.rows[column] += 1;
        }
        layout
    }

    fn tallest(&self) -> usize {
        self.rows.iter().max().copied().unwrap_or(1)
    }

    /// The upper left corner of a party's box.
    fn at(&self, id: &str) -> Option<(usize, usize)> {
        let (_, column, row) = self.places.iter().find(|(held, _, _)| *held == id)?;
        // Shorter columns are centred.
        let shift = (self.tallest() - self.rows[*column]) * ROW_HEIGHT / 2;
        Some((20 + column * COLUMN_WIDTH, 50 + shift + row * ROW_HEIGHT))
    }
}

/// The picture and its list; `None` where nothing connects.
pub(super) fn draw(content: &Content) -> Option<(String, Vec<Edge>)> {
    let all: Vec<&Related> =
        content.related.iter().filter(|e| DRAWN.contains(&e.predicate.as_str())).collect();
    let layout = Layout::new(content, &all);
    let drawn: Vec<&Related> = all
        .into_iter()
        .filter(|e| layout.at(&e.from).is_some() && layout.at(&e.to).is_some())
        .collect();
    if drawn.is_empty() {
        return None;
    }
    let mut svg = frame(&layout, drawn.len());
    let party = |id: &str| content.parties.iter().find(|party| party.id == id);
    let name = |id: &str| party(id).map_or(id.to_string(), |p| p.name.clone());
    let mut edges = Vec::new();
    for (place, edge) in drawn.iter().enumerate() {
        let (Some(from), Some(to)) = (layout.at(&edge.from), layout.at(&edge.to)) else { continue };
        let disputed = is_disputed(content, &edge.claims);
        line(&mut svg, from, to, place + 1, disputed);
        edges.push(Edge {
            number: place + 1,
            from: name(&edge.from),
            predicate: edge.predicate.replace('_', " "),
            to: name(&edge.to),
            claims: edge.claims.clone(),
            disputed,
        });
    }
    for (id, _, _) in &layout.places {
        if let (Some(corner), Some(party)) = (layout.at(id), party(id)) {
            node(&mut svg, corner, party);
        }
    }
    svg.push_str("</svg>");
    Some((svg, edges))
}

/// Whether one of some claims is negated or denied.
fn is_disputed(content: &Content, claims: &[String]) -> bool {
    content.readings.iter().flat_map(|reading| &reading.claims).any(|claim| {
        claims.contains(&claim.id)
            && (claim.qualifiers.polarity == Polarity::Negative
                || claim.qualifiers.modality == Modality::Denied)
    })
}

/// The beginning of the picture: size, title, heads of the columns.
fn frame(layout: &Layout, edges: usize) -> String {
    let width = 20 + 2 * COLUMN_WIDTH + BOX_WIDTH + 20;
    let height = 60 + layout.tallest() * ROW_HEIGHT;
    let mut svg = format!(
        "<svg class=\"network\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"net-title net-desc\">\
         <title id=\"net-title\">Network of the parties</title>\
         <desc id=\"net-desc\">{} parties, {edges} connections; the list below says each in \
         words.</desc>",
        layout.places.len(),
    );
    for (column, label) in
        ["makes or supplies", "receives, uses or acts", "affected"].iter().enumerate()
    {
        let x = 20 + column * COLUMN_WIDTH;
        let _ = write!(svg, "<text class=\"column\" x=\"{x}\" y=\"26\">{label}</text>");
    }
    svg
}

/// A party's box.
fn node(svg: &mut String, (x, y): (usize, usize), party: &Party) {
    let rows = party.matrix.iter().flat_map(|matrix| &matrix.lists);
    let listed = rows.into_iter().any(|row| row.status == ListStatus::Listed);
    let (class, mark, baseline) =
        if listed { ("node listed", "■ listed", y + 18) } else { ("node", "", y + 25) };
    let mut name: String = party.name.chars().take(LETTERS_MAX).collect();
    if name.len() < party.name.len() {
        name.push('…');
    }
    let _ = write!(
        svg,
        "<g class=\"{class}\"><rect x=\"{x}\" y=\"{y}\" width=\"{BOX_WIDTH}\" \
         height=\"{BOX_HEIGHT}\" rx=\"6\"/><text x=\"{left}\" y=\"{baseline}\">{name}</text>\
         <text class=\"mark\" x=\"{left}\" y=\"{}\">{mark}</text></g>",
        y + 33,
        left = x + 10,
        name = escape(&name),
    );
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
    let t = 0.15 + 0.7 * ((number * 3 % 8) as f64 / 7.0);
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
