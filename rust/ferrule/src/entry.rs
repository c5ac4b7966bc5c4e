//! The functions that the host calls for one factory.

use std::ffi::c_void;

use ferrule_sys::{FERRULE_OK, ferrule_buf, ferrule_create, ferrule_error, ferrule_slice};
use serde::Serialize;

use crate::instance::Instance;
use crate::slices::{argument, bytes, misuse, text};
use crate::{Error, ErrorCode, ExtensionFactory, Logger, Settings, buf, config, guard};

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

/// # Safety
/// `out` is null or valid for writes.
pub(crate) unsafe fn give_json(
    value: &impl Serialize,
    out: *mut ferrule_buf,
) -> Result<i32, Error> {
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
            config::decode::<F>(argument(config_json, "config_json")?)?;
            Ok(FERRULE_OK)
        })
    }
}

/// # Safety
/// As [`validate`]; `out` is null or valid for writes.
pub(crate) unsafe extern "C" fn dependencies<F: ExtensionFactory>(
    config_json: *const ferrule_slice,
    out: *mut ferrule_buf,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them; the bytes are used before this returns.
    unsafe {
        guard::entry(0, error, || {
            let config = config::decode::<F>(argument(config_json, "config_json")?)?;
            give_json(&F::dependencies(&config), out)
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
            let id = text(bytes(&args.id)?, "id")?;
            let config = config::decode::<F>(bytes(&args.config_json)?)?;
            let settings = Settings { id: id.to_owned(), logger: Logger::new(args.self_) };
            let extension = F::create(settings, config)?;
            let instance = Box::new(Instance::new(args.self_, Box::new(extension)));
            handle.write(Box::into_raw(instance).cast());
            Ok(FERRULE_OK)
        })
    }
}
