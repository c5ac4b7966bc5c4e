use ferrule_sys::{FERRULE_OK, ferrule_buf, ferrule_error};

use crate::failure::{bytes, release};
use crate::{Failure, hook};

/// Calls a function that fills an error when it fails.
pub(crate) fn checked(f: impl FnOnce(*mut ferrule_error) -> i32) -> Result<i32, Failure> {
    let mut error = ferrule_error::zeroed();
    let code = hook::inside(|| f(&raw mut error));
    if code < 0 {
        return Err(Failure::take(code, error));
    }
    assert!(error.message.release.is_none(), "an error without a failure");
    Ok(code)
}

/// Calls a function that gives bytes.
pub(crate) fn text(
    f: impl FnOnce(*mut ferrule_buf, *mut ferrule_error) -> i32,
) -> Result<String, Failure> {
    let mut buf = ferrule_buf::empty();
    let code = checked(|error| f(&raw mut buf, error))?;
    assert_eq!(code, FERRULE_OK);
    let text = str::from_utf8(bytes(&buf)).expect("it is UTF-8").to_owned();
    release(&mut buf);
    Ok(text)
}
