//! The functions that the host calls for a component.

use std::ffi::c_void;
use std::time::Duration;

use ferrule_sys as sys;
use ferrule_sys::{
    FERRULE_OK, ferrule_call, ferrule_error, ferrule_event, ferrule_interface, ferrule_slice,
    ferrule_token,
};

use crate::instance::Instance;
use crate::slices::{argument, misuse};
use crate::{Error, guard};

/// Calls a function of the component, guarded.
///
/// # Safety
/// `handle` is null or came from create and was not destroyed; `error` is as in the header.
unsafe fn with_instance(
    handle: *mut c_void,
    error: *mut ferrule_error,
    f: impl FnOnce(&Instance) -> Result<i32, Error>,
) -> i32 {
    // SAFETY: by the contract of this function.
    unsafe {
        let instance = handle.cast::<Instance>().as_ref();
        guard::entry(instance.map_or(0, |instance| instance.component), error, || {
            f(instance.ok_or_else(|| misuse("handle is NULL"))?)
        })
    }
}

/// # Safety
/// As in the header: `handle` is null or came from create and was not destroyed.
pub(crate) unsafe extern "C" fn start(
    handle: *mut c_void,
    call: *const ferrule_call,
    token: ferrule_token,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe { with_token(handle, call, token, error, Instance::start) }
}

/// # Safety
/// As [`start`].
pub(crate) unsafe extern "C" fn shutdown(
    handle: *mut c_void,
    call: *const ferrule_call,
    token: ferrule_token,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe { with_token(handle, call, token, error, Instance::shutdown) }
}

unsafe fn with_token(
    handle: *mut c_void,
    call: *const ferrule_call,
    token: ferrule_token,
    error: *mut ferrule_error,
    f: impl FnOnce(&Instance, ferrule_token, Option<Duration>) -> Result<i32, Error>,
) -> i32 {
    // SAFETY: by the contract of the entry functions, which pass on what the host gave them.
    unsafe {
        with_instance(handle, error, |instance| {
            if token == 0 {
                return Err(misuse("token is 0"));
            }
            f(instance, token, timeout(call))
        })
    }
}

/// # Safety
/// As [`start`]; `event` is null or valid.
pub(crate) unsafe extern "C" fn notify(
    handle: *mut c_void,
    event: *const ferrule_event,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them. An event has its size and kind in every version.
    unsafe {
        with_instance(handle, error, |instance| {
            let event = event.as_ref().ok_or_else(|| misuse("event is NULL"))?;
            match event.kind {
                sys::FERRULE_PIPELINES_READY => instance.notify(true),
                sys::FERRULE_PIPELINES_NOT_READY => instance.notify(false),
                // An event of a newer host is nothing that this component waits for.
                _ => Ok(FERRULE_OK),
            }
        })
    }
}

/// # Safety
/// As [`start`]; `name` is null or a valid slice, `out` null or valid for writes.
pub(crate) unsafe extern "C" fn get_interface(
    handle: *mut c_void,
    name: *const ferrule_slice,
    out: *mut ferrule_interface,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe {
        with_instance(handle, error, |instance| {
            if out.is_null() {
                return Err(misuse("out is NULL"));
            }
            out.write(instance.get_interface(argument(name, "name")?)?);
            Ok(FERRULE_OK)
        })
    }
}

/// # Safety
/// As [`start`].
pub(crate) unsafe extern "C" fn cancel(handle: *mut c_void, token: ferrule_token) {
    // SAFETY: passed on as the host gave them. There is no error to write.
    unsafe {
        with_instance(handle, std::ptr::null_mut(), |instance| instance.cancel(token));
    }
}

/// # Safety
/// As [`start`]; the handle is not used again.
pub(crate) unsafe extern "C" fn destroy(handle: *mut c_void) {
    if handle.is_null() {
        return;
    }
    // SAFETY: create made it with Box::into_raw, and this is its only end.
    let instance = unsafe { Box::from_raw(handle.cast::<Instance>()) };
    let component = instance.component;
    // SAFETY: there is no error to write.
    unsafe {
        guard::entry(component, std::ptr::null_mut(), || {
            instance.destroy();
            Ok(FERRULE_OK)
        });
    }
}

unsafe fn timeout(call: *const ferrule_call) -> Option<Duration> {
    // SAFETY: by the contract of the caller: null or valid.
    let call = unsafe { call.as_ref() }?;
    if (call.size as usize) < size_of::<ferrule_call>() {
        return None;
    }
    u64::try_from(call.timeout_ns).ok().filter(|ns| *ns > 0).map(Duration::from_nanos)
}
