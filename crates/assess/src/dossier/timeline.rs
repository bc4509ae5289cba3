//! Draws the timeline: dated claims and listings, one a row, on one axis.

use std::fmt::Write;

use model::{ListStatus, PartialDate};

use super::Content;
use super::network::escape;

/// Rows that are drawn; by hand.
const ROWS_MAX: usize = 40;
const ROW_HEIGHT: usize = 26;
const AXIS_WIDTH: usize = 260;
const WIDTH: usize = 960;
/// Letters of a row's words.
const LETTERS_MAX: usize = 92;

/// The picture; `None` where nothing is dated.
pub(super) fn draw(content: &Content) -> Option<String> {
    let mut events: Vec<(PartialDate, &str, String)> = Vec::new();
    for party in &content.parties {
        for row in party.matrix.iter().flat_map(|matrix| &matrix.lists) {
            let entry = row.entries.iter().find(|entry| entry.since.is_some());
            if let Some((entry, since)) = entry.and_then(|e| Some((e, e.since?)))
                && row.status == ListStatus::Listed
            {
                events.push((since, "listing", format!("{} listed: {}", entry.caption, row.title)));
            }
        }
    }
    for reading in &content.readings {
        for claim in &reading.claims {
            let time =
                claim.qualifiers.time.as_ref().and_then(|time| time.norm.as_deref()?.parse().ok());
            if let Some(date) = time {
                let quote = claim.quote.split_whitespace().collect::<Vec<_>>().join(" ");
                events.push((date, "claim", format!("claim: {quote}")));
            }
        }
    }
    events.sort();
    events.dedup();
    events.truncate(ROWS_MAX);
    let (first, last) = (events.first()?.0.day_number(), events.last()?.0.day_number());
    let height = 30 + events.len() * ROW_HEIGHT;
    let mut svg = format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"time-title\">\
         <title id=\"time-title\">Timeline: {} dated listings and claims, earliest first</title>\
         <line class=\"axis\" x1=\"10\" y1=\"14\" x2=\"{AXIS_WIDTH}\" y2=\"14\"/>",
        events.len()
    );
    for (row, (date, class, words)) in events.iter().enumerate() {
        let share = (date.day_number() - first) as f64 / ((last - first) as f64).max(1.0);
        let x = 14.0 + share * (AXIS_WIDTH as f64 - 100.0);
        let y = 36 + row * ROW_HEIGHT;
        let mut short: String = words.chars().take(LETTERS_MAX).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        let shape = match *class {
            "listing" => format!(
                "<rect class=\"listing\" x=\"{:.1}\" y=\"{}\" width=\"10\" height=\"10\"/>",
                x - 5.0,
                y - 9
            ),
            _ => format!("<circle class=\"claim\" cx=\"{x:.1}\" cy=\"{}\" r=\"5\"/>", y - 4),
        };
        let _ = write!(
            svg,
            "<line class=\"guide\" x1=\"{x:.1}\" y1=\"14\" x2=\"{x:.1}\" y2=\"{}\"/>{shape}\
             <text class=\"date\" x=\"{}\" y=\"{y}\">{date}</text>\
             <text x=\"{}\" y=\"{y}\">{}</text>",
            y - 9,
            AXIS_WIDTH - 70,
            AXIS_WIDTH + 14,
            escape(&short)
        );
    }
    svg.push_str("</svg>");
    Some(svg)
}
