//! Which language a passage is in, by its letters.

/// ISO 639-1 code of a passage: `en`, `zh`, `fa`, `ar`, `ru`; `None` where it has no letters.
///
/// Latin script counts as English until other languages written in it are read.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let (mut latin, mut han, mut arabic, mut cyrillic, mut persian) = (0, 0, 0, 0, 0);
    for letter in text.chars() {
        match letter as u32 {
            0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F => latin += 1,
            // A character is a word or half of one.
            0x3400..=0x9FFF | 0x20000..=0x3134F => han += 3,
            0x0600..=0x06FF | 0xFB50..=0xFEFF => {
                arabic += 1;
                persian += usize::from("پچژگکی\u{200c}".contains(letter));
            }
            0x0400..=0x04FF => cyrillic += 1,
            _ => {}
        }
    }
    let most = latin.max(han).max(arabic).max(cyrillic);
    match most {
        0 => None,
        _ if most == han => Some("zh"),
        _ if most == arabic => Some(if persian * 20 > arabic { "fa" } else { "ar" }),
        _ if most == cyrillic => Some("ru"),
        _ => Some("en"),
    }
}
