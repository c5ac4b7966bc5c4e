use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// What is shown instead, as in the Go Collector.
const REDACTED: &str = "[REDACTED]";

/// A setting that nobody may see, such as a password. It is read like a text. Written, formatted or
/// serialised it is `[REDACTED]`, or empty if it is; only [`expose`](Self::expose) gives it away.
/// Its default is empty. The schema marks it as `writeOnly`.
///
/// ```
/// # use ferrule::Secret;
/// let password = Secret::from("open sesame");
/// assert_eq!(format!("{password:?}"), "[REDACTED]");
/// assert_eq!(password.expose(), "open sesame");
/// ```
///
/// It is not wiped from memory, since the text of the configuration is not either.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn shown(&self) -> &'static str {
        if self.is_empty() { "" } else { REDACTED }
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.shown())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretVisitor)
    }
}

impl JsonSchema for Secret {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Secret".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "writeOnly": true})
    }
}

/// Reads a text. What serde says of other values has the value in it, so all of them are refused
/// here.
struct SecretVisitor;

impl SecretVisitor {
    fn refuse<E: Error>(self, what: &str) -> E {
        E::invalid_type(Unexpected::Other(what), &self)
    }
}

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text; put it in quotes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Secret, E> {
        if text == REDACTED {
            let message = "this stands for a secret that was not shown; write the secret itself";
            return Err(E::custom(message));
        }
        Ok(Secret(text.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Secret, E> {
        Ok(Secret::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Secret, E> {
        Err(self.refuse("boolean"))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Secret, E> {
        Err(self.refuse("number"))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Secret, E> {
        Err(self.refuse("number"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Secret, E> {
        Err(self.refuse("number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Secret, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn is_read_and_not_shown() {
        let secret = read(r#""s3cret""#).unwrap();
        assert_eq!(secret.expose(), "s3cret");
        let all = [
            format!("{secret}"),
            format!("{secret:?}"),
            serde_json::to_value(&secret).unwrap().as_str().unwrap().to_owned(),
        ];
        assert!(all.iter().all(|shown| shown == REDACTED), "{all:?}");
    }

    #[test]
    fn nothing_is_a_default_that_can_be_read_back() {
        let none = Secret::default();
        let json = serde_json::to_string(&none).unwrap();
        assert_eq!(json, r#""""#);
        assert_eq!(read(&json).unwrap(), none);
        assert!(read("null").unwrap().is_empty());
    }

    #[test]
    fn what_is_refused_is_not_shown() {
        for json in ["4711", "-4711", "47.11", "true", r#"["4711"]"#, r#"{"a":"4711"}"#] {
            let error = read(json).unwrap_err();
            assert!(!error.contains("47") && !error.contains("true"), "{error}");
            assert!(error.contains("put it in quotes"), "{error}");
        }
    }

    #[test]
    fn what_stands_for_a_secret_is_none() {
        let error = read(r#""[REDACTED]""#).unwrap_err();
        assert!(error.contains("write the secret itself"), "{error}");
    }
}
