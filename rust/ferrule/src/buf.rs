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

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(buf: &ferrule_buf) -> &[u8] {
        // SAFETY: `give` made it, and it was not released.
        unsafe { crate::slices::bytes(&ferrule_sys::ferrule_slice { ptr: buf.ptr, len: buf.len }) }
            .unwrap()
    }

    /// As the host does it.
    fn release_it(buf: &mut ferrule_buf) {
        if let Some(release) = buf.release {
            // SAFETY: the buf is as `give` or an earlier release left it.
            unsafe { release(buf) };
        }
    }

    #[test]
    fn what_is_given_is_released_once() {
        let mut buf = give(b"some bytes".to_vec());
        assert_eq!(bytes(&buf), b"some bytes");
        // A host moves the struct around; the bytes stay.
        let mut moved = mem::replace(&mut buf, ferrule_buf::empty());
        assert_eq!(bytes(&moved), b"some bytes");
        let released = moved.release;
        release_it(&mut moved);
        assert!(moved.release.is_none() && moved.ptr.is_null());
        // SAFETY: the struct is as the first release left it.
        unsafe { released.unwrap()(&raw mut moved) };
        release_it(&mut buf);
        // SAFETY: null is allowed.
        unsafe { release(std::ptr::null_mut()) };
    }

    #[test]
    fn nothing_needs_no_release() {
        let buf = give(Vec::new());
        assert!(buf.release.is_none());
        assert_eq!(buf.len, 0);
    }
}
