//! Files that stand beside lists and are no lists, told by their content.

use crate::source::SourceFile;

/// What a file is, where it is known not to be a list.
pub(crate) fn not_a_list(file: &SourceFile) -> Option<&'static str> {
    let head = file.head();
    let start = head.trim_start();
    let first_line = start.lines().next().unwrap_or_default();
    let is = |words: &[&str]| words.iter().all(|word| head.contains(word));
    if file.base_name() == "extract.yml" || file.base_name().ends_with(".mapping.yml") {
        return Some("describes the files beside it");
    }
    if start.starts_with("WHAT ") || start.starts_with("WHAT\t") {
        return Some("note on the origin of the files beside it");
    }
    if first_line.contains("ELF Code") {
        return Some("register of legal forms (ISO 20275)");
    }
    if first_line.starts_with("Registry,Assignment,Organization Name") {
        return Some("register of MAC address prefixes (IEEE)");
    }
    if is(&["\"dcl_url\"", "\"lists\""]) {
        return Some("catalogue of the lists beside it");
    }
    if is(&["\"$schema\""])
        || is(&["\"statementId\""])
        || is(&["\"statementID\""])
        || is(&["\"statementType\""])
    {
        return Some("beneficial ownership data (BODS)");
    }
    if is(&["DATA_SOURCE", "RECORD_ID"]) || is(&["CLUSTER_ID", "RECORD_ID"]) {
        return Some("records for entity resolution (Senzing)");
    }
    let text_ending =
        [".md", ".txt", ".pdf", ".html.bak"].iter().any(|e| file.base_name().ends_with(e));
    if text_ending && !start.starts_with('<') && !start.contains('\t') {
        return Some("text that is no list");
    }
    None
}

/// Whether a file is a web page where data should be.
pub(crate) fn is_web_page(file: &SourceFile) -> bool {
    let head = file.head().trim_start().to_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}
