//! What the plugin lends for a call.

use ferrule_sys::ferrule_slice;

/// A copy of a text; None if it is not one.
///
/// # Safety
/// `slice` is null or valid, and so are its bytes.
pub(crate) unsafe fn text(slice: *const ferrule_slice) -> Option<String> {
    // SAFETY: by the contract of this function.
    let slice = unsafe { slice.as_ref() }?;
    if slice.len == 0 {
        return Some(String::new());
    }
    let len = usize::try_from(slice.len).ok()?;
    // SAFETY: as above.
    let bytes = unsafe { std::slice::from_raw_parts(slice.ptr, len) };
    str::from_utf8(bytes).ok().map(str::to_owned)
}
