//! Which script a letter is of, as far as reading it aloud depends on it.

/// A script, or a group of scripts that are read alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Script {
    /// Chinese characters; each is a syllable.
    Han,
    /// Arabic letters, also Persian and Urdu: short vowels are not written.
    Arabic,
    /// Every script that writes its vowels.
    Other,
}

/// The script of a letter, by Unicode block.
pub(crate) fn of(letter: char) -> Script {
    match letter as u32 {
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3134F => Script::Han,
        0x0600..=0x06FF | 0x0750..=0x077F | 0x08A0..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
            Script::Arabic
        }
        _ => Script::Other,
    }
}
