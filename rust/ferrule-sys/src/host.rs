use core::ffi::c_void;

use crate::{ferrule_error, ferrule_ref, ferrule_slice, ferrule_token};

/// Functions that the host offers to a plugin. Valid for the life of the process.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_host {
    /// The size that the host knows.
    pub size: u32,
    /// The major version of the host's ABI.
    pub abi_major: u16,
    /// The minor version of the host's ABI.
    pub abi_minor: u16,
    /// First argument of each function.
    pub ctx: *mut c_void,
    /// Whether a log record of that severity would be written; component 0 asks for the plugin.
    pub log_enabled: Option<
        unsafe extern "C" fn(ctx: *mut c_void, component: ferrule_ref, severity: i32) -> i32,
    >,
    /// Writes a log record under the component's id.
    pub log: Option<
        unsafe extern "C" fn(
            ctx: *mut c_void,
            component: ferrule_ref,
            severity: i32,
            target: *const ferrule_slice,
            message: *const ferrule_slice,
            fields_json: *const ferrule_slice,
        ),
    >,
    /// Reports how a component is doing.
    pub report_status: Option<
        unsafe extern "C" fn(
            ctx: *mut c_void,
            component: ferrule_ref,
            status: i32,
            message: *const ferrule_slice,
        ),
    >,
    /// Completes a token.
    pub complete: Option<
        unsafe extern "C" fn(
            ctx: *mut c_void,
            token: ferrule_token,
            code: i32,
            error: *const ferrule_error,
        ),
    >,
}

const _: () = {
    assert!(size_of::<ferrule_host>() == 48);
    assert!(core::mem::offset_of!(ferrule_host, ctx) == 8);
    assert!(core::mem::offset_of!(ferrule_host, complete) == 40);
};
