//! The tasks of one component.

use std::collections::HashMap;
use std::mem;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ferrule_sys::ferrule_ref;
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio::time::sleep;

use crate::tracked::Tracked;
use crate::{Completion, Error, ErrorCode, runtime};

/// How long tasks that were cancelled may take to notice, which they do where they next wait. One
/// that takes longer blocks its thread.
pub(crate) const STUCK: Duration = Duration::from_secs(1);

/// Told when all tasks have ended, or which have not.
type Then = Box<dyn FnOnce(Result<(), Error>) + Send>;

/// What runs for a component in the plugin's runtime, which the component has from its first task
/// to its end.
pub(crate) struct Tasks {
    pub(crate) component: ferrule_ref,
    inner: Mutex<Inner>,
    ended: Condvar,
}

#[derive(Default)]
struct Inner {
    runtime: Option<Handle>,
    last_id: u64,
    live: HashMap<u64, Live>,
    /// No task begins any more.
    closed: bool,
    /// Tasks that do not end are not waited for.
    given_up: bool,
    waiting: Vec<Then>,
    /// Gives up on tasks that are stuck.
    watchdog: Option<AbortHandle>,
}

struct Live {
    name: String,
    cancelled: bool,
    /// None until it runs.
    abort: Option<AbortHandle>,
}

impl Tasks {
    pub(crate) fn new(component: ferrule_ref) -> Arc<Self> {
        Arc::new(Self { component, inner: Mutex::default(), ended: Condvar::new() })
    }

    /// The number of a task to be launched, which can be cancelled from now on.
    pub(crate) fn reserve(&self, name: &str) -> Result<u64, Error> {
        let mut inner = self.lock();
        if inner.closed {
            return Err(Error::with_code(ErrorCode::State, "the component has been shut down"));
        }
        if inner.runtime.is_none() {
            let handle = runtime::acquire()
                .map_err(|error| Error::new(format!("cannot start the runtime: {error}")))?;
            inner.runtime = Some(handle);
        }
        inner.last_id += 1;
        let id = inner.last_id;
        let live = Live { name: name.to_owned(), cancelled: false, abort: None };
        inner.live.insert(id, live);
        runtime::TASKS.fetch_add(1, SeqCst);
        Ok(id)
    }

    /// Runs a task that was reserved. `then` gets what it came to: also a panic, or that it was
    /// cancelled. By then the future is dropped, and the task no longer counts.
    pub(crate) fn launch<F: Future<Output: Send> + Send + 'static>(
        self: &Arc<Self>,
        id: u64,
        name: &str,
        future: F,
        then: impl FnOnce(Result<F::Output, Error>) + Send + 'static,
    ) {
        let tracked = Tracked::new(Arc::clone(self), id, name, future, then);
        // No lock is held: a runtime that ends drops what it is given.
        let Some(runtime) = self.runtime() else { return };
        let abort = runtime.spawn(tracked).abort_handle();
        let mut inner = self.lock();
        if let Some(live) = inner.live.get_mut(&id) {
            if live.cancelled {
                drop(inner);
                abort.abort();
            } else {
                live.abort = Some(abort);
            }
        }
    }

    /// Runs an operation of the host as a task, which the host can cancel. Gives its number.
    pub(crate) fn run(
        self: &Arc<Self>,
        name: &'static str,
        done: Completion,
        future: impl Future<Output = Result<(), Error>> + Send + 'static,
    ) -> Option<u64> {
        let id = match self.reserve(name) {
            Ok(id) => id,
            Err(error) => {
                done.fail(error);
                return None;
            }
        };
        let tasks = Arc::clone(self);
        done.on_cancel(move || tasks.cancel(id));
        self.launch(id, name, future, move |outcome| done.complete(outcome.flatten()));
        Some(id)
    }

    /// Drops the future of a task where it waits next. One that has ended stays ended.
    pub(crate) fn cancel(&self, id: u64) {
        let abort = {
            let mut inner = self.lock();
            inner.live.get_mut(&id).and_then(|live| {
                live.cancelled = true;
                live.abort.take()
            })
        };
        if let Some(abort) = abort {
            abort.abort();
        }
    }

    /// Whether a task has ended.
    pub(crate) fn has_ended(&self, id: u64) -> bool {
        !self.lock().live.contains_key(&id)
    }

    /// Where tasks run; None if there was none.
    pub(crate) fn runtime(&self) -> Option<Handle> {
        self.lock().runtime.clone()
    }

    /// Lets no further task begin, cancels all, and calls `then` when they have ended: now, or in
    /// the thread of the last one.
    pub(crate) fn close(self: &Arc<Self>, then: impl FnOnce(Result<(), Error>) + Send + 'static) {
        let (aborts, stuck) = {
            let mut inner = self.lock();
            inner.closed = true;
            if inner.live.is_empty() {
                drop(inner);
                return then(Ok(()));
            }
            inner.waiting.push(Box::new(then));
            if inner.watchdog.is_none() {
                let watched = Arc::clone(self);
                let watchdog = inner.runtime.as_ref().map(|runtime| {
                    runtime.spawn(async move {
                        sleep(STUCK).await;
                        watched.give_up();
                    })
                });
                inner.watchdog = watchdog.map(|watchdog| watchdog.abort_handle());
            }
            let aborts: Vec<AbortHandle> = inner
                .live
                .values_mut()
                .filter_map(|live| {
                    live.cancelled = true;
                    live.abort.take()
                })
                .collect();
            (aborts, inner.given_up)
        };
        for abort in aborts {
            abort.abort();
        }
        if stuck {
            self.give_up();
        }
    }

    /// Tells those who wait for the end of all tasks that it does not come, now or as soon as they
    /// begin to wait.
    pub(crate) fn give_up(&self) {
        let (waiting, names) = {
            let mut inner = self.lock();
            inner.given_up = true;
            (mem::take(&mut inner.waiting), inner.names())
        };
        let message = format!("tasks have not ended, they block a thread: {}", names.join(", "));
        for then in waiting {
            then(Err(Error::with_code(ErrorCode::Deadline, message.clone())));
        }
    }

    /// Cancels all tasks, waits until they have ended, and gives the names of those that have not
    /// at the deadline. For a plain thread.
    pub(crate) fn join(self: &Arc<Self>, deadline: Instant) -> Vec<String> {
        self.close(|_| ());
        let mut inner = self.lock();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if inner.live.is_empty() || left.is_zero() {
                return inner.names();
            }
            inner = self.ended.wait_timeout(inner, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Gives the runtime back, unless tasks are stuck in it. For a plain thread, at the end.
    pub(crate) fn release(&self, deadline: Instant) {
        let runtime = {
            let mut inner = self.lock();
            if inner.live.is_empty() { inner.runtime.take() } else { None }
        };
        if runtime.is_some() {
            runtime::release(deadline);
        }
    }

    /// The task has ended, and its future is dropped.
    pub(crate) fn remove(&self, id: u64) -> impl FnOnce() {
        let (waiting, watchdog) = {
            let mut inner = self.lock();
            inner.live.remove(&id);
            runtime::TASKS.fetch_sub(1, SeqCst);
            if inner.live.is_empty() {
                self.ended.notify_all();
                (mem::take(&mut inner.waiting), inner.watchdog.take())
            } else {
                (Vec::new(), None)
            }
        };
        move || {
            if let Some(watchdog) = watchdog {
                watchdog.abort();
            }
            for then in waiting {
                then(Ok(()));
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.live.values().map(|live| live.name.clone()).collect();
        names.sort_unstable();
        names
    }
}

impl std::fmt::Debug for Tasks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tasks").field("component", &self.component).finish_non_exhaustive()
    }
}
