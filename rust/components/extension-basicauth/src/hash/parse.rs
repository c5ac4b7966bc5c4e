//! The forms in which htpasswd has passwords.

use std::ops::RangeInclusive;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bcrypt::HashParts;
use sha_crypt::Params;
use sha2::{Digest as _, Sha256};

use super::Hash;
use crate::md5_crypt;

/// The costliest bcrypt that is taken, as of `htpasswd`: some seconds. The collector waits no
/// longer.
const MOST_BCRYPT_COST: u32 = 17;
/// The costliest SHA-crypt, in rounds: some seconds, too.
const MOST_ROUNDS: u32 = 5_000_000;

pub(super) fn hash(encoded: &[u8]) -> Result<Hash, String> {
    let text = str::from_utf8(encoded).unwrap_or_default();
    let Some(kind) = kind(text) else { return plain(encoded) };
    match kind {
        "$2a$" | "$2b$" | "$2x$" | "$2y$" => bcrypt(text),
        "$5$" | "$6$" => sha_crypt(kind, text),
        "$apr1$" => md5(md5_crypt::APR1, text),
        "$1$" => md5(md5_crypt::MD5, text),
        "{SHA}" | "{SSHA}" => sha1(kind, text),
        "{PLAIN}" if text.len() > kind.len() => plain(encoded),
        "{PLAIN}" => plain(b""),
        // It may be the beginning of a plain password, so that it is not shown.
        _ => Err("the password is hashed in a way that is not known; use htpasswd -B, or write \
                  {PLAIN} before a plain password that begins like a hash"
            .to_owned()),
    }
}

/// What says how a password is hashed: `$...$` or `{...}` at the beginning.
fn kind(text: &str) -> Option<&str> {
    let mut chars = text.char_indices();
    let (allowed, end): (fn(char) -> bool, char) = match chars.next()?.1 {
        '$' => (|c| c.is_ascii_alphanumeric() || c == '-', '$'),
        '{' => (|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-', '}'),
        _ => return None,
    };
    let (at, last) = chars.find(|(_, c)| !allowed(*c))?;
    (last == end && at > 1).then(|| &text[..=at])
}

fn plain(encoded: &[u8]) -> Result<Hash, String> {
    if encoded.is_empty() {
        return Err("the password is empty".to_owned());
    }
    Ok(Hash::Plain { digest: Sha256::digest(encoded).into() })
}

fn bcrypt(text: &str) -> Result<Hash, String> {
    let parts: HashParts = text.parse().map_err(|_| "the bcrypt hash is malformed".to_owned())?;
    let cost = parts.get_cost();
    if !(4..=MOST_BCRYPT_COST).contains(&cost) {
        return Err(format!("the cost of the bcrypt hash is {cost}, not 4 to {MOST_BCRYPT_COST}"));
    }
    Ok(Hash::Bcrypt { hash: text.to_owned(), cost })
}

/// `$5$rounds=N$salt$hash`, the rounds optional.
fn sha_crypt(kind: &str, text: &str) -> Result<Hash, String> {
    let malformed = || format!("the {kind} hash is malformed");
    let parts: Vec<&str> = text[kind.len()..].split('$').collect();
    let (rounds, salt, hash) = match parts[..] {
        [rounds, salt, hash] => (rounds, salt, hash),
        [salt, hash] => ("", salt, hash),
        _ => return Err(malformed()),
    };
    let rounds = match rounds {
        "" => Params::RECOMMENDED_ROUNDS,
        given => {
            given.strip_prefix("rounds=").and_then(|n| n.parse().ok()).ok_or_else(malformed)?
        }
    };
    if !(Params::ROUNDS_MIN..=MOST_ROUNDS).contains(&rounds) {
        let (least, most) = (Params::ROUNDS_MIN, MOST_ROUNDS);
        return Err(format!("the {kind} hash has {rounds} rounds, not {least} to {most}"));
    }
    let length = if kind == "$5$" { 43 } else { 86 };
    if !is_crypt64(hash, length..=length) || !is_crypt64(salt, 1..=16) {
        return Err(malformed());
    }
    Ok(Hash::ShaCrypt { hash: text.to_owned(), rounds })
}

/// `$apr1$salt$hash`
fn md5(magic: &'static str, text: &str) -> Result<Hash, String> {
    match text[magic.len()..].split_once('$') {
        // The salt may have any characters; what makes it never has others.
        Some((salt, hash)) if salt.len() <= 8 && is_crypt64(hash, 22..=22) => {
            Ok(Hash::Md5Crypt { magic, salt: salt.to_owned(), hash: hash.to_owned() })
        }
        _ => Err(format!("the {magic} hash is malformed")),
    }
}

/// The digest, and the salt behind it if there is one.
fn sha1(kind: &str, text: &str) -> Result<Hash, String> {
    let malformed = || format!("the {kind} hash is malformed");
    let bytes = STANDARD.decode(&text[kind.len()..]).map_err(|_| malformed())?;
    let (digest, salt) = bytes.split_first_chunk().ok_or_else(malformed)?;
    if kind == "{SHA}" && !salt.is_empty() {
        return Err(malformed());
    }
    Ok(Hash::Sha1 { digest: *digest, salt: salt.to_vec() })
}

/// Whether it is of the letters that `crypt` writes, and as long as that.
fn is_crypt64(text: &str, lengths: RangeInclusive<usize>) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'/';
    lengths.contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use std::time::{SystemTime, UNIX_EPOCH};

    use super::*;

    #[test]
    fn refuses_what_is_no_hash_without_showing_it() {
        for encoded in [
            "",
            "{PLAIN}",
            "$2y$04$tooshort",
            "$2y$03$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK",
            "$2y$18$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK",
            "$2y$04$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9tri!",
            "$apr1$vhTXtw0V5vD0Qe6TpeOtNoWr/2Sxc/",
            "$apr1$vhTXtw0V$short",
            "$apr1$ninechars$5vD0Qe6TpeOtNoWr/2Sxc/",
            "$5$x",
            "$5$x$Y7.cBpvVqiwvPb3Q/A6yQggUgb3keJPLf.MxgabFxY",
            "$5$rounds=999$x$Y7.cBpvVqiwvPb3Q/A6yQggUgb3keJPLf.MxgabFxY9",
            "$5$rounds=5000001$x$Y7.cBpvVqiwvPb3Q/A6yQggUgb3keJPLf.MxgabFxY9",
            "$5$rounds=many$x$Y7.cBpvVqiwvPb3Q/A6yQggUgb3keJPLf.MxgabFxY9",
            "{SHA}W8r/fyL",
            "{SHA}Z0Nu9uwKR8y+WgtjJ6MtIqFQb8NzYWx0eQ==",
            "{SSHA}c2hvcnQ=",
            "$y$j9T$salt$hash",
            "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
            "$2$05$whatever",
            "{SSHA512}aGFzaA==",
            "{CRYPT}nPKeg7JyYir2Q",
        ] {
            let Err(problem) = Hash::parse(encoded.as_bytes()) else { panic!("{encoded}") };
            let shown = encoded.len() > 8 && problem.contains(&encoded[8..]);
            assert!(!shown, "{problem}");
        }
    }

    #[test]
    fn takes_or_refuses_what_is_nearly_a_hash() {
        const HASHES: [&str; 6] = [
            "$2y$04$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK",
            "$apr1$vhTXtw0V$5vD0Qe6TpeOtNoWr/2Sxc/",
            "$5$rounds=1000$x.y/$.qKX5HdVHezntx38PYgqhADLxOgMrzZXXLiVqDRmds/",
            "{SHA}W8r/fyL/UzygmbNAjq2HbA67qac=",
            "{SSHA}Z0Nu9uwKR8y+WgtjJ6MtIqFQb8NzYWx0eQ==",
            "{PLAIN}open sesame",
        ];
        let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos();
        println!("the seed is {seed}");
        let mut state = u64::from(seed) | 1;
        let mut random = |below: usize| {
            // xorshift64
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).unwrap()
        };
        let (mut taken, mut refused) = (0, 0);
        for _ in 0..20_000 {
            let mut encoded = HASHES[random(HASHES.len())].as_bytes().to_vec();
            for _ in 0..random(4) {
                let at = random(encoded.len());
                let byte = u8::try_from(random(256)).unwrap();
                match random(3) {
                    0 => encoded.truncate(at + 1),
                    1 => encoded[at] = byte,
                    _ => encoded.insert(at, byte),
                }
            }
            match hash(&encoded) {
                Ok(hash) => {
                    taken += 1;
                    // The costly ones would take too long.
                    assert!(hash.work() > 1 || !hash.matches(b"nothing that was there"));
                }
                Err(_) => refused += 1,
            }
        }
        assert!(taken > 0 && refused > 0, "{taken} {refused}");
    }
}
