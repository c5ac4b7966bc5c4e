use std::mem;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ferrule_sys::{FERRULE_OK, FERRULE_PENDING, ferrule_token};

use crate::stats::STATS;
use crate::{Error, ErrorCode, guard, upcall};

/// The end of an operation, to be said once, by any thread: at once for work that is done on the
/// spot, or later, by whoever does the work. A completion that is dropped unsaid fails the
/// operation.
///
/// ```
/// # use ferrule::{Completion, Error};
/// # fn open() -> Result<(), Error> { Ok(()) }
/// fn start(done: Completion) {
///     done.complete(open());
/// }
/// ```
#[must_use = "dropping a completion fails the operation"]
#[derive(Debug)]
pub struct Completion {
    operation: Option<Arc<Operation>>,
    deadline: Option<Instant>,
}

impl Completion {
    /// The operation succeeded.
    pub fn ok(self) {
        self.complete(Ok(()));
    }

    /// The operation failed.
    pub fn fail(self, error: impl Into<Error>) {
        self.complete(Err(error.into()));
    }

    /// The operation ended like that.
    pub fn complete(mut self, result: Result<(), Error>) {
        if let Some(operation) = self.operation.take() {
            operation.complete(result);
        }
    }

    /// When the host stops waiting; None if it has no limit.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// How long the host still waits, but no longer than `most`.
    #[must_use]
    pub fn time_left(&self, most: Duration) -> Duration {
        self.deadline.map_or(most, |at| most.min(at.saturating_duration_since(Instant::now())))
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        if let Some(operation) = self.operation.take() {
            let error = if thread::panicking() {
                Error::with_code(ErrorCode::Panic, "the work panicked before it was complete")
            } else {
                Error::new("the component dropped its completion")
            };
            operation.complete(Err(error));
        }
    }
}

/// Called with the result, before the host learns of it.
type Settle = Box<dyn FnOnce(&Result<(), Error>) + Send>;

/// One asynchronous call of the host.
pub(crate) struct Operation {
    token: ferrule_token,
    phase: Mutex<Phase>,
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Operation").field("token", &self.token).finish_non_exhaustive()
    }
}

enum Phase {
    /// The entry function has not returned: it will answer by itself if the work ends by then.
    Inside(Settle, Option<Result<(), Error>>),
    /// The entry function answered PENDING: the end goes through the token.
    Pending(Settle),
    /// The host has its answer.
    Ended,
}

impl Operation {
    pub(crate) fn begin(
        token: ferrule_token,
        timeout: Option<Duration>,
        settle: Settle,
    ) -> (Arc<Self>, Completion) {
        let operation = Arc::new(Self { token, phase: Mutex::new(Phase::Inside(settle, None)) });
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let completion = Completion { operation: Some(Arc::clone(&operation)), deadline };
        (operation, completion)
    }

    /// What the entry function returns, given how the author's code ended.
    pub(crate) fn answer(&self, returned: Result<(), Error>) -> Result<i32, Error> {
        let mut phase = self.lock();
        match (returned, mem::replace(&mut *phase, Phase::Ended)) {
            (Ok(()), Phase::Inside(settle, None)) => {
                STATS.tokens.fetch_add(1, SeqCst);
                *phase = Phase::Pending(settle);
                Ok(FERRULE_PENDING)
            }
            (returned, Phase::Inside(settle, ended)) => {
                drop(phase);
                let result = returned.and_then(|()| ended.unwrap_or(Ok(())));
                settle(&result);
                result.map(|()| FERRULE_OK)
            }
            (returned, Phase::Pending(_) | Phase::Ended) => returned.map(|()| FERRULE_OK),
        }
    }

    fn complete(&self, result: Result<(), Error>) {
        let mut phase = self.lock();
        match mem::replace(&mut *phase, Phase::Ended) {
            Phase::Inside(settle, _) => *phase = Phase::Inside(settle, Some(result)),
            Phase::Pending(settle) => {
                drop(phase);
                settle(&result);
                STATS.tokens.fetch_sub(1, SeqCst);
                self.tell(&result);
            }
            Phase::Ended => {}
        }
    }

    fn tell(&self, result: &Result<(), Error>) {
        match result {
            Ok(()) => upcall::complete(self.token, FERRULE_OK, None),
            Err(failure) => {
                let raw = guard::to_raw(failure);
                upcall::complete(self.token, raw.code, Some(&raw));
                guard::release(raw);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
