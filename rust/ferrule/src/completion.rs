use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::operation::Operation;
use crate::{Error, ErrorCode};

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
    pub(crate) fn new(operation: Arc<Operation>, deadline: Option<Instant>) -> Self {
        Self { operation: Some(operation), deadline }
    }

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
            operation.end(result);
        }
    }

    /// Whether the host has given up. That is advice: the operation is still to be completed, soon,
    /// with [`ErrorCode::Cancelled`] or with what it came to.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.operation.as_ref().is_some_and(|operation| operation.is_cancelled())
    }

    /// Runs `f` if the host gives up before the operation is complete: once, in a thread of the
    /// host, so that it must not wait; or at once, if that has happened. What it takes along is
    /// dropped when the operation is complete.
    ///
    /// ```
    /// # use std::sync::mpsc;
    /// # use std::time::Duration;
    /// # use ferrule::{Completion, Error, ErrorCode};
    /// fn wait(done: Completion) {
    ///     let (cancel, cancelled) = mpsc::channel();
    ///     done.on_cancel(move || drop(cancel.send(())));
    ///     match cancelled.recv_timeout(Duration::from_secs(5)) {
    ///         Ok(()) => done.fail(Error::with_code(ErrorCode::Cancelled, "was told to stop")),
    ///         Err(_) => done.ok(),
    ///     }
    /// }
    /// ```
    pub fn on_cancel(&self, f: impl FnOnce() + Send + 'static) {
        if let Some(operation) = &self.operation {
            operation.on_cancel(Box::new(f));
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
            operation.end(Err(error));
        }
    }
}
