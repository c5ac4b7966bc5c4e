use std::sync::{Arc, Mutex, PoisonError};

use ferrule_sys as sys;
use serde_json::Value;

use crate::gate::Gate;
use crate::metric::{Counter, Histogram, MetricBuilder, UpDownCounter};
use crate::{Completion, Error, Logger, ServerAuthRef, threads, upcall};

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
    pub(crate) const fn raw(self) -> i32 {
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
    gate: Arc<Gate>,
}

impl Host {
    pub(crate) fn new(component: sys::ferrule_ref, group: u64, gate: Arc<Gate>) -> Self {
        Self { component, group, logger: Logger::new(component), gate }
    }

    /// The component's logger.
    #[must_use]
    pub fn logger(&self) -> &Logger {
        &self.logger
    }

    /// Reports how the component is doing, and why: a text or an [`Error`], for the operator. An
    /// empty text is no reason, as for [`Status::Ok`].
    ///
    /// ```
    /// # use ferrule::{Host, Status};
    /// # fn f(host: &Host) {
    /// host.report(Status::RecoverableError, "the file is locked");
    /// host.report(Status::Ok, "");
    /// # }
    /// ```
    pub fn report(&self, status: Status, why: impl Into<Error>) {
        upcall::report_status(self.component, status, &why.into());
    }

    /// A metric of the component that only grows, to be built. The component's id is an attribute
    /// of it by itself.
    pub fn counter<'a>(&self, name: &'a str) -> MetricBuilder<'a, Counter> {
        MetricBuilder::new(self.component, sys::FERRULE_COUNTER, name)
    }

    /// A metric that grows and shrinks, to be built.
    pub fn up_down_counter<'a>(&self, name: &'a str) -> MetricBuilder<'a, UpDownCounter> {
        MetricBuilder::new(self.component, sys::FERRULE_UP_DOWN_COUNTER, name)
    }

    /// A metric of how values are spread, to be built.
    pub fn histogram<'a>(&self, name: &'a str) -> MetricBuilder<'a, Histogram> {
        MetricBuilder::new(self.component, sys::FERRULE_HISTOGRAM, name)
    }

    /// The authentication that another extension offers, by its configured id, which is among the
    /// [`dependencies`](crate::ExtensionFactory::dependencies). From the beginning of start to the
    /// end of shutdown. [`ErrorCode::State`]: not a dependency, or not started;
    /// [`ErrorCode::Unsupported`]: it offers none.
    ///
    /// [`ErrorCode::State`]: crate::ErrorCode::State
    /// [`ErrorCode::Unsupported`]: crate::ErrorCode::Unsupported
    pub fn server_auth(&self, id: &str) -> Result<ServerAuthRef, Error> {
        ServerAuthRef::find(self.component, id, &self.gate)
    }

    /// The collector that the component runs in, as the header's `describe` has it: its build,
    /// pipelines, components with their statuses, and extensions.
    pub fn describe_service(&self) -> Result<Value, Error> {
        let json = upcall::describe(self.component, "service")?;
        Ok(serde_json::from_slice(&json)?)
    }

    /// How many threads a runtime of the plugin should have; None if the host does not mind.
    #[must_use]
    pub fn worker_threads(&self) -> Option<usize> {
        usize::try_from(upcall::worker_threads()).ok().filter(|threads| *threads > 0)
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
