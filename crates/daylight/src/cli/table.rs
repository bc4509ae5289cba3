//! Tables on the terminal, and words for what the records say.

use std::io::IsTerminal;

use comfy_table::{ContentArrangement, Table, presets};
use model::{ListStatus, PartialDate};

/// Columns of text where stdout is no terminal; by hand.
const WIDTH_IN_A_PIPE: u16 = 120;

/// A table with a header, fitted to the terminal.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if !std::io::stdout().is_terminal() {
        table.set_width(WIDTH_IN_A_PIPE);
    }
    table.set_header(header);
    table
}

/// A list's answer in words.
pub(super) fn status(status: ListStatus) -> &'static str {
    match status {
        ListStatus::Listed => "LISTED",
        ListStatus::NotListed => "not listed",
        ListStatus::NotSearched => "not searched",
    }
}

/// A date, or a dash.
pub(super) fn date(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "–".to_string(), |date| date.to_string())
}
