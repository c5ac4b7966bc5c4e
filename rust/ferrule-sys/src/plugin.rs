use core::ffi::c_char;

use crate::{ferrule_component, ferrule_error, ferrule_host};

/// What a plugin has alive.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ferrule_stats {
    /// The size that the caller knows.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// Components created and not destroyed.
    pub live_components: i64,
    /// Buffers not released.
    pub live_bufs: i64,
    /// The bytes in them.
    pub live_buf_bytes: i64,
    /// Threads that have not ended.
    pub live_threads: i64,
    /// Tokens that have not been completed.
    pub pending_tokens: i64,
    /// Panics that were caught; only grows.
    pub panics: u64,
    /// Bytes in use of the plugin's own allocator; 0 if it does not count.
    pub live_heap_bytes: i64,
    /// Blocks of memory likewise.
    pub live_heap_blocks: i64,
}

/// A plugin. Constant for the life of the process.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_plugin {
    /// The size that the plugin knows.
    pub size: u32,
    /// [`FERRULE_MAGIC`](crate::FERRULE_MAGIC).
    pub magic: u32,
    /// The major version of the plugin's ABI.
    pub abi_major: u16,
    /// The minor version of the plugin's ABI.
    pub abi_minor: u16,
    /// 1 to 1024.
    pub n_components: u32,
    /// `n_components` of them.
    pub components: *const *const ferrule_component,
    /// NUL-terminated.
    pub name: *const c_char,
    /// NUL-terminated.
    pub version: *const c_char,
    /// NUL-terminated JSON object, or null.
    pub manifest_json: *const c_char,
    /// Fills `*out`, whose size the caller has set.
    pub stats: Option<unsafe extern "C" fn(out: *mut ferrule_stats) -> i32>,
    /// Joins every thread of the plugin, within the timeout.
    pub close: Option<unsafe extern "C" fn(timeout_ns: i64, error: *mut ferrule_error) -> i32>,
}

/// The type of the entry, `ferrule_plugin_open_v1`.
pub type ferrule_open = unsafe extern "C" fn(
    host: *const ferrule_host,
    out: *mut *const ferrule_plugin,
    error: *mut ferrule_error,
) -> i32;

const _: () = {
    assert!(size_of::<ferrule_stats>() == 72);
    assert!(core::mem::offset_of!(ferrule_stats, panics) == 48);
    assert!(core::mem::offset_of!(ferrule_stats, live_heap_blocks) == 64);
    assert!(size_of::<ferrule_plugin>() == 64);
    assert!(core::mem::offset_of!(ferrule_plugin, components) == 16);
    assert!(core::mem::offset_of!(ferrule_plugin, close) == 56);
};
