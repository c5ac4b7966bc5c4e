use std::sync::Arc;

use crate::{ClientAuth, Completion, Error, Host, ServerAuth};

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

    /// Tells who sends a request, for components that name this extension in their settings. Asked
    /// once, when start has returned. What is given is used by any thread after start has
    /// completed, also while methods of the extension run. Once the shutdown has begun no further
    /// request gets to it. It lives as long as the extension.
    fn server_auth(&self) -> Option<Arc<dyn ServerAuth>> {
        None
    }

    /// Tells peers who is calling, for exporters that name this extension in their settings. Asked
    /// once and used as [`server_auth`](Self::server_auth).
    fn client_auth(&self) -> Option<Arc<dyn ClientAuth>> {
        None
    }

    /// Stops and completes when that is done. Called at most once, and only if start was called,
    /// also if that failed. Without a shutdown, or after it, the component is dropped.
    fn shutdown(&mut self, done: Completion) {
        done.ok();
    }
}
