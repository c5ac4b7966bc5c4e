//! Errors and bytes of the other side, which are copied and released.

use ferrule_sys::{ferrule_buf, ferrule_error};
use serde_json::{Map, Value};

use crate::{Error, ErrorCode, slices};

/// Calls a function of the other side that fills an error when it fails.
pub(crate) fn checked(f: impl FnOnce(*mut ferrule_error) -> i32) -> Result<(), Error> {
    let mut error = ferrule_error::zeroed();
    let code = f(&raw mut error);
    let (message, details) = (take(&mut error.message), take(&mut error.detail_json));
    if code >= 0 {
        return Ok(());
    }
    let message = match message {
        Ok(message) if !message.is_empty() => String::from_utf8_lossy(&message).into_owned(),
        _ => format!("failed with the code {code} and no message"),
    };
    let fields: Map<String, Value> =
        details.ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    let code = ErrorCode::from_raw(code);
    Err(Error::with_code(code, message).with_flags(error.flags).with_fields(fields))
}

/// Calls a function of the other side that gives bytes.
pub(crate) fn bytes(
    f: impl FnOnce(*mut ferrule_buf, *mut ferrule_error) -> i32,
) -> Result<Vec<u8>, Error> {
    let mut out = ferrule_buf::empty();
    let outcome = checked(|error| f(&raw mut out, error));
    let taken = take(&mut out);
    outcome.and(taken)
}

fn take(buf: &mut ferrule_buf) -> Result<Vec<u8>, Error> {
    let Some(release) = buf.release else { return Ok(Vec::new()) };
    let slice = ferrule_sys::ferrule_slice { ptr: buf.ptr, len: buf.len };
    // SAFETY: the buf is ours, so that its bytes live until the release below.
    let copied = unsafe { slices::bytes(&slice) }.map(<[u8]>::to_vec);
    // SAFETY: this is the only release.
    unsafe { release(buf) };
    copied
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::buf::give;

    /// A function of the other side, which gives bytes, or fails with them as the message.
    fn answer(
        code: i32,
        text: &[u8],
        details: &[u8],
        out: *mut ferrule_buf,
        error: *mut ferrule_error,
    ) -> i32 {
        // SAFETY: `bytes` passes what is valid for writes.
        unsafe {
            if code >= 0 {
                out.write(give(text.to_vec()));
            } else {
                (*error).code = code;
                (*error).flags = ferrule_sys::FERRULE_RETRYABLE;
                (*error).message = give(text.to_vec());
                (*error).detail_json = give(details.to_vec());
            }
        }
        code
    }

    fn ask(code: i32, text: &[u8], details: &[u8]) -> Result<Vec<u8>, Error> {
        bytes(|out, error| answer(code, text, details, out, error))
    }

    #[test]
    fn bytes_are_copied() {
        assert_eq!(ask(0, b"some", b"").unwrap(), b"some");
        assert_eq!(ask(0, b"", b"").unwrap(), b"");
    }

    #[test]
    fn an_error_keeps_what_was_said() {
        let error = ask(ferrule_sys::FERRULE_E_BUSY, b"not now", br#"{"left":3}"#).unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::Busy, "not now"));
        assert!(error.is_retryable());
        assert_eq!(error.fields()["left"], 3);
    }

    #[test]
    fn what_is_not_well_formed_is_left_out() {
        let error = ask(-77, b"\xff!", b"{").unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::Internal, "\u{fffd}!"));
        assert!(error.fields().is_empty());
        let error = ask(-77, b"", b"[]").unwrap_err();
        assert_eq!(error.message(), "failed with the code -77 and no message");
        let broken = bytes(|out, _| {
            // SAFETY: `bytes` passes what is valid for writes.
            unsafe { out.write(ferrule_buf { len: u64::MAX, ..give(b"x".to_vec()) }) };
            0
        });
        assert_eq!(broken.unwrap_err().code(), ErrorCode::Argument);
    }
}
