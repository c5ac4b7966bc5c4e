//! Calls into the host. After close there are none.

use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

use ferrule_sys::{ferrule_error, ferrule_host, ferrule_ref, ferrule_slice, ferrule_token};

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

/// Reports a status.
pub(crate) fn report_status(component: ferrule_ref, status: i32, message: &str) {
    call(|host| {
        let Some(report) = host.report_status else { return };
        let message = ferrule_slice::new(message.as_bytes());
        // SAFETY: as in log_enabled; the slice outlives the call.
        unsafe { report(host.ctx, component, status, &raw const message) };
    });
}

/// Completes a token. The error stays with the caller.
pub(crate) fn complete(token: ferrule_token, code: i32, error: Option<&ferrule_error>) {
    call(|host| {
        let Some(complete) = host.complete else { return };
        let error = error.map_or(ptr::null(), ptr::from_ref);
        // SAFETY: as in log_enabled; the error outlives the call.
        unsafe { complete(host.ctx, token, code, error) };
    });
}
