use core::ffi::c_void;
use core::ptr;

/// One asynchronous operation; never reused; 0 = none.
pub type ferrule_token = u64;

/// An entry of a table in the host; 0 = none.
pub type ferrule_ref = u64;

/// Borrowed bytes, valid until the call returns. `ptr` may be null if `len` is 0.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_slice {
    /// The first byte.
    pub ptr: *const u8,
    /// How many.
    pub len: u64,
}

/// Owned bytes. Whoever takes them calls `release` exactly once.
#[repr(C)]
#[derive(Debug)]
pub struct ferrule_buf {
    /// The first byte.
    pub ptr: *const u8,
    /// How many.
    pub len: u64,
    /// For `release` alone.
    pub owner: *mut c_void,
    /// Frees the bytes and sets itself to null; null: empty, or moved away.
    pub release: Option<unsafe extern "C" fn(*mut ferrule_buf)>,
}

/// What went wrong. Zeroed by the caller, which sets `size`.
#[repr(C)]
#[derive(Debug)]
pub struct ferrule_error {
    /// The size that the caller knows.
    pub size: u32,
    /// The result code again.
    pub code: i32,
    /// [`FERRULE_PERMANENT`](crate::FERRULE_PERMANENT),
    /// [`FERRULE_RETRYABLE`](crate::FERRULE_RETRYABLE) or 0 for "not known".
    pub flags: u32,
    /// 0.
    pub reserved: u32,
    /// One sentence for the operator, UTF-8.
    pub message: ferrule_buf,
    /// For [`FERRULE_E_CONFIG`](crate::FERRULE_E_CONFIG): a JSON array of problems. Otherwise
    /// empty, or a JSON object of fields for the log.
    pub detail_json: ferrule_buf,
}

/// The circumstances of a call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_call {
    /// The size that the caller knows.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// The host stops waiting after that long; 0 = no limit.
    pub timeout_ns: i64,
}

impl ferrule_slice {
    /// The slice of those bytes, for as long as they are borrowed.
    #[must_use]
    pub const fn new(bytes: &[u8]) -> Self {
        Self { ptr: bytes.as_ptr(), len: bytes.len() as u64 }
    }
}

impl ferrule_buf {
    /// A buffer without bytes.
    #[must_use]
    pub const fn empty() -> Self {
        Self { ptr: ptr::null(), len: 0, owner: ptr::null_mut(), release: None }
    }
}

impl ferrule_error {
    /// An error out-parameter as a caller hands it over.
    #[must_use]
    pub const fn zeroed() -> Self {
        Self {
            size: 80,
            code: 0,
            flags: 0,
            reserved: 0,
            message: ferrule_buf::empty(),
            detail_json: ferrule_buf::empty(),
        }
    }
}

const _: () = {
    assert!(size_of::<ferrule_slice>() == 16);
    assert!(size_of::<ferrule_buf>() == 32);
    assert!(size_of::<ferrule_error>() == 80);
    assert!(core::mem::offset_of!(ferrule_error, detail_json) == 48);
    assert!(size_of::<ferrule_call>() == 16);
};
