use core::ffi::c_void;

use crate::{ferrule_buf, ferrule_error, ferrule_slice};

/// Functions that one component offers to others: a table that the interface's name defines.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_interface {
    /// Begins with its size.
    pub functions: *const c_void,
    /// First argument of each function.
    pub object: *mut c_void,
}

/// The name of [`ferrule_server_auth`].
pub const FERRULE_SERVER_AUTH_V1: &str = "ferrule.server_auth.v1";

/// One header of a request, both as they came; names compare without case.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_header {
    /// The name.
    pub name: ferrule_slice,
    /// The value.
    pub value: ferrule_slice,
}

/// Tells who sends a request.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_server_auth {
    /// The size that the offering side knows.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// Gives the identity of the sender, or refuses.
    pub authenticate: Option<
        unsafe extern "C" fn(
            object: *mut c_void,
            headers: *const ferrule_header,
            n_headers: u64,
            identity_json: *mut ferrule_buf,
            error: *mut ferrule_error,
        ) -> i32,
    >,
}

/// The name of [`ferrule_client_auth`].
pub const FERRULE_CLIENT_AUTH_V1: &str = "ferrule.client_auth.v1";

/// A request that is about to be sent.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_client_request {
    /// The size that the caller knows.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// The peer: host, or host:port.
    pub authority: ferrule_slice,
    /// Such as /v1/traces, or a gRPC method.
    pub path: ferrule_slice,
}

/// What a request is to show.
#[repr(C)]
#[derive(Debug)]
pub struct ferrule_credentials {
    /// The size that the caller knows.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// For how long the same may be shown on other requests; 0 for not at all.
    pub keep_ns: i64,
    /// Empty, or a JSON object of headers to add.
    pub headers_json: ferrule_buf,
}

/// Tells a peer who is calling.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_client_auth {
    /// The size that the offering side knows.
    pub size: u32,
    /// [`FERRULE_REQUIRES_TLS`](crate::FERRULE_REQUIRES_TLS) or 0.
    pub flags: u32,
    /// Gives the headers to add to a request.
    pub headers: Option<
        unsafe extern "C" fn(
            object: *mut c_void,
            request: *const ferrule_client_request,
            out: *mut ferrule_credentials,
            error: *mut ferrule_error,
        ) -> i32,
    >,
}

impl ferrule_interface {
    /// An interface out-parameter as a caller hands it over.
    #[must_use]
    pub const fn empty() -> Self {
        Self { functions: core::ptr::null(), object: core::ptr::null_mut() }
    }
}

const _: () = {
    assert!(size_of::<ferrule_interface>() == 16);
    assert!(size_of::<ferrule_header>() == 32);
    assert!(size_of::<ferrule_server_auth>() == 16);
    assert!(core::mem::offset_of!(ferrule_server_auth, authenticate) == 8);
    assert!(size_of::<ferrule_client_request>() == 40);
    assert!(core::mem::offset_of!(ferrule_client_request, path) == 24);
    assert!(size_of::<ferrule_credentials>() == 48);
    assert!(core::mem::offset_of!(ferrule_credentials, headers_json) == 16);
    assert!(size_of::<ferrule_client_auth>() == 16);
    assert!(core::mem::offset_of!(ferrule_client_auth, headers) == 8);
};
