use std::fmt;
use std::io;

use ferrule_sys as sys;

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
        }
    }
}

/// Why something failed. The message is one sentence for the operator: it ends up in the
/// collector's log beside the component's id, so it need not repeat that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    code: ErrorCode,
    message: String,
    problems: Vec<ConfigProblem>,
}

impl Error {
    /// A failure without a code of its own.
    pub fn new(message: impl Into<String>) -> Self {
        Self::with_code(ErrorCode::Internal, message)
    }

    /// A failure with its code.
    pub fn with_code(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), problems: Vec::new() }
    }

    /// Settings that turn out to be wrong only when the component is built.
    #[must_use]
    pub fn config(problems: Vec<ConfigProblem>) -> Self {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Self { code: ErrorCode::Config, message: all.join("; "), problems }
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
