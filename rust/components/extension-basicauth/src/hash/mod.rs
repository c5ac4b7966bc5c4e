mod parse;

use sha_crypt::{PasswordVerifier as _, ShaCrypt};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::md5_crypt::md5_crypt;

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
        parse::hash(encoded)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Of `htpasswd`, `openssl passwd` and the tests of `crypt_blowfish`.
    const OPEN_SESAME: [&str; 10] = [
        "$2y$04$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK",
        "$apr1$vhTXtw0V$5vD0Qe6TpeOtNoWr/2Sxc/",
        "$apr1$x$ro/6RlB/jB4ZRUA9qJm6A0",
        "$1$abcdefgh$9qMkHazuSy1Q8myEum7yb/",
        "{SHA}W8r/fyL/UzygmbNAjq2HbA67qac=",
        "{SSHA}Z0Nu9uwKR8y+WgtjJ6MtIqFQb8NzYWx0eQ==",
        "$5$rounds=1000$x.y/$.qKX5HdVHezntx38PYgqhADLxOgMrzZXXLiVqDRmds/",
        "$6$rounds=1000$x.y/$magBhNx/kCIy1gT5Bk..w8Y6wKM9SOmoNQq5.8Yf8zPIqp42oKo9yKm6ZXlP7bOI/bxP\
         d0iD4RTnAglNtpBI50",
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
        for hash in &OPEN_SESAME[..8] {
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
            ("$5$x$Y7.cBpvVqiwvPb3Q/A6yQggUgb3keJPLf.MxgabFxY9", "open sesame"),
            (
                "$6$YbYj9IPlB.D5sPQN$z4WPPJShMrSG4BsqsMkf6ZbHbR6CN/V.rU8UqgtjSQgnEU/ih.qMmD0ujtF8\
                 YJxNEr4cfkkJAYahbP5B2c8.U/",
                "open sesame",
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
    fn the_costliest_is_known() {
        let work = |encoded: &str| Hash::parse(encoded.as_bytes()).expect(encoded).work();
        let rising = [
            "plain",
            OPEN_SESAME[1],
            OPEN_SESAME[7],
            "$2y$10$zCFPO1u8LOZze94a241Y2eSi2bUJNEor/lEIoFiglAL7lk0m9triK",
        ];
        assert!(rising.is_sorted_by_key(|encoded| work(encoded)));
    }
}
