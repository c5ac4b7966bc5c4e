//! MD5-crypt, which `htpasswd` makes unless it is told otherwise. There is no library that is kept.

use md5::{Digest as _, Md5};

/// What Apache's begins with.
pub(crate) const APR1: &str = "$apr1$";
/// What that of BSD and Linux begins with.
pub(crate) const MD5: &str = "$1$";

const ROUNDS: usize = 1000;
const ALPHABET: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Which bytes of the digest go together into four letters, the highest first.
const GROUPS: [[usize; 3]; 5] = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5]];

/// The hash of a password, in 22 letters.
pub(crate) fn md5_crypt(password: &[u8], magic: &str, salt: &str) -> String {
    let salt = salt.as_bytes();
    let mut digest = first(password, magic, salt);
    for round in 0..ROUNDS {
        let (begin, end): (&[u8], &[u8]) =
            if round % 2 == 1 { (password, &digest) } else { (&digest, password) };
        let mut md5 = Md5::new_with_prefix(begin);
        if round % 3 != 0 {
            md5.update(salt);
        }
        if round % 7 != 0 {
            md5.update(password);
        }
        md5.update(end);
        digest = md5.finalize().into();
    }
    encode(&digest)
}

/// The digest that the rounds begin with.
fn first(password: &[u8], magic: &str, salt: &[u8]) -> [u8; 16] {
    let inner = Md5::new_with_prefix(password).chain_update(salt).chain_update(password).finalize();
    let mut md5 = Md5::new_with_prefix(password).chain_update(magic).chain_update(salt);
    for start in (0..password.len()).step_by(inner.len()) {
        md5.update(&inner[..inner.len().min(password.len() - start)]);
    }
    // A bit of the length a byte, from the lowest: zero where it is set. A slip of the first
    // version that every later one has to repeat.
    let mut bits = password.len();
    while bits > 0 {
        md5.update([if bits & 1 == 1 { 0 } else { password[0] }]);
        bits >>= 1;
    }
    md5.finalize().into()
}

fn encode(digest: &[u8; 16]) -> String {
    let mut text = String::with_capacity(22);
    for group in GROUPS {
        let bits = group.iter().fold(0, |bits, at| bits << 8 | usize::from(digest[*at]));
        letters(bits, 4, &mut text);
    }
    letters(usize::from(digest[11]), 2, &mut text);
    text
}

/// Six bits a letter, the lowest first.
fn letters(bits: usize, count: usize, text: &mut String) {
    text.extend((0..count).map(|n| char::from(ALPHABET[bits >> (6 * n) & 0x3f])));
}
