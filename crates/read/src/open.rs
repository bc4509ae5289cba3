//! Finds the text in a document's bytes: its encoding, and for a web page its main part.
//!
//! A UTF-8 text file is its own text, byte for byte. Everything else is decoded or extracted, and
//! the hash of the original bytes pins what it came from.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dom_smoothie::Readability;
use encoding_rs::{Encoding, UTF_8};
use model::{Document, Passage, id};

use crate::scripts;

/// Bytes of a document that are read; by hand: some five thousand pages, about 800 MB of memory.
/// The rest is reported.
pub const DOCUMENT_BYTES_MAX: usize = 16 << 20;
/// Share of control characters from which bytes are not text; by hand.
const CONTROLS_MAX: f64 = 0.01;

/// Opens a document. Never fails: what cannot be read is a warning with its place, and the text is
/// then empty or shorter.
pub fn open(name: &str, bytes: &[u8]) -> (Document, Vec<String>) {
    let mut warnings = Vec::new();
    let mut read = bytes;
    if bytes.len() > DOCUMENT_BYTES_MAX {
        warnings.push(format!(
            "byte {DOCUMENT_BYTES_MAX}: the rest of {} bytes was not read: split the document",
            bytes.len()
        ));
        let mut end = DOCUMENT_BYTES_MAX;
        while end > 0 && bytes[end] & 0xC0 == 0x80 {
            end -= 1;
        }
        read = &bytes[..end];
    }
    let (mut text, encoding) = decode(read, &mut warnings);
    let mut title = String::new();
    let is_page = looks_like_html(&text);
    if is_page {
        let whole = text.chars().count();
        (title, text) = main_part(&text, &mut warnings);
        let left = whole.saturating_sub(text.chars().count());
        // What was dropped is kept in the capture of the original bytes.
        if text.trim().is_empty() && whole > 0 {
            warnings.push(format!("no text was found in the {left} characters of the page"));
        }
    }
    if bytes.is_empty() {
        warnings.push("the file is empty".to_string());
    }
    let source_sha256 = id::sha256(bytes);
    let document = Document {
        id: source_sha256[..id::ID_DIGITS].to_string(),
        name: name.to_string(),
        media_type: if is_page { "text/html" } else { "text/plain" }.to_string(),
        encoding,
        text_sha256: id::sha256(text.as_bytes()),
        passages: passages(&text),
        source_sha256,
        title,
        text,
    };
    (document, warnings)
}

fn decode(bytes: &[u8], warnings: &mut Vec<String>) -> (String, String) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(e, _)| *e != UTF_8) {
        return decode_as(encoding, bytes, warnings);
    }
    // Before UTF-8: Latin letters with null bytes between them are valid UTF-8 too.
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(encoding, bytes, warnings);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return checked(text.to_string(), "utf-8", warnings);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    decode_as(encoding, bytes, warnings)
}

fn decode_as(
    encoding: &'static Encoding,
    bytes: &[u8],
    warnings: &mut Vec<String>,
) -> (String, String) {
    let (text, used, replaced) = encoding.decode(bytes);
    if replaced {
        let place = text.find('\u{fffd}').unwrap_or(0);
        warnings.push(format!(
            "byte {place} of the text: bytes that are no {} were replaced",
            used.name()
        ));
    }
    checked(text.into_owned(), &used.name().to_lowercase(), warnings)
}

/// Text of which every second byte is null, as UTF-16 of Latin letters is.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let nulls = |start: usize| sample.iter().skip(start).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 2;
    match (nulls(0) * 10 > half * 9, nulls(1) * 10 > half * 9) {
        (true, false) => Some(encoding_rs::UTF_16BE),
        (false, true) => Some(encoding_rs::UTF_16LE),
        _ => None,
    }
}

/// Text that is none, by its control characters, is dropped and reported.
fn checked(text: String, encoding: &str, warnings: &mut Vec<String>) -> (String, String) {
    let controls = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
        .count();
    if controls as f64 > CONTROLS_MAX * text.chars().count() as f64 {
        warnings.push(format!("not read: {controls} control characters: the bytes are no text"));
        return (String::new(), encoding.to_string());
    }
    (text, encoding.to_string())
}

fn looks_like_html(text: &str) -> bool {
    let start: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(512).collect();
    let start = start.to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<body")
}

/// Title and main text of a page.
fn main_part(html: &str, warnings: &mut Vec<String>) -> (String, String) {
    let article = Readability::new(html, None, None).and_then(|mut page| page.parse());
    match article {
        Ok(article) => {
            let text = article.text_content.to_string();
            let lines: Vec<&str> =
                text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            (article.title, lines.join("\n\n"))
        }
        Err(error) => {
            warnings.push(format!("the main part of the page was not found: {error}"));
            (String::new(), String::new())
        }
    }
}

/// Languages by paragraph, neighbours of one language joined.
fn passages(text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let language = scripts::language(line);
        match passages.last_mut() {
            Some(last) if language.is_none_or(|l| last.language == l) => last.end = end,
            _ => passages.push(Passage {
                start,
                end,
                language: language.unwrap_or("und").to_string(),
            }),
        }
        start = end;
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found() {
        let text = "شرکت تیاندی دوربین فروخت. این متن برای آزمایش است و به فارسی نوشته شده است.";
        let bytes = encoding_rs::WINDOWS_1256.encode(text).0.into_owned();
        assert_eq!(open("a.txt", &bytes).0.encoding, "windows-1256");
        let text = "天地伟业向伊朗出售监控摄像机，这是一个用于测试编码识别的句子。";
        let bytes = encoding_rs::GB18030.encode(text).0.into_owned();
        assert_eq!(open("a.txt", &bytes).0.text, text);
        let utf16: Vec<u8> = "\u{feff}Tiandy".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(open("a.txt", &utf16).0.text, "Tiandy");
        let bare: Vec<u8> = "Tiandy sold it.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(open("a.txt", &bare).0.text, "Tiandy sold it.");
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(open("a", b"").1[0].contains("empty"));
        let (document, warnings) = open("a", &[0, 1, 2, 3, 0, 5, 255, 0, 7]);
        assert!(document.text.is_empty() && warnings[0].contains("control characters"));
    }

    #[test]
    fn a_page_gives_its_main_part() {
        let html = "<html><head><title>News</title></head><body><nav>Home World</nav><article>\
            <h1>Head</h1><p>Tiandy Technologies, based in Tianjin, sold cameras to the police, \
            a report said on Monday in a long paragraph of plain text that is the article.</p>\
            <p>The company denied it, and said that nothing of the kind had ever been sold.</p>\
            </article></body></html>";
        let (document, _) = open("a.html", html.as_bytes());
        assert_eq!(document.media_type, "text/html");
        assert!(document.text.contains("sold cameras") && !document.text.contains("Home World"));
    }
}
