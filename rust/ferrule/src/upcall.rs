//! Calls into the host. After close there are none.

use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

use ferrule_sys::{
    FERRULE_OK, ferrule_error, ferrule_host, ferrule_interface, ferrule_metric, ferrule_ref,
    ferrule_slice, ferrule_token,
};

use crate::{Error, ErrorCode, Status, foreign, guard};

static HOST: OnceLock<Table> = OnceLock::new();
static CLOSED: AtomicBool = AtomicBool::new(false);
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// The host's functions, copied as far as both sides know them.
struct Table(ferrule_host);

// SAFETY: the header allows host functions, and with them ctx, on any thread of the plugin.
unsafe impl Send for Table {}
// SAFETY: as above.
unsafe impl Sync for Table {}

/// Keeps the host. Returns false if there is one already.
///
/// # Safety
/// `host` points to `(*host).size` readable bytes, no fewer than `ferrule_host` of minor version 0
/// has, and what it points to lives as long as the process.
pub(crate) unsafe fn install(host: *const ferrule_host) -> bool {
    // SAFETY: by the contract of this function.
    HOST.set(Table(unsafe { ptr::read(host) })).is_ok()
}

/// Ends all calls to the host: later ones do nothing. Returns whether those under way have returned
/// before the deadline.
pub(crate) fn close(deadline: Instant) -> bool {
    CLOSED.store(true, SeqCst);
    while UNDER_WAY.load(SeqCst) > 0 {
        if Instant::now() >= deadline {
            return false;
        }
        thread::yield_now();
    }
    true
}

struct UnderWay;

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.fetch_sub(1, SeqCst);
    }
}

fn call<R>(f: impl FnOnce(&ferrule_host) -> R) -> Option<R> {
    let table = HOST.get()?;
    UNDER_WAY.fetch_add(1, SeqCst);
    let _leave = UnderWay;
    if CLOSED.load(SeqCst) { None } else { Some(f(&table.0)) }
}

/// Whether the host would write a record of that severity.
pub(crate) fn log_enabled(component: ferrule_ref, severity: i32) -> bool {
    call(|host| match host.log_enabled {
        // SAFETY: the host keeps its functions and ctx valid for the life of the process.
        Some(log_enabled) => unsafe { log_enabled(host.ctx, component, severity) != 0 },
        None => true,
    })
    .unwrap_or(false)
}

/// Writes a record. `fields` is empty or a JSON object.
pub(crate) fn log(
    component: ferrule_ref,
    severity: i32,
    target: &str,
    message: &str,
    fields: &str,
) {
    call(|host| {
        let Some(log) = host.log else { return };
        let target = ferrule_slice::new(target.as_bytes());
        let message = ferrule_slice::new(message.as_bytes());
        let fields = ferrule_slice::new(fields.as_bytes());
        // SAFETY: as in log_enabled; the slices outlive the call.
        unsafe {
            log(
                host.ctx,
                component,
                severity,
                &raw const target,
                &raw const message,
                &raw const fields,
            );
        }
    });
}

/// Reports a status. An error that says nothing is none.
pub(crate) fn report_status(component: ferrule_ref, status: Status, error: &Error) {
    call(|host| {
        let Some(report) = host.report_status else { return };
        let tell = |error: *const ferrule_error| {
            // SAFETY: as in log_enabled; the error is null or outlives the call.
            unsafe { report(host.ctx, component, status.raw(), error) };
        };
        if error.message().is_empty() && error.fields().is_empty() {
            tell(ptr::null());
        } else {
            guard::lend(error, |error| tell(error));
        }
    });
}

/// Completes a token.
pub(crate) fn complete(token: ferrule_token, result: &Result<(), Error>) {
    call(|host| {
        let Some(complete) = host.complete else { return };
        let tell = |code: i32, error: *const ferrule_error| {
            // SAFETY: as in log_enabled; the error is null or outlives the call.
            unsafe { complete(host.ctx, token, code, error) };
        };
        match result {
            Ok(()) => tell(FERRULE_OK, ptr::null()),
            Err(failure) => guard::lend(failure, |error| tell(error.code, error)),
        }
    });
}

/// How many threads a runtime of the plugin should have; 0 = no wish.
pub(crate) fn worker_threads() -> u32 {
    HOST.get().map_or(0, |table| table.0.worker_threads)
}

/// Gives a series for [`record`].
pub(crate) fn define_metric(
    component: ferrule_ref,
    metric: &ferrule_metric,
) -> Result<ferrule_ref, Error> {
    ask(|host| {
        let define = offered(host.define_metric)?;
        let mut series = 0;
        foreign::checked(|error| {
            // SAFETY: as in log_enabled; the metric and what it points to outlive the call.
            unsafe { define(host.ctx, component, metric, &raw mut series, error) }
        })?;
        Ok(series)
    })
}

/// Adds to a counter, or records into a histogram.
pub(crate) fn record(series: ferrule_ref, value: f64) {
    call(|host| {
        let Some(record) = host.record else { return };
        // SAFETY: as in log_enabled.
        unsafe { record(host.ctx, series, value) };
    });
}

/// Finds what another extension offers.
pub(crate) fn find_extension(
    component: ferrule_ref,
    id: &str,
    interface_name: &str,
) -> Result<ferrule_interface, Error> {
    ask(|host| {
        let find = offered(host.find_extension)?;
        let id = ferrule_slice::new(id.as_bytes());
        let name = ferrule_slice::new(interface_name.as_bytes());
        let mut found = ferrule_interface::empty();
        foreign::checked(|error| {
            let (id, name) = (&raw const id, &raw const name);
            // SAFETY: as in log_enabled; the slices outlive the call.
            unsafe { find(host.ctx, component, id, name, &raw mut found, error) }
        })?;
        Ok(found)
    })
}

/// Describes a subject as JSON.
pub(crate) fn describe(component: ferrule_ref, subject: &str) -> Result<Vec<u8>, Error> {
    ask(|host| {
        let describe = offered(host.describe)?;
        let subject = ferrule_slice::new(subject.as_bytes());
        foreign::bytes(|out, error| {
            // SAFETY: as in log_enabled; the slice outlives the call.
            unsafe { describe(host.ctx, component, &raw const subject, out, error) }
        })
    })
}

/// Runs a call to another component, which counts as one to the host: after close there is none.
pub(crate) fn outside<R>(f: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
    ask(|_| f())
}

fn ask<R>(f: impl FnOnce(&ferrule_host) -> Result<R, Error>) -> Result<R, Error> {
    call(f).unwrap_or_else(|| Err(Error::with_code(ErrorCode::State, "the plugin is closed")))
}

fn offered<F>(function: Option<F>) -> Result<F, Error> {
    function.ok_or_else(|| Error::with_code(ErrorCode::Unsupported, "the host does not offer that"))
}
