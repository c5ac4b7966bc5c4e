use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

static BYTES: AtomicI64 = AtomicI64::new(0);
static BLOCKS: AtomicI64 = AtomicI64::new(0);

/// The system's allocator, and a count of what is in use, for the plugin's statistics. A plugin
/// that wants to show that it leaks nothing makes it its allocator:
///
/// ```
/// #[global_allocator]
/// static ALLOCATOR: ferrule::CountingAllocator = ferrule::CountingAllocator;
/// # fn main() {}
/// ```
///
/// It costs two atomic additions for each allocation, which threads contend for: it is for tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAllocator;

/// Bytes and blocks in use; 0 without a [`CountingAllocator`].
pub(crate) fn live() -> (i64, i64) {
    (BYTES.load(Relaxed), BLOCKS.load(Relaxed))
}

/// A layout is never larger than `isize`.
fn signed(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn count(block: *mut u8, bytes: usize) -> *mut u8 {
    if !block.is_null() {
        BYTES.fetch_add(signed(bytes), Relaxed);
        BLOCKS.fetch_add(1, Relaxed);
    }
    block
}

// SAFETY: each function is that of the system's allocator, whose contract it keeps; counting does
// not allocate and does not unwind.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: passed on as the caller gave it.
        count(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: passed on as the caller gave it.
        count(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        BYTES.fetch_sub(signed(layout.size()), Relaxed);
        BLOCKS.fetch_sub(1, Relaxed);
        // SAFETY: passed on as the caller gave it.
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: passed on as the caller gave it.
        let moved = unsafe { System.realloc(block, layout, bytes) };
        if !moved.is_null() {
            BYTES.fetch_add(signed(bytes) - signed(layout.size()), Relaxed);
        }
        moved
    }
}
