use std::fmt;

use serde::Serialize;

/// One thing wrong with a component's settings. The host turns the pointer into the file, line and
/// column where the operator wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConfigProblem {
    pointer: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Place::is_value")]
    at: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Key,
    Value,
}

impl Place {
    #[allow(clippy::trivially_copy_pass_by_ref)] // serde wants a reference
    fn is_value(&self) -> bool {
        *self == Self::Value
    }
}

impl ConfigProblem {
    /// A problem with the setting at that RFC 6901 pointer, such as `/endpoint`; the empty pointer
    /// is the section as a whole. The message says what is wrong, in a few words.
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into(), hint: None, at: Place::Value }
    }

    /// The same with what to write instead.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, meaning the key rather than its value: that it is there at all, or how it is
    /// spelt.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.at = Place::Key;
        self
    }

    /// Which setting.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, ": {hint}"),
            None => Ok(()),
        }
    }
}

/// A key as a part of a pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A part of a pointer as a key.
pub(crate) fn unescape(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}
