use ferrule_sys::{ferrule_buf, ferrule_error};
use serde_json::Value;

/// An error of the plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The result code.
    pub code: i32,
    /// Whether it is permanent or retryable, as far as that is known.
    pub flags: u32,
    /// The sentence for the operator.
    pub message: String,
    /// The problems of a configuration, or fields for the log; null if there are none.
    pub details: Value,
}

impl Failure {
    /// An error without details, such as a fake gives.
    pub fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, flags: 0, message: message.into(), details: Value::Null }
    }

    /// Copies and releases an error that a function of the plugin filled.
    pub(crate) fn take(code: i32, mut error: ferrule_error) -> Self {
        assert_eq!(error.code, code, "the code in the error differs from the result");
        let failure = Self::look(&error);
        release(&mut error.message);
        release(&mut error.detail_json);
        failure
    }

    /// Copies an error that stays with the plugin.
    pub(crate) fn look(error: &ferrule_error) -> Self {
        let details = bytes(&error.detail_json);
        let details = if details.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(details).expect("detail_json is JSON")
        };
        let message = str::from_utf8(bytes(&error.message)).expect("the message is UTF-8");
        Self { code: error.code, flags: error.flags, message: message.to_owned(), details }
    }

    /// The pointers of all problems, in order.
    #[must_use]
    pub fn pointers(&self) -> Vec<&str> {
        let problems = self.details.as_array().map(Vec::as_slice).unwrap_or_default();
        problems.iter().filter_map(|problem| problem["pointer"].as_str()).collect()
    }
}

pub(crate) fn bytes(buf: &ferrule_buf) -> &[u8] {
    if buf.len == 0 {
        return &[];
    }
    let len = usize::try_from(buf.len).expect("a buf fits in memory");
    // SAFETY: the plugin keeps the bytes until they are released, for which the caller holds buf.
    unsafe { std::slice::from_raw_parts(buf.ptr, len) }
}

/// Releases a buf, and once more, which must do nothing.
pub(crate) fn release(buf: &mut ferrule_buf) {
    if let Some(release) = buf.release {
        // SAFETY: the buf is the plugin's; the second call sees what the first has left.
        unsafe {
            release(buf);
            assert!(buf.release.is_none(), "release did not set itself to NULL");
            release(buf);
        }
    }
}
