use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use ferrule::Error;

const SCHEME: &str = "Basic ";

/// As Go's decoder, which does not mind what is in bits that are of no use.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// What a sender says of itself.
#[derive(PartialEq, Eq)]
pub(crate) struct Credentials<'a> {
    pub(crate) username: String,
    pub(crate) password: Vec<u8>,
    /// Both as they came.
    pub(crate) raw: &'a str,
}

impl<'a> Credentials<'a> {
    /// Reads the value of the header `Authorization`. The errors are those of Go, and show nothing
    /// of it.
    pub(crate) fn read(value: &'a [u8]) -> Result<Self, Error> {
        let malformed = || Error::refused("invalid authorization format");
        let (_, raw) = value
            .split_at_checked(SCHEME.len())
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME.as_bytes()))
            .ok_or_else(|| Error::refused("invalid authorization scheme prefix"))?;
        let decoded = BASE64.decode(raw).map_err(|_| malformed())?;
        let mut parts = decoded.splitn(2, |byte| *byte == b':');
        let (Some(username), Some(password)) = (parts.next(), parts.next()) else {
            return Err(malformed());
        };
        // A name that is not UTF-8 is none of ours.
        let username = String::from_utf8_lossy(username).into_owned();
        let raw = str::from_utf8(raw).map_err(|_| malformed())?;
        Ok(Self { username, password: password.to_vec(), raw })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name and password, or what is said instead.
    fn read(value: &str) -> Result<(String, String), String> {
        let read = Credentials::read(value.as_bytes());
        let read = read.map_err(|error| error.message().to_owned())?;
        Ok((read.username, String::from_utf8(read.password).unwrap()))
    }

    #[test]
    fn reads_what_go_reads() {
        for (value, name, password) in [
            ("Basic YTpi", "a", "b"),
            ("bAsIc YTpi", "a", "b"),
            ("Basic Og==", "", ""),
            ("Basic YTo=", "a", ""),
            ("Basic OmI=", "", "b"),
            ("Basic YTpiOmM=", "a", "b:c"),
            // The last two bits are of no use, and not zero.
            ("Basic YTpiOmN=", "a", "b:c"),
        ] {
            assert_eq!(read(value), Ok((name.to_owned(), password.to_owned())), "{value}");
        }
        assert_eq!(Credentials::read(b"Basic YTpi").ok().unwrap().raw, "YTpi");
    }

    #[test]
    fn refuses_what_go_refuses_in_its_words() {
        for value in
            ["Bearer YTpi", "Basic", "Basi YTpi", "BasicYTpi", " Basic YTpi", "x", "Basic\tYTpi"]
        {
            assert_eq!(read(value).unwrap_err(), "invalid authorization scheme prefix", "{value}");
        }
        for value in [
            "Basic ",
            "Basic YQ==",
            "Basic YTpi=",
            "Basic YTo",
            "Basic  YTpi",
            "Basic a:b",
            "Basic YT_i",
        ] {
            assert_eq!(read(value).unwrap_err(), "invalid authorization format", "{value}");
        }
        assert!(Credentials::read(b"Basic \xff\xfe").is_err());
        assert!(Credentials::read(b"\xffasic YTpi").is_err());
    }
}
