//! Bytes that the host gives, counted until the plugin releases them.

use std::mem;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};

use ferrule_sys::{ferrule_buf, ferrule_error};

use crate::Failure;

static LIVE: AtomicI64 = AtomicI64::new(0);

/// How many the plugin has not released.
pub(crate) fn live() -> i64 {
    LIVE.load(SeqCst)
}

pub(crate) fn give(bytes: Vec<u8>) -> ferrule_buf {
    LIVE.fetch_add(1, SeqCst);
    let owner = Box::new(bytes);
    ferrule_buf {
        ptr: owner.as_ptr(),
        len: owner.len() as u64,
        owner: Box::into_raw(owner).cast(),
        release: Some(release),
    }
}

unsafe extern "C" fn release(buf: *mut ferrule_buf) {
    // SAFETY: the plugin releases a struct that `give` made.
    let taken = mem::replace(unsafe { &mut *buf }, ferrule_buf::empty());
    // SAFETY: `give` made the owner, and the struct forgot it just now.
    drop(unsafe { Box::from_raw(taken.owner.cast::<Vec<u8>>()) });
    LIVE.fetch_sub(1, SeqCst);
}

/// Fills the plugin's error, and gives the result code.
///
/// # Safety
/// `error` is null or points to a zeroed `ferrule_error`.
pub(crate) unsafe fn fail(failure: &Failure, error: *mut ferrule_error) -> i32 {
    // SAFETY: by the contract of this function.
    if let Some(error) = unsafe { error.as_mut() } {
        assert_eq!(error.size as usize, size_of::<ferrule_error>());
        error.code = failure.code;
        error.flags = failure.flags;
        error.message = give(failure.message.clone().into_bytes());
        if !failure.details.is_null() {
            error.detail_json = give(failure.details.to_string().into_bytes());
        }
    }
    failure.code
}
