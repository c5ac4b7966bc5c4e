use std::sync::{Arc, Mutex, PoisonError};

use ferrule_sys as sys;

use crate::{Completion, Error, Logger, threads, upcall};

/// How a component is doing, in the words of the Collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Not yet at work. The host reports this one by itself.
    Starting,
    /// At work.
    Ok,
    /// Failing, and may recover by itself.
    RecoverableError,
    /// Failing until an operator acts.
    PermanentError,
    /// Nothing can go on: the collector stops and exits non-zero.
    FatalError,
    /// Stopping. The host reports this one by itself.
    Stopping,
    /// Stopped. The host reports this one by itself.
    Stopped,
}

impl Status {
    const fn raw(self) -> i32 {
        match self {
            Self::Starting => sys::FERRULE_STATUS_STARTING,
            Self::Ok => sys::FERRULE_STATUS_OK,
            Self::RecoverableError => sys::FERRULE_STATUS_RECOVERABLE_ERROR,
            Self::PermanentError => sys::FERRULE_STATUS_PERMANENT_ERROR,
            Self::FatalError => sys::FERRULE_STATUS_FATAL_ERROR,
            Self::Stopping => sys::FERRULE_STATUS_STOPPING,
            Self::Stopped => sys::FERRULE_STATUS_STOPPED,
        }
    }
}

/// What a component sees of the collector it runs in. Cheap to clone, for use by any thread.
#[derive(Clone, Debug)]
pub struct Host {
    component: sys::ferrule_ref,
    group: u64,
    logger: Logger,
}

impl Host {
    pub(crate) fn new(component: sys::ferrule_ref, group: u64) -> Self {
        Self { component, group, logger: Logger::new(component) }
    }

    /// The component's logger.
    #[must_use]
    pub fn logger(&self) -> &Logger {
        &self.logger
    }

    /// Reports how the component is doing. The message is for the operator and may be empty.
    pub fn report(&self, status: Status, message: &str) {
        upcall::report_status(self.component, status.raw(), message);
    }

    /// Runs `f` in a thread of its own. Threads must end soon after the component's shutdown has
    /// completed: the host waits for them, a short while, before the component is gone. A panic in
    /// the thread is logged and makes the component report [`Status::PermanentError`].
    ///
    /// Use this rather than `std::thread`: these threads are counted, joined before the process
    /// exits, and their log records carry the component's id. Systems cut names after 15 bytes.
    pub fn spawn(
        &self,
        name: impl Into<String>,
        f: impl FnOnce() + Send + 'static,
    ) -> Result<(), Error> {
        let name = name.into();
        threads::spawn(self.group, self.component, name.clone(), f)
            .map_err(|error| Error::new(format!("cannot start the thread `{name}`: {error}")))
    }

    /// Runs `f` in a thread of its own, as [`spawn`](Self::spawn) does, and hands it the completion.
    /// If there can be no thread, the operation fails with the reason.
    pub fn spawn_with(
        &self,
        name: impl Into<String>,
        done: Completion,
        f: impl FnOnce(Completion) + Send + 'static,
    ) {
        let slot = Arc::new(Mutex::new(Some(done)));
        let taken = Arc::clone(&slot);
        let take = |slot: &Mutex<Option<Completion>>| {
            slot.lock().unwrap_or_else(PoisonError::into_inner).take()
        };
        let spawned = self.spawn(name, move || {
            if let Some(done) = take(&taken) {
                f(done);
            }
        });
        if let Err(error) = spawned
            && let Some(done) = take(&slot)
        {
            done.fail(error);
        }
    }
}
