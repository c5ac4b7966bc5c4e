use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use jiff::Timestamp;

/// Whether the pipelines are up. Shared by the extension and its server.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    since: Arc<Mutex<Option<Since>>>,
}

/// When the pipelines came up, on the wall and on the clock that only goes forward.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Since {
    pub(crate) wall: Timestamp,
    pub(crate) steady: Instant,
}

impl State {
    pub(crate) fn ready(&self) {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        since.get_or_insert_with(|| Since { wall: Timestamp::now(), steady: Instant::now() });
    }

    pub(crate) fn unavailable(&self) {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// When the pipelines came up; None if they are not.
    pub(crate) fn since(&self) -> Option<Since> {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
