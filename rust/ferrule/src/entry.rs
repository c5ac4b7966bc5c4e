//! The functions that the host calls, for one factory or for any instance.

use std::ffi::c_void;
use std::time::Duration;

use ferrule_sys as sys;
use ferrule_sys::{
    FERRULE_OK, ferrule_buf, ferrule_call, ferrule_create, ferrule_error, ferrule_slice,
};
use serde_json::Value;

use crate::instance::Instance;
use crate::{Error, ErrorCode, ExtensionFactory, Logger, Settings, buf, config, guard};

fn misuse(what: &str) -> Error {
    Error::with_code(ErrorCode::Argument, what)
}

/// # Safety
/// As in the header: `out` and `error` are null or valid for writes.
pub(crate) unsafe extern "C" fn default_config<F: ExtensionFactory>(
    out: *mut ferrule_buf,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe {
        guard::entry(0, error, || {
            let defaults = serde_json::to_value(F::Config::default())?;
            if !defaults.is_object() {
                return Err(Error::new("the default settings are not an object"));
            }
            give_json(&defaults, out)
        })
    }
}

/// # Safety
/// As [`default_config`].
pub(crate) unsafe extern "C" fn config_schema<F: ExtensionFactory>(
    out: *mut ferrule_buf,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe {
        guard::entry(0, error, || match F::schema() {
            Some(schema) => give_json(&schema, out),
            None => Err(Error::with_code(ErrorCode::Unsupported, "there is no schema")),
        })
    }
}

unsafe fn give_json(value: &Value, out: *mut ferrule_buf) -> Result<i32, Error> {
    if out.is_null() {
        return Err(misuse("out is NULL"));
    }
    let json = serde_json::to_vec(value)?;
    // SAFETY: not null, and valid for writes by the contract of the caller.
    unsafe { out.write(buf::give(json)) };
    Ok(FERRULE_OK)
}

/// # Safety
/// As in the header: `config_json` is null or a valid slice, `error` null or valid for writes.
pub(crate) unsafe extern "C" fn validate<F: ExtensionFactory>(
    config_json: *const ferrule_slice,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them; the bytes are used before this returns.
    unsafe {
        guard::entry(0, error, || {
            let config_json = config_json.as_ref().ok_or_else(|| misuse("config_json is NULL"))?;
            config::decode::<F>(bytes(config_json)?)?;
            Ok(FERRULE_OK)
        })
    }
}

/// # Safety
/// As in the header: `args` is null or valid, `handle` and `error` are null or valid for writes.
pub(crate) unsafe extern "C" fn create<F: ExtensionFactory>(
    args: *const ferrule_create,
    handle: *mut *mut c_void,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: null, or a struct whose first fields are there in every version.
    let component = unsafe { args.as_ref() }.map_or(0, |args| args.self_);
    // SAFETY: passed on as the host gave them; the bytes are used before this returns.
    unsafe {
        guard::entry(component, error, || {
            let args = args.as_ref().ok_or_else(|| misuse("args is NULL"))?;
            if handle.is_null() || (args.size as usize) < size_of::<ferrule_create>() {
                return Err(misuse("args is too short or handle is NULL"));
            }
            let id = str::from_utf8(bytes(&args.id)?).map_err(|_| misuse("the id is not UTF-8"))?;
            let config = config::decode::<F>(bytes(&args.config_json)?)?;
            let settings = Settings { id: id.to_owned(), logger: Logger::new(args.self_) };
            let extension = F::create(settings, config)?;
            let instance = Box::new(Instance::new(args.self_, Box::new(extension)));
            handle.write(Box::into_raw(instance).cast());
            Ok(FERRULE_OK)
        })
    }
}

/// # Safety
/// As in the header: `handle` is null or came from create and was not destroyed.
pub(crate) unsafe extern "C" fn start(
    handle: *mut c_void,
    call: *const ferrule_call,
    token: sys::ferrule_token,
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
    token: sys::ferrule_token,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe { with_token(handle, call, token, error, Instance::shutdown) }
}

unsafe fn with_token(
    handle: *mut c_void,
    call: *const ferrule_call,
    token: sys::ferrule_token,
    error: *mut ferrule_error,
    f: impl FnOnce(&Instance, sys::ferrule_token, Option<Duration>) -> Result<i32, Error>,
) -> i32 {
    // SAFETY: by the contract of the entry functions, which pass on what the host gave them.
    unsafe {
        let instance = handle.cast::<Instance>().as_ref();
        guard::entry(instance.map_or(0, |instance| instance.component), error, || {
            let instance = instance.ok_or_else(|| misuse("handle is NULL"))?;
            if token == 0 {
                return Err(misuse("token is 0"));
            }
            f(instance, token, timeout(call))
        })
    }
}

/// # Safety
/// As [`start`].
pub(crate) unsafe extern "C" fn notify(
    handle: *mut c_void,
    event: i32,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe {
        let instance = handle.cast::<Instance>().as_ref();
        guard::entry(instance.map_or(0, |instance| instance.component), error, || {
            let instance = instance.ok_or_else(|| misuse("handle is NULL"))?;
            match event {
                sys::FERRULE_PIPELINES_READY => instance.notify(true),
                sys::FERRULE_PIPELINES_NOT_READY => instance.notify(false),
                // An event of a newer host is nothing that this component waits for.
                _ => Ok(FERRULE_OK),
            }
        })
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

unsafe fn bytes<'a>(slice: &ferrule_slice) -> Result<&'a [u8], Error> {
    let len = usize::try_from(slice.len).ok().filter(|len| isize::try_from(*len).is_ok());
    match len {
        None => Err(misuse("a slice is too long")),
        Some(0) => Ok(&[]),
        Some(_) if slice.ptr.is_null() => Err(misuse("a slice is NULL")),
        // SAFETY: the host lends that many bytes until the call returns.
        Some(len) => Ok(unsafe { std::slice::from_raw_parts(slice.ptr, len) }),
    }
}
