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
