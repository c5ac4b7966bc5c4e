use std::ops::RangeInclusive;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bcrypt::HashParts;
use sha_crypt::{Params, PasswordVerifier as _, ShaCrypt};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::md5_crypt::{self, md5_crypt};

/// The costliest bcrypt that is taken, as of `htpasswd`: some seconds. The collector waits no
/// longer.
const MOST_BCRYPT_COST: u32 = 17;
/// The costliest SHA-crypt, in rounds: some seconds, too.
const MOST_ROUNDS: u32 = 5_000_000;
/// `crypt` takes no longer passwords. For some of its hashes the work grows with the square of it.
const MOST_CRYPT_BYTES: usize = 511;

/// The password of a user, as a line of htpasswd has it.
pub(crate) enum Hash {
    Bcrypt {
        hash: String,
        cost: u32,
    },
    ShaCrypt {
        hash: String,
        rounds: u32,
    },
    Md5Crypt {
        magic: &'static str,
        salt: String,
        hash: String,
    },
    Sha1 {
        digest: [u8; 20],
        salt: Vec<u8>,
    },
    /// Plain text, of which no more is kept than it takes to recognise it.
    Plain {
        digest: [u8; 32],
    },
}

impl Hash {
    /// Reads what follows the colon. The error shows nothing of it.
    pub(crate) fn parse(encoded: &[u8]) -> Result<Self, String> {
        let text = str::from_utf8(encoded).unwrap_or_default();
        match (kind(text), text) {
            (Some("$2a$" | "$2b$" | "$2x$" | "$2y$"), _) => bcrypt(text),
            (Some(kind @ ("$5$" | "$6$")), _) => sha_crypt(kind, text),
            (Some("$apr1$"), _) => md5(md5_crypt::APR1, text),
            (Some("$1$"), _) => md5(md5_crypt::MD5, text),
            (Some(kind @ ("{SHA}" | "{SSHA}")), _) => sha1(kind, text),
            (Some("{PLAIN}"), "{PLAIN}") => plain(b""),
            (Some("{PLAIN}") | None, _) => plain(encoded),
            // It may be the beginning of a plain password, so that it is not shown.
            (Some(_), _) => Err("the password is hashed in a way that is not known; use \
                                 htpasswd -B, or write {PLAIN} before a plain password that \
                                 begins like a hash"
                .to_owned()),
        }
    }

    /// Whether it is that password. Takes as long for a wrong one.
    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        match self {
            Self::Bcrypt { hash, .. } => bcrypt::verify(password, hash).unwrap_or(false),
            Self::ShaCrypt { .. } | Self::Md5Crypt { .. } if password.len() > MOST_CRYPT_BYTES => {
                false
            }
            Self::ShaCrypt { hash, .. } => {
                ShaCrypt::default().verify_password(password, hash.as_str()).is_ok()
            }
            Self::Md5Crypt { magic, salt, hash } => {
                md5_crypt(password, magic, salt).as_bytes().ct_eq(hash.as_bytes()).into()
            }
            Self::Sha1 { digest, salt } => {
                let found = Sha1::new().chain_update(password).chain_update(salt).finalize();
                found.as_slice().ct_eq(digest).into()
            }
            Self::Plain { digest } => {
                let bare = Sha256::digest(password);
                // As Go's: what follows {PLAIN} counts, as nginx has it, and so does the whole.
                let marked =
                    Sha256::new().chain_update("{PLAIN}").chain_update(password).finalize();
                (bare.as_slice().ct_eq(digest) | marked.as_slice().ct_eq(digest)).into()
            }
        }
    }

    /// What it takes to try a password, in microseconds, roughly.
    pub(crate) fn work(&self) -> u64 {
        match self {
            Self::Bcrypt { cost, .. } => 60 << cost,
            Self::ShaCrypt { rounds, .. } => u64::from(*rounds),
            Self::Md5Crypt { .. } => 500,
            Self::Sha1 { .. } | Self::Plain { .. } => 1,
        }
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
    use super::*;

    /// Of `htpasswd`, `openssl passwd` and the tests of `crypt_blowfish`.
    const OPEN_SESAME: [&str; 12] = [
        "$2y$04$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK",
        "$apr1$vhTXtw0V$5vD0Qe6TpeOtNoWr/2Sxc/",
        "$apr1$x$ro/6RlB/jB4ZRUA9qJm6A0",
        "$1$abcdefgh$9qMkHazuSy1Q8myEum7yb/",
        "{SHA}W8r/fyL/UzygmbNAjq2HbA67qac=",
        "{SSHA}Z0Nu9uwKR8y+WgtjJ6MtIqFQb8NzYWx0eQ==",
        "$5$ijyr.ZLWnL9uR5uE$Rjp6fyPIocJkYiSbAeX85tfjhp43ILB5hiuZqhOxAC0",
        "$5$x$Y7.cBpvVqiwvPb3Q/A6yQggUgb3keJPLf.MxgabFxY9",
        "$6$YbYj9IPlB.D5sPQN$z4WPPJShMrSG4BsqsMkf6ZbHbR6CN/V.rU8UqgtjSQgnEU/ih.qMmD0ujtF8YJxNEr4cf\
         kkJAYahbP5B2c8.U/",
        "$6$x$iKYSmN2qnCiJxGftSO7o4pi0HCiB.A2bkNgVvLt9nkoX2lQbhWsVI/IXadjqbSra9YL0EVXIvZXM8UpmcoQ\
         QS0",
        "open sesame",
        "{PLAIN}open sesame",
    ];

    fn matches(encoded: &str, password: &str) -> bool {
        Hash::parse(encoded.as_bytes()).expect(encoded).matches(password.as_bytes())
    }

    #[test]
    fn recognises_the_password() {
        for encoded in OPEN_SESAME {
            assert!(matches(encoded, "open sesame"), "{encoded}");
            for wrong in ["", "open sesam", "Open sesame", "open sesame ", &"o".repeat(10_000)] {
                assert!(!matches(encoded, wrong), "{encoded} {wrong}");
            }
        }
        for hash in &OPEN_SESAME[..10] {
            assert!(!matches(hash, hash), "{hash}");
        }
        assert!(matches("{PLAIN}open sesame", "{PLAIN}open sesame"));
        assert!(!matches("open sesame", "{PLAIN}open sesame"));
    }

    #[test]
    fn knows_further_vectors() {
        for (encoded, password) in [
            ("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"),
            ("$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy", ""),
            ("$apr1$saltsalt$a8ml/vK5HEjiZ5oypDWA7/", ""),
            ("$1$q$uecWb6UPNrHSLQtwQJs8/.", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            ("$apr1$Zz0./9aB$34sbVaMzN6dj6abt9WDe6.", "za\u{17c}\u{f3}\u{142}\u{107} \u{1f980}"),
            (
                "$6$rounds=1000$abc$ezk7z0ByB2021q.W2WbfEwaXpqLCvdXKfKniTXIu2iAtsO2wmeTc6beQ6jlqt\
                 rp9cKRJUPgPePvRAbUfkVx.d1",
                "hello",
            ),
        ] {
            assert!(matches(encoded, password), "{encoded}");
        }
    }

    #[test]
    fn takes_for_plain_what_only_looks_a_little_like_a_hash() {
        for password in
            ["$ecret", "$", "$$", "{}", "{sha}x", "{\"a\":1}", "$a b$", "a$1$b", "{PLAIN}$1$x"]
        {
            assert!(matches(password, password), "{password}");
        }
        assert!(Hash::parse(b"caf\xe9").unwrap().matches(b"caf\xe9"));
    }

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
    fn the_costliest_is_known() {
        let work = |encoded: &str| Hash::parse(encoded.as_bytes()).expect(encoded).work();
        let rising = [
            "plain",
            OPEN_SESAME[1],
            OPEN_SESAME[6],
            "$2y$10$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK",
        ];
        assert!(rising.is_sorted_by_key(|encoded| work(encoded)));
    }
}
