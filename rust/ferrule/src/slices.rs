//! Bytes that the host lends.

use ferrule_sys::ferrule_slice;

use crate::{Error, ErrorCode};

/// The caller broke a rule of the header.
pub(crate) fn misuse(what: &str) -> Error {
    Error::with_code(ErrorCode::Argument, what)
}

/// # Safety
/// If the slice is well-formed, its bytes live for `'a`.
pub(crate) unsafe fn bytes<'a>(slice: &ferrule_slice) -> Result<&'a [u8], Error> {
    let len = usize::try_from(slice.len).ok().filter(|len| isize::try_from(*len).is_ok());
    match len {
        None => Err(misuse("a slice is too long")),
        Some(0) => Ok(&[]),
        Some(_) if slice.ptr.is_null() => Err(misuse("a slice is NULL")),
        // SAFETY: by the contract of this function.
        Some(len) => Ok(unsafe { std::slice::from_raw_parts(slice.ptr, len) }),
    }
}

/// The bytes of an argument, which is called `name` in the header.
///
/// # Safety
/// `slice` is null or valid, and its bytes live for `'a`.
pub(crate) unsafe fn argument<'a>(
    slice: *const ferrule_slice,
    name: &str,
) -> Result<&'a [u8], Error> {
    // SAFETY: by the contract of this function.
    let slice = unsafe { slice.as_ref() }.ok_or_else(|| misuse(&format!("{name} is NULL")))?;
    // SAFETY: as above.
    unsafe { bytes(slice) }
}

/// A text among those bytes.
pub(crate) fn text<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, Error> {
    str::from_utf8(bytes).map_err(|_| misuse(&format!("{name} is not UTF-8")))
}
