//! Threads of the plugin: counted, and joined before the plugin closes.

use std::io;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::Instant;

use ferrule_sys::ferrule_ref;

use crate::stats::STATS;
use crate::{Error, Status, current, guard, upcall};

static THREADS: Mutex<Vec<Thread>> = Mutex::new(Vec::new());
static ENDED: Condvar = Condvar::new();

struct Thread {
    group: u64,
    name: String,
    ended: bool,
    handle: JoinHandle<()>,
}

impl Thread {
    fn id(&self) -> ThreadId {
        self.handle.thread().id()
    }
}

/// Runs `f` in a thread that belongs to a group, on behalf of a component.
pub(crate) fn spawn(
    group: u64,
    component: ferrule_ref,
    name: String,
    f: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    reap(|thread| thread.ended);
    let mut threads = lock();
    let label = name.clone();
    let handle = thread::Builder::new().name(name.clone()).spawn(move || {
        run(component, &label, f);
        end();
    })?;
    STATS.threads.fetch_add(1, SeqCst);
    threads.push(Thread { group, name, ended: false, handle });
    Ok(())
}

fn run(component: ferrule_ref, name: &str, f: impl FnOnce()) {
    let _scope = current::enter(component);
    if let Err(panic) = guard::catch(f) {
        let error = Error::with_code(panic.code(), format!("thread `{name}` {panic}"));
        upcall::report_status(component, Status::PermanentError, &error);
    }
}

fn end() {
    let this = thread::current().id();
    let mut threads = lock();
    if let Some(thread) = threads.iter_mut().find(|thread| thread.id() == this) {
        thread.ended = true;
    }
    STATS.threads.fetch_sub(1, SeqCst);
    ENDED.notify_all();
}

/// Joins the threads of a group, or all, except the calling one. Returns the names of those that
/// run on when the time is up.
pub(crate) fn join(group: Option<u64>, deadline: Instant) -> Vec<String> {
    let this = thread::current().id();
    let ours = |thread: &Thread| thread.id() != this && group.is_none_or(|g| g == thread.group);
    let mut threads = lock();
    let left = loop {
        let running = || threads.iter().filter(|thread| ours(thread) && !thread.ended);
        let wait = deadline.saturating_duration_since(Instant::now());
        if wait.is_zero() || running().next().is_none() {
            break running().map(|thread| thread.name.clone()).collect();
        }
        threads = ENDED.wait_timeout(threads, wait).unwrap_or_else(PoisonError::into_inner).0;
    };
    drop(threads);
    reap(|thread| thread.ended && ours(thread));
    left
}

/// Joins threads that have nothing left to do but to end.
fn reap(which: impl Fn(&Thread) -> bool) {
    let ended: Vec<Thread> = lock().extract_if(.., |thread| which(thread)).collect();
    for thread in ended {
        // Its panic, if any, was reported by run.
        let _ = thread.handle.join();
    }
}

fn lock() -> MutexGuard<'static, Vec<Thread>> {
    THREADS.lock().unwrap_or_else(PoisonError::into_inner)
}
