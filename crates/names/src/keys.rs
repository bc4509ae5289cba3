//! Index keys: two names that may be the same share at least one.

use crate::parse::{Name, Role};

/// Letters from which a word also has keys for its beginning and its end; by hand: shorter ones
/// would meet too many.
const LETTERS_FOR_ENDS: usize = 6;
/// Letters of the beginning and the end; by hand.
const END_LETTERS: usize = 4;
/// Classes from which a skeleton is a key; by hand: two consonants are shared by thousands.
const SKELETON_MIN: usize = 2;

/// The keys of a name, without order, each once: its words, their consonants, the beginnings and
/// ends of long words, and neighbours written together.
pub fn keys(name: &Name) -> Vec<u64> {
    let mut keys = Vec::new();
    let telling: Vec<_> = name
        .words
        .iter()
        .filter(|word| !matches!(word.role, Role::LegalForm | Role::Small | Role::Title))
        .collect();
    for word in &telling {
        keys.push(word_key(&word.latin));
        if matches!(word.role, Role::Class | Role::Place | Role::Initial | Role::Number) {
            continue;
        }
        if word.skeleton.len() >= SKELETON_MIN {
            keys.push(hash(b's', &word.skeleton));
        }
        if word.latin.len() >= LETTERS_FOR_ENDS {
            keys.push(hash(b'b', &word.latin[..END_LETTERS]));
            keys.push(hash(b'e', &word.latin[word.latin.len() - END_LETTERS..]));
        }
    }
    for pair in telling.windows(2) {
        keys.push(word_key(&format!("{}{}", pair[0].latin, pair[1].latin)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The key of a word as it is, by which its rarity is counted.
pub fn word_key(latin: &str) -> u64 {
    hash(b'w', latin)
}

/// A number that changes with any word, reading or rewriting that names are parsed by: keys of two
/// editions are not to be compared.
pub fn edition() -> u64 {
    let files = [
        include_str!("../data/words.yml"),
        include_str!("../data/rewrites.yml"),
        include_str!("../data/readings.yml"),
    ];
    files.iter().fold(0, |edition, file| edition.rotate_left(1) ^ hash(b'd', file))
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo 1991): stable over versions and machines.
fn hash(kind: u8, text: &str) -> u64 {
    let mut value = 0xcbf2_9ce4_8422_2325_u64;
    for byte in std::iter::once(kind).chain(text.bytes()) {
        value = (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{NameKind, parse};

    #[track_caller]
    fn share(left: &str, right: &str) -> bool {
        let [left, right] = [left, right].map(|name| keys(&parse(name, NameKind::Organization)));
        left.iter().any(|key| right.contains(key))
    }

    #[test]
    fn variants_share_a_key() {
        assert!(share("Tiandi", "Tiandy Technologies"));
        assert!(share("天地伟业", "Tianjin Tiandi Weiye Technologies Co., Ltd."));
        assert!(share("Hikvison", "Hangzhou Hikvision Digital Technology")); // A letter is missing.
        assert!(!share("Huawei", "Dahua"));
    }
}
