use core::ffi::{c_char, c_void};

use crate::{
    ferrule_buf, ferrule_call, ferrule_error, ferrule_interface, ferrule_ref, ferrule_slice,
    ferrule_token,
};

/// Something that happened.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_event {
    /// The size that the host knows.
    pub size: u32,
    /// One of the events, such as [`FERRULE_PIPELINES_READY`](crate::FERRULE_PIPELINES_READY).
    pub kind: i32,
    /// Empty for the kinds of minor version 0.
    pub payload_json: ferrule_slice,
}

/// What create needs to know.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_create {
    /// The size that the host knows.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// Names the component in host functions.
    pub self_: ferrule_ref,
    /// The configured id: `type` or `type/name`.
    pub id: ferrule_slice,
    /// Byte for byte what validate saw.
    pub config_json: ferrule_slice,
}

/// A component factory. Constant for the life of the process.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ferrule_component {
    /// The size that the plugin knows.
    pub size: u32,
    /// One of the kinds, such as [`FERRULE_EXTENSION`](crate::FERRULE_EXTENSION).
    pub kind: i32,
    /// NUL-terminated.
    pub type_name: *const c_char,
    /// One of the stability levels.
    pub stability: i32,
    /// 0.
    pub reserved: u32,
    /// Gives the settings of an empty section.
    pub default_config:
        Option<unsafe extern "C" fn(out: *mut ferrule_buf, error: *mut ferrule_error) -> i32>,
    /// Gives a JSON Schema of the settings; may be null.
    pub config_schema:
        Option<unsafe extern "C" fn(out: *mut ferrule_buf, error: *mut ferrule_error) -> i32>,
    /// Checks settings.
    pub validate: Option<
        unsafe extern "C" fn(config_json: *const ferrule_slice, error: *mut ferrule_error) -> i32,
    >,
    /// Gives the ids of the extensions that a component needs; may be null.
    pub dependencies: Option<
        unsafe extern "C" fn(
            config_json: *const ferrule_slice,
            out: *mut ferrule_buf,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// Builds a component.
    pub create: Option<
        unsafe extern "C" fn(
            args: *const ferrule_create,
            handle: *mut *mut c_void,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// Begins to work.
    pub start: Option<
        unsafe extern "C" fn(
            handle: *mut c_void,
            call: *const ferrule_call,
            token: ferrule_token,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// Tells the component of an event; may be null.
    pub notify: Option<
        unsafe extern "C" fn(
            handle: *mut c_void,
            event: *const ferrule_event,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// Gives the functions that the component offers under a name; may be null.
    pub get_interface: Option<
        unsafe extern "C" fn(
            handle: *mut c_void,
            name: *const ferrule_slice,
            out: *mut ferrule_interface,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// The host gave up on that token; may be null.
    pub cancel: Option<unsafe extern "C" fn(handle: *mut c_void, token: ferrule_token)>,
    /// Stops.
    pub shutdown: Option<
        unsafe extern "C" fn(
            handle: *mut c_void,
            call: *const ferrule_call,
            token: ferrule_token,
            error: *mut ferrule_error,
        ) -> i32,
    >,
    /// Frees the component.
    pub destroy: Option<unsafe extern "C" fn(handle: *mut c_void)>,
}

const _: () = {
    assert!(size_of::<ferrule_event>() == 24);
    assert!(core::mem::offset_of!(ferrule_event, payload_json) == 8);
    assert!(size_of::<ferrule_create>() == 48);
    assert!(core::mem::offset_of!(ferrule_create, config_json) == 32);
    assert!(size_of::<ferrule_component>() == 112);
    assert!(core::mem::offset_of!(ferrule_component, default_config) == 24);
    assert!(core::mem::offset_of!(ferrule_component, destroy) == 104);
};
