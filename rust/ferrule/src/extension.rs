use crate::{Completion, Error, Host};

/// A component beside the pipelines.
///
/// The host calls one method at a time. A panic is caught: the call fails, and from then on only
/// [`shutdown`](Self::shutdown) and drop follow. Methods return soon, since they run on a thread of
/// the host; work that takes time goes to a thread of [`Host::spawn`], which takes the
/// [`Completion`] along.
pub trait Extension: Send + 'static {
    /// Begins to work. Called once. Completes when what could go wrong at the start has not, for
    /// example when the port is bound.
    fn start(&mut self, host: &Host, done: Completion);

    /// Every pipeline has started.
    fn pipelines_ready(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// Pipelines are about to stop.
    fn pipelines_not_ready(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// Stops and completes when that is done. Called at most once, and only if start was called,
    /// also if that failed. Without a shutdown, or after it, the component is dropped.
    fn shutdown(&mut self, done: Completion) {
        done.ok();
    }
}
