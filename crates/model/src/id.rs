//! Derives ids from content, so that the same input always gives the same id.
//!
//! Ids are the first 20 hexadecimal digits (80 bits) of a SHA-256 over length-prefixed parts: two
//! different lists of parts never hash alike, and among a billion ids a collision is expected with
//! probability under one in a million. Full SHA-256 sums are used where somebody outside daylight
//! checks them with other tools.

use sha2::{Digest, Sha256};

/// Hexadecimal digits of a short id; by hand, see the module text.
pub const ID_DIGITS: usize = 20;

/// The short id of some parts, in order. Parts are hashed as they are, without normalisation.
pub fn of(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut digest = hex(&hasher.finalize());
    digest.truncate(ID_DIGITS);
    digest
}

/// The SHA-256 sum of some bytes as 64 lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[(b >> 4) as usize], DIGITS[(b & 15) as usize]])
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
        assert_eq!(of(&["ab", "c"]).len(), ID_DIGITS);
    }

    #[test]
    fn sha256_is_the_standard_one() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
