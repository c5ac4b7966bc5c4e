//! Without the feature `tokio` a component has no tasks.

use std::sync::Arc;
use std::time::Instant;

use ferrule_sys::ferrule_ref;

use crate::Error;

#[derive(Debug)]
pub(crate) struct Tasks;

impl Tasks {
    pub(crate) fn new(_: ferrule_ref) -> Arc<Self> {
        Arc::new(Self)
    }

    #[allow(clippy::unused_self)] // as with tasks
    pub(crate) fn close(self: &Arc<Self>, then: impl FnOnce(Result<(), Error>)) {
        then(Ok(()));
    }

    #[allow(clippy::unused_self)] // as with tasks
    pub(crate) fn give_up(&self) {}

    #[allow(clippy::unused_self)] // as with tasks
    pub(crate) fn join(self: &Arc<Self>, _: Instant) -> Vec<String> {
        Vec::new()
    }

    #[allow(clippy::unused_self)] // as with tasks
    pub(crate) fn release(&self, _: Instant) {}
}
