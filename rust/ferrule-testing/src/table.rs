//! The functions of the host.

use std::ffi::c_void;
use std::ptr;

use ferrule_sys::{
    FERRULE_ABI_MAJOR, FERRULE_ABI_MINOR, FERRULE_OK, FERRULE_PENDING, ferrule_error, ferrule_host,
    ferrule_slice,
};
use serde_json::Value;

use crate::record::{EAR, LogRecord, StatusReport};
use crate::{Failure, hook};

pub(crate) fn host() -> ferrule_host {
    ferrule_host {
        size: u32::try_from(size_of::<ferrule_host>()).expect("it is small"),
        abi_major: FERRULE_ABI_MAJOR,
        abi_minor: FERRULE_ABI_MINOR,
        ctx: ptr::null_mut(),
        log_enabled: Some(log_enabled),
        log: Some(log),
        report_status: Some(report_status),
        complete: Some(complete),
    }
}

unsafe extern "C" fn log_enabled(_: *mut c_void, _: u64, severity: i32) -> i32 {
    hook::outside(|| EAR.with(|heard| i32::from(severity >= heard.lowest_severity)))
}

unsafe extern "C" fn log(
    _: *mut c_void,
    component: u64,
    severity: i32,
    target: *const ferrule_slice,
    message: *const ferrule_slice,
    fields: *const ferrule_slice,
) {
    hook::outside(|| {
        let texts = [target, message, fields].map(|slice| {
            // SAFETY: the plugin lends all three until the call returns.
            unsafe { text(slice) }
        });
        let [target, message, fields] = texts.map(|text| {
            text.unwrap_or_else(|| {
                EAR.with(|heard| heard.violations.push("a log record is not UTF-8".to_owned()));
                String::new()
            })
        });
        let fields =
            if fields.is_empty() { Ok(Value::Null) } else { serde_json::from_str(&fields) };
        EAR.with(|heard| match fields {
            Ok(fields @ (Value::Null | Value::Object(_))) => {
                heard.logs.push(LogRecord { component, severity, target, message, fields });
            }
            other => heard.violations.push(format!("the fields of a record are {other:?}")),
        });
    });
}

unsafe extern "C" fn report_status(
    _: *mut c_void,
    component: u64,
    status: i32,
    message: *const ferrule_slice,
) {
    hook::outside(|| {
        // SAFETY: the plugin lends it until the call returns.
        let message = unsafe { text(message) };
        EAR.with(|heard| match message {
            Some(message) => heard.statuses.push(StatusReport { component, status, message }),
            None => heard.violations.push("the message of a status is not UTF-8".to_owned()),
        });
    });
}

unsafe extern "C" fn complete(_: *mut c_void, token: u64, code: i32, error: *const ferrule_error) {
    hook::outside(|| {
        // SAFETY: null, or the plugin's until the call returns.
        let error = unsafe { error.as_ref() };
        let result = if code == FERRULE_OK {
            Ok(())
        } else {
            let nameless = Failure { code, message: String::new(), details: Value::Null };
            Err(error.map_or(nameless, Failure::look))
        };
        EAR.with(|heard| {
            let violation = match heard.tokens.get_mut(&token) {
                _ if code == FERRULE_PENDING => "was completed with PENDING",
                None => "is not known",
                Some(Some(_)) => "was completed twice",
                Some(open) => {
                    *open = Some(result);
                    return;
                }
            };
            heard.violations.push(format!("the token {token} {violation}"));
        });
    });
}

unsafe fn text(slice: *const ferrule_slice) -> Option<String> {
    // SAFETY: by the contract of the caller.
    let slice = unsafe { slice.as_ref() }?;
    if slice.len == 0 {
        return Some(String::new());
    }
    let len = usize::try_from(slice.len).ok()?;
    // SAFETY: the plugin lends that many bytes.
    let bytes = unsafe { std::slice::from_raw_parts(slice.ptr, len) };
    str::from_utf8(bytes).ok().map(str::to_owned)
}
