use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::oneshot;

use crate::tasks::Tasks;
use crate::{Error, ErrorCode, Status, upcall};

/// A task of [`Host::spawn_task`](crate::Host::spawn_task). Awaited it gives what the task came
/// to, [`ErrorCode::Cancelled`] if it was cancelled, or [`ErrorCode::Panic`]. Dropping it lets the
/// task run on.
#[derive(Debug)]
pub struct Task<T> {
    tasks: Arc<Tasks>,
    id: u64,
    outcome: oneshot::Receiver<Result<T, Error>>,
}

impl<T: Send + 'static> Task<T> {
    pub(crate) fn spawn(
        tasks: &Arc<Tasks>,
        name: &str,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Result<Self, Error> {
        let id = tasks.reserve(name)?;
        let (say, outcome) = oneshot::channel();
        let component = tasks.component;
        tasks.launch(id, name, future, move |outcome| {
            if let Err(error) = &outcome
                && error.code() == ErrorCode::Panic
            {
                upcall::report_status(component, Status::PermanentError, error);
            }
            // Nobody may be interested.
            let _ = say.send(outcome);
        });
        Ok(Self { tasks: Arc::clone(tasks), id, outcome })
    }
}

impl<T> Task<T> {
    /// Drops the task's future where it waits next.
    pub fn cancel(&self) {
        self.tasks.cancel(self.id);
    }

    /// Whether the task has ended, one way or another.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.tasks.has_ended(self.id)
    }
}

impl<T> Future for Task<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let cancelled = || Error::with_code(ErrorCode::Cancelled, "the task was cancelled");
        Pin::new(&mut self.outcome)
            .poll(context)
            .map(|said| said.unwrap_or_else(|_| Err(cancelled())))
    }
}
