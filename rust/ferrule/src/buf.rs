use std::mem;
use std::sync::atomic::Ordering::SeqCst;

use ferrule_sys::ferrule_buf;

use crate::stats::STATS;

/// Moves bytes to the host, which releases them.
pub(crate) fn give(bytes: Vec<u8>) -> ferrule_buf {
    if bytes.is_empty() {
        return ferrule_buf::empty();
    }
    STATS.bufs.fetch_add(1, SeqCst);
    STATS.buf_bytes.fetch_add(length(&bytes), SeqCst);
    let owner = Box::new(bytes);
    ferrule_buf {
        ptr: owner.as_ptr(),
        len: owner.len() as u64,
        owner: Box::into_raw(owner).cast(),
        release: Some(release),
    }
}

fn length(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}

/// Frees what [`give`] gave, and nothing if the struct was released before. Freeing bytes cannot
/// panic, so there is nothing to guard.
///
/// # Safety
/// `buf` is null or points to a struct that came from [`give`].
unsafe extern "C" fn release(buf: *mut ferrule_buf) {
    // SAFETY: by the contract of this function; null gives None.
    let Some(buf) = (unsafe { buf.as_mut() }) else { return };
    let taken = mem::replace(buf, ferrule_buf::empty());
    if taken.release.is_none() || taken.owner.is_null() {
        return;
    }
    // SAFETY: `give` made the owner with Box::into_raw, and the struct forgot it just now.
    let bytes = unsafe { Box::from_raw(taken.owner.cast::<Vec<u8>>()) };
    STATS.bufs.fetch_sub(1, SeqCst);
    STATS.buf_bytes.fetch_sub(length(&bytes), SeqCst);
}
