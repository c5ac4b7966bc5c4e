use core::ffi::c_void;

use crate::{
    ferrule_buf, ferrule_error, ferrule_interface, ferrule_ref, ferrule_slice, ferrule_token,
};

/// What a component counts or measures: one instrument with one set of attributes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_metric {
    /// The size that the plugin knows.
    pub size: u32,
    /// One of the kinds, such as [`FERRULE_COUNTER`](crate::FERRULE_COUNTER).
    pub kind: i32,
    /// The name, as in OpenTelemetry.
    pub name: ferrule_slice,
    /// UCUM; may be empty.
    pub unit: ferrule_slice,
    /// One sentence; may be empty.
    pub description: ferrule_slice,
    /// Empty, or a JSON object of strings, numbers and bools.
    pub attributes_json: ferrule_slice,
    /// The bounds of a histogram, ascending; null: those of OpenTelemetry.
    pub bounds: *const f64,
    /// How many.
    pub n_bounds: u64,
}

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
    /// How many threads a runtime of the plugin should have; 0 = the plugin decides.
    pub worker_threads: u32,
    /// 0.
    pub reserved: u32,
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
            error: *const ferrule_error,
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
    /// Gives a series that `record` takes.
    pub define_metric: Option<
        unsafe extern "C" fn(
            ctx: *mut c_void,
            component: ferrule_ref,
            metric: *const ferrule_metric,
            series: *mut ferrule_ref,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// Adds to a counter, or records into a histogram.
    pub record: Option<unsafe extern "C" fn(ctx: *mut c_void, series: ferrule_ref, value: f64)>,
    /// Finds what another extension offers.
    pub find_extension: Option<
        unsafe extern "C" fn(
            ctx: *mut c_void,
            component: ferrule_ref,
            id: *const ferrule_slice,
            interface_name: *const ferrule_slice,
            out: *mut ferrule_interface,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// Describes the collector that the component runs in, as JSON.
    pub describe: Option<
        unsafe extern "C" fn(
            ctx: *mut c_void,
            component: ferrule_ref,
            subject: *const ferrule_slice,
            out: *mut ferrule_buf,
            error: *mut ferrule_error,
        ) -> i32,
    >,
}

const _: () = {
    assert!(size_of::<ferrule_metric>() == 88);
    assert!(core::mem::offset_of!(ferrule_metric, n_bounds) == 80);
    assert!(size_of::<ferrule_host>() == 88);
    assert!(core::mem::offset_of!(ferrule_host, ctx) == 8);
    assert!(core::mem::offset_of!(ferrule_host, describe) == 80);
};
