//! The functions of the host.

use std::ffi::c_void;
use std::ptr;

use ferrule_sys::{
    FERRULE_ABI_MAJOR, FERRULE_ABI_MINOR, FERRULE_E_ARG, FERRULE_E_STATE, FERRULE_E_UNSUPPORTED,
    FERRULE_OK, FERRULE_PENDING, FERRULE_SERVER_AUTH_V1, ferrule_buf, ferrule_error, ferrule_host,
    ferrule_interface, ferrule_metric, ferrule_slice,
};
use serde_json::Value;

use crate::lent::text;
use crate::record::{EAR, LogRecord, StatusReport};
use crate::{Failure, Series, WORKER_THREADS, buf, hook};

pub(crate) fn host() -> ferrule_host {
    ferrule_host {
        size: u32::try_from(size_of::<ferrule_host>()).expect("it is small"),
        abi_major: FERRULE_ABI_MAJOR,
        abi_minor: FERRULE_ABI_MINOR,
        ctx: ptr::null_mut(),
        worker_threads: WORKER_THREADS,
        reserved: 0,
        log_enabled: Some(log_enabled),
        log: Some(log),
        report_status: Some(report_status),
        complete: Some(complete),
        define_metric: Some(define_metric),
        record: Some(record),
        find_extension: Some(find_extension),
        describe: Some(describe),
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
    error: *const ferrule_error,
) {
    hook::outside(|| {
        // SAFETY: null, or the plugin's until the call returns.
        let failure = unsafe { error.as_ref() }.map(Failure::look);
        EAR.with(|heard| heard.statuses.push(StatusReport { component, status, failure }));
    });
}

unsafe extern "C" fn complete(_: *mut c_void, token: u64, code: i32, error: *const ferrule_error) {
    hook::outside(|| {
        // SAFETY: null, or the plugin's until the call returns.
        let error = unsafe { error.as_ref() };
        let result = if code == FERRULE_OK {
            Ok(())
        } else {
            Err(error.map_or_else(|| Failure::new(code, ""), Failure::look))
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

unsafe extern "C" fn define_metric(
    _: *mut c_void,
    component: u64,
    metric: *const ferrule_metric,
    series: *mut u64,
    error: *mut ferrule_error,
) -> i32 {
    hook::outside(|| {
        // SAFETY: the plugin lends the metric until the call returns.
        let read = unsafe { Series::read(component, &*metric) };
        match read.and_then(|read| EAR.with(|heard| heard.define(read))) {
            Ok(number) => {
                // SAFETY: the plugin says that there is room.
                unsafe { series.write(number) };
                FERRULE_OK
            }
            // SAFETY: the plugin's error is as in the header.
            Err(failure) => unsafe { buf::fail(&failure, error) },
        }
    })
}

unsafe extern "C" fn record(_: *mut c_void, series: u64, value: f64) {
    hook::outside(|| EAR.with(|heard| heard.record(series, value)));
}

unsafe extern "C" fn find_extension(
    _: *mut c_void,
    component: u64,
    id: *const ferrule_slice,
    interface_name: *const ferrule_slice,
    out: *mut ferrule_interface,
    error: *mut ferrule_error,
) -> i32 {
    hook::outside(|| {
        // SAFETY: the plugin lends both until the call returns.
        let texts = unsafe { (text(id), text(interface_name)) };
        let found = match texts {
            (Some(id), Some(name)) => EAR.with(|heard| {
                if !heard.dependencies.get(&component).is_some_and(|ids| ids.contains(&id)) {
                    let message = format!("`{id}` is not a dependency");
                    return Err(Failure::new(FERRULE_E_STATE, message));
                }
                let Some(fake) = heard.fakes.get(&id) else {
                    let message = format!("`{id}` has not started");
                    return Err(Failure::new(FERRULE_E_STATE, message));
                };
                if name != FERRULE_SERVER_AUTH_V1 {
                    let message = format!("`{id}` does not offer {name}");
                    return Err(Failure::new(FERRULE_E_UNSUPPORTED, message));
                }
                Ok(fake.interface())
            }),
            _ => Err(Failure::new(FERRULE_E_ARG, "the id or the name is not UTF-8")),
        };
        match found {
            Ok(interface) => {
                // SAFETY: the plugin says that there is room.
                unsafe { out.write(interface) };
                FERRULE_OK
            }
            // SAFETY: the plugin's error is as in the header.
            Err(failure) => unsafe { buf::fail(&failure, error) },
        }
    })
}

unsafe extern "C" fn describe(
    _: *mut c_void,
    _: u64,
    subject: *const ferrule_slice,
    out: *mut ferrule_buf,
    error: *mut ferrule_error,
) -> i32 {
    hook::outside(|| {
        // SAFETY: the plugin lends it until the call returns.
        let subject = unsafe { text(subject) };
        let described = subject.as_deref() == Some("service");
        let service = EAR.with(|heard| heard.service.clone()).filter(|_| described);
        if let Some(service) = service {
            // SAFETY: the plugin says that there is room.
            unsafe { out.write(buf::give(service.to_string().into_bytes())) };
            return FERRULE_OK;
        }
        let failure = Failure::new(FERRULE_E_UNSUPPORTED, format!("no description of {subject:?}"));
        // SAFETY: the plugin's error is as in the header.
        unsafe { buf::fail(&failure, error) }
    })
}
