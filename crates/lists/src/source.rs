//! The files that a user named, with their bytes, text and what their surroundings say.

use std::borrow::Cow;
use std::path::Path;

use model::{ListFile, PartialDate, id};
use serde::Deserialize;

/// Bytes of one list file; by hand: the largest official list (OFAC advanced XML) has some 120 MB.
pub(crate) const FILE_BYTES_MAX: u64 = 4 << 30;
/// Characters from the start of a file by which it is recognised; by hand.
const HEAD_CHARS: usize = 8192;

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    /// Path below the folder that the user named.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// What stands beside the files of one folder and tells of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// The folder's own name.
    pub(crate) folder: String,
    /// The files are an extract, says `extract.yml`.
    pub(crate) extract: Option<Extract>,
    /// Text of a note on origin beside the files.
    pub(crate) origin_note: Option<String>,
}

/// `extract.yml`: says that the files beside it are a part of a list, so that nobody takes the
/// absence of an entry for an answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extract {
    /// Which part, and why.
    pub(crate) why: String,
    /// Date of the list that it is a part of.
    pub(crate) published: Option<PartialDate>,
}

impl SourceFile {
    /// The text, decoded: UTF-8, else UTF-16 by its mark, else windows-1252, in which the older US
    /// lists are written. The flag says whether bytes had to be replaced.
    pub(crate) fn text(&self) -> (Cow<'_, str>, bool) {
        if let Ok(text) = std::str::from_utf8(&self.bytes) {
            return (Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)), false);
        }
        let encoding = encoding_rs::Encoding::for_bom(&self.bytes)
            .map_or(encoding_rs::WINDOWS_1252, |(encoding, _)| encoding);
        let (text, _, replaced) = encoding.decode(&self.bytes);
        (text, replaced)
    }

    /// The start of the text, enough to recognise the layout.
    pub(crate) fn head(&self) -> String {
        let end = self.bytes.len().min(HEAD_CHARS * 4);
        let start = SourceFile { name: String::new(), bytes: self.bytes[..end].to_vec() };
        let text = String::from_utf8_lossy(&start.bytes);
        text.trim_start_matches('\u{feff}').chars().take(HEAD_CHARS).collect()
    }

    /// The record of custody of this file.
    pub(crate) fn record(&self, records: u64) -> ListFile {
        ListFile {
            name: self.name.clone(),
            sha256: id::sha256(&self.bytes),
            bytes: self.bytes.len() as u64,
            records,
        }
    }

    /// The file's own name without folders.
    pub(crate) fn base_name(&self) -> &str {
        Path::new(&self.name).file_name().and_then(|n| n.to_str()).unwrap_or(&self.name)
    }
}

/// The publication date as far as the surroundings tell, with how they tell it.
pub(crate) fn surrounding_date(
    near: &Surroundings,
    files: &[&SourceFile],
) -> Option<(PartialDate, String)> {
    if let Some(date) = near.extract.as_ref().and_then(|extract| extract.published) {
        return Some((date, "extract.yml beside the files".to_string()));
    }
    if let Some(note) = &near.origin_note {
        let line = note.lines().find(|line| line.starts_with("DATE"));
        if let Some(date) = line.and_then(date_in) {
            return Some((date, "note on origin beside the files".to_string()));
        }
    }
    let from_file = files.iter().find_map(|file| date_in(file.base_name()));
    let from_file = from_file.map(|date| (date, "name of the file".to_string()));
    from_file.or_else(|| Some((date_in(&near.folder)?, "name of the folder".to_string())))
}

/// The first `2021-07` or `2021-07-09` in a text that is not part of a longer number.
fn date_in(text: &str) -> Option<PartialDate> {
    let bytes = text.as_bytes();
    for start in 0..bytes.len() {
        if start > 0 && bytes[start - 1].is_ascii_digit() {
            continue;
        }
        for length in [10, 7] {
            let Some(part) = text.get(start..start + length) else { continue };
            let ends = bytes.get(start + length).is_none_or(|next| !next.is_ascii_digit());
            if ends
                && let Ok(date) = part.parse::<PartialDate>()
                && date.year() > 1980
            {
                return Some(date);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_names() {
        let found = |text: &str| date_in(text).map(|date| date.to_string());
        assert_eq!(found("ofac-2021-07").as_deref(), Some("2021-07"));
        assert_eq!(found("DATE    2026-07-09 snapshot.").as_deref(), Some("2026-07-09"));
        assert_eq!(found("eu-359-2011-extract"), None); // A regulation's number is no date.
        assert_eq!(found("sdn.csv"), None);
    }

    #[test]
    fn text_of_other_encodings() {
        let file = |bytes: &[u8]| SourceFile { name: "x".into(), bytes: bytes.to_vec() };
        assert_eq!(file(b"Jos\xe9").text().0, "José"); // windows-1252
        assert_eq!(file(b"\xef\xbb\xbfa").text().0, "a"); // UTF-8 with its mark
        assert_eq!(file(b"\xff\xfea\0").text().0, "a"); // UTF-16
    }
}
