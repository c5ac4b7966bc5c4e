use std::fmt;
use std::io;

use ferrule_sys as sys;
use serde_json::{Map, Value};

use crate::ConfigProblem;

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// The caller broke a rule of the ABI.
    Argument,
    /// The configuration is not valid.
    Config,
    /// Not possible in this state of the component.
    State,
    /// Not now; try again later.
    Busy,
    /// The operation was cancelled.
    Cancelled,
    /// The time was up.
    Deadline,
    /// Not offered.
    Unsupported,
    /// Whatever else went wrong.
    Internal,
    /// A bug in the component was caught at the boundary.
    Panic,
    /// Out of memory.
    OutOfMemory,
    /// Not authenticated, or not allowed.
    Refused,
}

impl ErrorCode {
    pub(crate) const fn raw(self) -> i32 {
        match self {
            Self::Argument => sys::FERRULE_E_ARG,
            Self::Config => sys::FERRULE_E_CONFIG,
            Self::State => sys::FERRULE_E_STATE,
            Self::Busy => sys::FERRULE_E_BUSY,
            Self::Cancelled => sys::FERRULE_E_CANCELLED,
            Self::Deadline => sys::FERRULE_E_DEADLINE,
            Self::Unsupported => sys::FERRULE_E_UNSUPPORTED,
            Self::Internal => sys::FERRULE_E_INTERNAL,
            Self::Panic => sys::FERRULE_E_PANIC,
            Self::OutOfMemory => sys::FERRULE_E_NOMEM,
            Self::Refused => sys::FERRULE_E_REFUSED,
        }
    }

    pub(crate) const fn from_raw(code: i32) -> Self {
        match code {
            sys::FERRULE_E_ARG => Self::Argument,
            sys::FERRULE_E_CONFIG => Self::Config,
            sys::FERRULE_E_STATE => Self::State,
            sys::FERRULE_E_BUSY => Self::Busy,
            sys::FERRULE_E_CANCELLED => Self::Cancelled,
            sys::FERRULE_E_DEADLINE => Self::Deadline,
            sys::FERRULE_E_UNSUPPORTED => Self::Unsupported,
            sys::FERRULE_E_PANIC => Self::Panic,
            sys::FERRULE_E_NOMEM => Self::OutOfMemory,
            sys::FERRULE_E_REFUSED => Self::Refused,
            // Also a code of a newer host.
            _ => Self::Internal,
        }
    }
}

/// Why something failed. The message is one sentence for the operator: it ends up in the
/// collector's log beside the component's id, so it need not repeat that.
///
/// ```
/// # use ferrule::{Error, ErrorCode};
/// let error = Error::with_code(ErrorCode::Busy, "the disk is full")
///     .retryable()
///     .with_fields([("path".to_owned(), "/var/lib".into())].into_iter().collect());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    code: ErrorCode,
    message: String,
    flags: u32,
    problems: Vec<ConfigProblem>,
    fields: Map<String, Value>,
}

impl Error {
    /// A failure without a code of its own.
    pub fn new(message: impl Into<String>) -> Self {
        Self::with_code(ErrorCode::Internal, message)
    }

    /// A failure with its code.
    pub fn with_code(code: ErrorCode, message: impl Into<String>) -> Self {
        let (problems, fields) = (Vec::new(), Map::new());
        Self { code, message: message.into(), flags: 0, problems, fields }
    }

    /// Settings that turn out to be wrong only when the component is built.
    #[must_use]
    pub fn config(problems: Vec<ConfigProblem>) -> Self {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Self { problems, ..Self::with_code(ErrorCode::Config, all.join("; ")) }
    }

    /// A request that is not let through. The message may be told to the sender.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::with_code(ErrorCode::Refused, message)
    }

    /// Something that cannot be done for now, and may be later.
    pub fn busy(message: impl Into<String>) -> Self {
        Self::with_code(ErrorCode::Busy, message).retryable()
    }

    /// The same, said to be permanent: the same again would fail again.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.flags = sys::FERRULE_PERMANENT;
        self
    }

    /// The same, said to be retryable: the same again may succeed later.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.flags = sys::FERRULE_RETRYABLE;
        self
    }

    /// The same with fields for the log beside the message. An error of the code
    /// [`ErrorCode::Config`] has problems instead, so that its fields go nowhere.
    #[must_use]
    pub fn with_fields(mut self, fields: Map<String, Value>) -> Self {
        self.fields = fields;
        self
    }

    /// As it came from the other side.
    pub(crate) fn with_flags(mut self, flags: u32) -> Self {
        self.flags = flags;
        self
    }

    /// What kind of failure.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The sentence for the operator.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the same again would fail again; false also if that is not known.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.flags & sys::FERRULE_PERMANENT != 0
    }

    /// Whether the same again may succeed later; false also if that is not known.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.flags & sys::FERRULE_RETRYABLE != 0
    }

    pub(crate) fn flags(&self) -> u32 {
        self.flags
    }

    /// What goes to the log beside the message.
    #[must_use]
    pub fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }

    /// Where in the settings, if the code is [`ErrorCode::Config`].
    #[must_use]
    pub fn problems(&self) -> &[ConfigProblem] {
        &self.problems
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<String> for Error {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<&str> for Error {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::new(error.to_string())
    }
}
