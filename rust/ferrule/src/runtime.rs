//! The Tokio runtime of the plugin: one, made when a component first needs it, and gone with the
//! last component that used it.

use std::io;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicI64, AtomicUsize};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Instant;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::stats::STATS;
use crate::upcall;

/// As many workers as there are without a word of the plugin or of the host, at most: a collector
/// has several plugins.
const MOST_WORKERS: usize = 2;

static RUNTIME: Mutex<Option<Shared>> = Mutex::new(None);
static CONFIGURED: OnceLock<Configured> = OnceLock::new();
/// Tasks of components, over all runtimes.
pub(crate) static TASKS: AtomicI64 = AtomicI64::new(0);
/// Threads of runtimes, those that block among them.
static THREADS: Mutex<usize> = Mutex::new(0);
static ENDED: Condvar = Condvar::new();

struct Shared {
    runtime: Runtime,
    /// The components that have it.
    users: usize,
}

struct Configured {
    plugin: &'static str,
    worker_threads: Option<usize>,
}

/// Keeps what [`plugin!`](crate::plugin) says.
pub(crate) fn configure(plugin: &'static str, worker_threads: Option<usize>) {
    // The plugin is opened once.
    let _ = CONFIGURED.set(Configured { plugin, worker_threads });
}

/// The runtime for one more component, which gives it back with [`release`].
pub(crate) fn acquire() -> io::Result<Handle> {
    let mut shared = lock(&RUNTIME);
    if let Some(shared) = &mut *shared {
        shared.users += 1;
        return Ok(shared.runtime.handle().clone());
    }
    let runtime = build()?;
    let handle = runtime.handle().clone();
    *shared = Some(Shared { runtime, users: 1 });
    Ok(handle)
}

/// A component no longer needs the runtime and has no tasks in it. The last one ends it. For a
/// plain thread, which waits for the runtime's threads until the deadline.
pub(crate) fn release(deadline: Instant) {
    let last = {
        let mut shared = lock(&RUNTIME);
        if let Some(shared) = &mut *shared {
            shared.users -= 1;
        }
        shared.take_if(|shared| shared.users == 0)
    };
    if let Some(last) = last {
        end(last.runtime, deadline);
    }
}

/// Ends the runtime, whoever has it, and says what has not ended at the deadline.
pub(crate) fn close(deadline: Instant) -> Vec<String> {
    let shared = lock(&RUNTIME).take();
    if let Some(shared) = shared {
        end(shared.runtime, deadline);
    }
    // Those of a runtime that is gone may still be blocked.
    let threads = wait(deadline);
    let tasks = TASKS.load(SeqCst);
    let mut left = Vec::new();
    if tasks > 0 {
        left.push(format!("tasks have not ended: {tasks}"));
    }
    if threads > 0 {
        left.push(format!("threads of the runtime have not ended: {threads}"));
    }
    left
}

fn build() -> io::Result<Runtime> {
    let configured = CONFIGURED.get();
    let workers = configured
        .and_then(|configured| configured.worker_threads)
        .or_else(|| usize::try_from(upcall::worker_threads()).ok().filter(|hint| *hint > 0))
        .unwrap_or_else(|| {
            thread::available_parallelism().map_or(1, usize::from).min(MOST_WORKERS)
        });
    // Systems cut names after 15 bytes, and the number should be there.
    let plugin: String =
        configured.map_or("ferrule", |configured| configured.plugin).chars().take(11).collect();
    let threads = AtomicUsize::new(0);
    Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .thread_name_fn(move || format!("{plugin}-{}", threads.fetch_add(1, SeqCst) + 1))
        .on_thread_start(|| {
            STATS.threads.fetch_add(1, SeqCst);
            *lock(&THREADS) += 1;
        })
        .on_thread_stop(|| {
            STATS.threads.fetch_sub(1, SeqCst);
            *lock(&THREADS) -= 1;
            ENDED.notify_all();
        })
        .build()
}

fn end(runtime: Runtime, deadline: Instant) {
    runtime.shutdown_timeout(deadline.saturating_duration_since(Instant::now()));
}

/// Waits for the threads of all runtimes, and says how many are left.
fn wait(deadline: Instant) -> usize {
    let mut threads = lock(&THREADS);
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if *threads == 0 || left.is_zero() {
            return *threads;
        }
        threads = ENDED.wait_timeout(threads, left).unwrap_or_else(PoisonError::into_inner).0;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
