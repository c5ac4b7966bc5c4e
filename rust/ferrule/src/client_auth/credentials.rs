use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

/// What a request is to show: headers, whose values nobody else may see, and for how long.
///
/// ```
/// use std::time::Duration;
///
/// use ferrule::Credentials;
///
/// let shown = Credentials::new().with("x-api-key", "open sesame").keep(Duration::from_secs(60));
/// assert_eq!(shown.header("X-Api-Key"), Some("open sesame"));
/// assert!(!format!("{shown:?}").contains("sesame"));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    headers: Map<String, Value>,
    keep: Duration,
}

impl Credentials {
    /// Nothing, for one request.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a header, which replaces those of that name in the request. A name that is no
    /// token of HTTP, or a value that is not printable ASCII, fails the request.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), Value::String(value.into()));
        self
    }

    /// The same, which may be shown on other requests for that long, to whichever peer and path,
    /// without asking again: each question costs some microseconds. It may be asked earlier, and
    /// is shown no more once the shutdown has begun. Zero, the default, is for what depends on the
    /// request. [`Duration::MAX`] is for what never changes.
    #[must_use]
    pub const fn keep(mut self, keep: Duration) -> Self {
        self.keep = keep;
        self
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).and_then(|it| it.1.as_str())
    }

    pub(super) fn headers(&self) -> &Map<String, Value> {
        &self.headers
    }

    pub(super) fn keep_ns(&self) -> i64 {
        i64::try_from(self.keep.as_nanos()).unwrap_or(i64::MAX)
    }
}

/// Only names are shown.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.headers.keys().collect();
        f.debug_struct("Credentials").field("headers", &names).field("keep", &self.keep).finish()
    }
}
