//! Nothing unwinds into the host.

use std::any::Any;
use std::backtrace::Backtrace;
use std::mem;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

use ferrule_sys::{FERRULE_ERROR, ferrule_error, ferrule_ref};

use crate::stats::STATS;
use crate::{Error, ErrorCode, buf, current, upcall};

/// Runs code of an author. A panic becomes an error.
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, Error> {
    panic::catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        let message = format!("panicked: {}", text(payload.as_ref()));
        discard(payload);
        Error::with_code(ErrorCode::Panic, message)
    })
}

/// The body of an entry function: guards it, and hands its error to the host.
///
/// # Safety
/// `error` is null or points to a `ferrule_error` whose `size` the caller has set.
pub(crate) unsafe fn entry(
    component: ferrule_ref,
    error: *mut ferrule_error,
    f: impl FnOnce() -> Result<i32, Error>,
) -> i32 {
    let _scope = current::enter(component);
    match catch(f).and_then(|outcome| outcome) {
        Ok(code) => code,
        Err(failure) => {
            // SAFETY: by the contract of this function.
            unsafe { report(&failure, error) };
            failure.code().raw()
        }
    }
}

unsafe fn report(failure: &Error, error: *mut ferrule_error) {
    // SAFETY: by the contract of entry; null gives None. Only size is read before it is checked.
    let known = unsafe { error.as_ref() }.map_or(0, |error| error.size as usize);
    // A caller whose struct is shorter than that of minor version 0 gets the code alone.
    if known >= size_of::<ferrule_error>() {
        let filled = to_raw(failure);
        // SAFETY: the caller says that there is room, and that the struct holds no bufs yet.
        unsafe {
            (*error).code = filled.code;
            (*error).flags = filled.flags;
            (*error).message = filled.message;
            (*error).detail_json = filled.detail_json;
        }
    }
}

/// The error in the host's terms; its bufs are given away.
fn to_raw(failure: &Error) -> ferrule_error {
    // Both are JSON by their types: writing them cannot fail.
    let details = match failure.code() {
        ErrorCode::Config if failure.problems().is_empty() => Vec::new(),
        ErrorCode::Config => serde_json::to_vec(failure.problems()).unwrap_or_default(),
        _ if failure.fields().is_empty() => Vec::new(),
        _ => serde_json::to_vec(failure.fields()).unwrap_or_default(),
    };
    ferrule_error {
        code: failure.code().raw(),
        flags: failure.flags(),
        message: buf::give(failure.message().as_bytes().to_vec()),
        detail_json: buf::give(details),
        ..ferrule_error::zeroed()
    }
}

/// Lends an error to a function of the host, which only looks at it.
pub(crate) fn lend(failure: &Error, f: impl FnOnce(&ferrule_error)) {
    let mut error = to_raw(failure);
    f(&error);
    for buf in [&mut error.message, &mut error.detail_json] {
        if let Some(release) = buf.release {
            // SAFETY: the buf came from buf::give and was not released.
            unsafe { release(buf) };
        }
    }
}

/// Sends panics to the host's log instead of stderr, and counts them.
pub(crate) fn install_panic_hook() {
    panic::set_hook(Box::new(|info| {
        STATS.panics.fetch_add(1, SeqCst);
        log_panic(info);
    }));
}

fn log_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let fields = serde_json::json!({
        "thread": thread::current().name().unwrap_or_default(),
        "location": place,
        "backtrace": Backtrace::force_capture().to_string(),
    });
    let message = format!("panicked at {place}: {}", text(info.payload()));
    upcall::log(current::component(), FERRULE_ERROR, module_path!(), &message, &fields.to_string());
}

fn text(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

/// A payload is a value of the author's: dropping it may panic in turn.
fn discard(payload: Box<dyn Any + Send>) {
    if let Err(second) = panic::catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(second);
    }
}
