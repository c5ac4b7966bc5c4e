use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::Value;

use crate::server_auth::FakeServerAuth;
use crate::{Failure, PATIENCE, Series};

/// What a plugin logged.
#[derive(Clone, Debug)]
pub struct LogRecord {
    /// The component; 0 for the plugin as a whole.
    pub component: u64,
    /// The severity number.
    pub severity: i32,
    /// Where in the code.
    pub target: String,
    /// The text.
    pub message: String,
    /// Further fields; null if there are none.
    pub fields: Value,
}

/// What a component reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReport {
    /// The component.
    pub component: u64,
    /// The status number.
    pub status: i32,
    /// Why; None if the component did not say.
    pub failure: Option<Failure>,
}

impl StatusReport {
    /// The text; may be empty.
    #[must_use]
    pub fn message(&self) -> &str {
        self.failure.as_ref().map_or("", |failure| &failure.message)
    }
}

/// All that the plugin said to the host.
#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) logs: Vec<LogRecord>,
    pub(crate) statuses: Vec<StatusReport>,
    pub(crate) series: Vec<Series>,
    /// Tokens given out and not completed: None. Completed: how.
    pub(crate) tokens: HashMap<u64, Option<Result<(), Failure>>>,
    /// What a plugin must not do.
    pub(crate) violations: Vec<String>,
    /// Of each component, what it may find.
    pub(crate) dependencies: HashMap<u64, Vec<String>>,
    pub(crate) fakes: HashMap<String, Arc<FakeServerAuth>>,
    /// What describe answers.
    pub(crate) service: Option<Value>,
    pub(crate) last_id: u64,
    pub(crate) lowest_severity: i32,
}

pub(crate) struct Ear {
    heard: Mutex<Option<Heard>>,
    news: Condvar,
}

pub(crate) static EAR: Ear = Ear { heard: Mutex::new(None), news: Condvar::new() };

impl Ear {
    fn lock(&self) -> MutexGuard<'_, Option<Heard>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn with<R>(&self, f: impl FnOnce(&mut Heard) -> R) -> R {
        let outcome = f(self.lock().get_or_insert_with(Heard::default));
        self.news.notify_all();
        outcome
    }

    /// Waits until `f` finds something.
    pub(crate) fn wait<R>(&self, what: &str, f: impl Fn(&mut Heard) -> Option<R>) -> R {
        let deadline = Instant::now() + PATIENCE;
        let mut heard = self.lock();
        loop {
            if let Some(found) = f(heard.get_or_insert_with(Heard::default)) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}");
            heard = self.news.wait_timeout(heard, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// A number that no component and no token had.
    pub(crate) fn next_id(&self) -> u64 {
        self.with(|heard| {
            heard.last_id += 1;
            heard.last_id
        })
    }
}
