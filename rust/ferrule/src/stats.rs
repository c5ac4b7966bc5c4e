use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::SeqCst};

use ferrule_sys::{FERRULE_E_ARG, FERRULE_OK, ferrule_stats};

use crate::heap;

/// What the plugin has alive. Exact: a counter goes down before the host can learn of the end.
pub(crate) struct Stats {
    pub(crate) components: AtomicI64,
    pub(crate) bufs: AtomicI64,
    pub(crate) buf_bytes: AtomicI64,
    pub(crate) threads: AtomicI64,
    pub(crate) tokens: AtomicI64,
    pub(crate) panics: AtomicU64,
}

pub(crate) static STATS: Stats = Stats {
    components: AtomicI64::new(0),
    bufs: AtomicI64::new(0),
    buf_bytes: AtomicI64::new(0),
    threads: AtomicI64::new(0),
    tokens: AtomicI64::new(0),
    panics: AtomicU64::new(0),
};

/// Fills as much of `*out` as the caller knows.
///
/// # Safety
/// `out` is null or points to `(*out).size` writable bytes, aligned for `ferrule_stats`.
pub(crate) unsafe extern "C" fn stats(out: *mut ferrule_stats) -> i32 {
    if out.is_null() {
        return FERRULE_E_ARG;
    }
    // SAFETY: the caller set `size`, the first field.
    let size = unsafe { (*out).size };
    let known = (size as usize).min(size_of::<ferrule_stats>());
    if known < size_of::<u64>() {
        return FERRULE_E_ARG;
    }
    let (live_heap_bytes, live_heap_blocks) = heap::live();
    let now = ferrule_stats {
        size,
        reserved: 0,
        live_components: STATS.components.load(SeqCst),
        live_bufs: STATS.bufs.load(SeqCst),
        live_buf_bytes: STATS.buf_bytes.load(SeqCst),
        live_threads: STATS.threads.load(SeqCst),
        pending_tokens: STATS.tokens.load(SeqCst),
        panics: STATS.panics.load(SeqCst),
        live_heap_bytes,
        live_heap_blocks,
    };
    // SAFETY: `known` is within both structs.
    unsafe {
        std::ptr::copy_nonoverlapping((&raw const now).cast::<u8>(), out.cast::<u8>(), known);
    }
    FERRULE_OK
}
