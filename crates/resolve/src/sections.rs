//! The form of the index file: a header, a table of sections with their checksums, the sections.
//!
//! All numbers are little-endian. Nothing is believed before its checksum is right, and every
//! offset is checked against the length: a damaged or hostile file is an error, never a panic.

/// First bytes of an index file.
const MAGIC: &[u8; 8] = b"DAYLIDX\0";
/// Changes with the form of any section or the way keys are made. The words that names are parsed
/// by need no change here: they are in the header by their hash.
const FORM: u32 = 2;
/// Bytes in front of the table: magic, form, number of sections, edition of the words.
const HEADER_BYTES: usize = 24;
/// Bytes of a row of the table: offset, length, checksum.
const ROW_BYTES: usize = 48;

/// Why an index file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// It cannot be read.
    #[error("cannot read the compiled lists: {0}")]
    Io(#[from] std::io::Error),
    /// It is of another form or no index at all.
    #[error("the compiled lists are of another version of daylight: compile them again")]
    Form,
    /// A part of it is not what was written.
    #[error("the compiled lists are damaged in section {section}: compile them again")]
    Damaged {
        /// Number of the section, from 0.
        section: usize,
    },
}

/// Writes sections into one file.
pub(crate) fn write(sections: &[Vec<u8>]) -> Vec<u8> {
    let start = HEADER_BYTES + ROW_BYTES * sections.len();
    let mut file = Vec::with_capacity(start + sections.iter().map(Vec::len).sum::<usize>());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&FORM.to_le_bytes());
    file.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    file.extend_from_slice(&names::edition().to_le_bytes());
    let mut offset = start;
    for section in sections {
        file.extend_from_slice(&(offset as u64).to_le_bytes());
        file.extend_from_slice(&(section.len() as u64).to_le_bytes());
        file.extend_from_slice(blake3::hash(section).as_bytes());
        offset += section.len();
    }
    sections.iter().for_each(|section| file.extend_from_slice(section));
    file
}

/// The ranges of the sections, each with a checksum that is right.
pub(crate) fn read(file: &[u8], count: usize) -> Result<Vec<std::ops::Range<usize>>, IndexError> {
    if file.get(..8) != Some(MAGIC) || number(file, 8) != Some(FORM) {
        return Err(IndexError::Form);
    }
    // Keys made by other words would miss names without a sign of it.
    if number(file, 12) != Some(count as u32) || long(file, 16) != Some(names::edition()) {
        return Err(IndexError::Form);
    }
    let mut begin = HEADER_BYTES + ROW_BYTES * count;
    let mut sections = Vec::with_capacity(count);
    for section in 0..count {
        let row = HEADER_BYTES + section * ROW_BYTES;
        let damaged = || IndexError::Damaged { section };
        let offset = long(file, row).ok_or_else(damaged)?;
        let length = long(file, row + 8).ok_or_else(damaged)? as usize;
        let end = begin.checked_add(length).ok_or_else(damaged)?;
        let bytes = file.get(begin..end).ok_or_else(damaged)?;
        let sum = file.get(row + 16..row + 48).ok_or_else(damaged)?;
        // Sections follow one another without a gap.
        if offset != begin as u64 || blake3::hash(bytes).as_bytes() != sum {
            return Err(damaged());
        }
        sections.push(begin..end);
        begin = end;
    }
    Ok(sections)
}

/// The 32-bit number at a place.
pub(crate) fn number(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place.checked_add(4)?)?.try_into().ok()?))
}

/// The 64-bit number at a place.
pub(crate) fn long(bytes: &[u8], place: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(place..place.checked_add(8)?)?.try_into().ok()?))
}
