use std::mem;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ferrule_sys::{FERRULE_OK, FERRULE_PENDING, ferrule_token};

use crate::gate::Gate;
use crate::stats::STATS;
use crate::{Error, upcall};

/// Called with the result, before the host learns of it.
type Settle = Box<dyn FnOnce(&Result<(), Error>) + Send>;

type OnCancel = Box<dyn FnOnce() + Send>;

/// One asynchronous call of the host.
pub(crate) struct Operation {
    token: ferrule_token,
    phase: Mutex<Phase>,
    cancel: Mutex<Cancel>,
    /// What has to be over before this is.
    gate: Option<Arc<Gate>>,
}

enum Phase {
    /// The entry function has not returned: it will answer by itself if the work ends by then.
    Inside(Settle, Option<Result<(), Error>>),
    /// The entry function answered PENDING: the end goes through the token.
    Pending(Settle),
    /// The host has its answer.
    Ended,
}

enum Cancel {
    Waiting(Vec<OnCancel>),
    Cancelled,
    Ended,
}

impl Operation {
    pub(crate) fn new(token: ferrule_token, gate: Option<Arc<Gate>>, settle: Settle) -> Self {
        let phase = Mutex::new(Phase::Inside(settle, None));
        Self { token, phase, cancel: Mutex::new(Cancel::Waiting(Vec::new())), gate }
    }

    pub(crate) fn token(&self) -> ferrule_token {
        self.token
    }

    /// What the entry function returns, given how the author's code ended. Called once.
    pub(crate) fn answer(self: &Arc<Self>, returned: Result<(), Error>) -> Result<i32, Error> {
        if returned.is_err() {
            Arc::clone(self).end(returned);
        }
        let mut phase = lock(&self.phase);
        match mem::replace(&mut *phase, Phase::Ended) {
            Phase::Inside(settle, None) => {
                STATS.tokens.fetch_add(1, SeqCst);
                *phase = Phase::Pending(settle);
                Ok(FERRULE_PENDING)
            }
            Phase::Inside(settle, Some(result)) => {
                drop(phase);
                settle(&result);
                result.map(|()| FERRULE_OK)
            }
            Phase::Pending(_) | Phase::Ended => unreachable!("an operation is answered once"),
        }
    }

    /// Ends the operation, when the gate allows it. Before the entry function has returned the last
    /// end counts, since that knows best; afterwards the first.
    pub(crate) fn end(self: Arc<Self>, result: Result<(), Error>) {
        match self.gate.clone() {
            Some(gate) => gate.close(move || self.complete(result)),
            None => self.complete(result),
        }
    }

    fn complete(&self, result: Result<(), Error>) {
        let unheard = mem::replace(&mut *lock(&self.cancel), Cancel::Ended);
        drop(unheard);
        let mut phase = lock(&self.phase);
        match mem::replace(&mut *phase, Phase::Ended) {
            Phase::Inside(settle, _) => *phase = Phase::Inside(settle, Some(result)),
            Phase::Pending(settle) => {
                drop(phase);
                settle(&result);
                STATS.tokens.fetch_sub(1, SeqCst);
                upcall::complete(self.token, &result);
            }
            Phase::Ended => {}
        }
    }

    /// The host has given up. Runs code of the author.
    pub(crate) fn cancel(&self) {
        let mut cancel = lock(&self.cancel);
        match mem::replace(&mut *cancel, Cancel::Cancelled) {
            Cancel::Waiting(told) => {
                drop(cancel);
                for f in told {
                    f();
                }
            }
            before => *cancel = before,
        }
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        matches!(*lock(&self.cancel), Cancel::Cancelled)
    }

    pub(crate) fn on_cancel(&self, f: OnCancel) {
        let mut cancel = lock(&self.cancel);
        match &mut *cancel {
            Cancel::Waiting(told) => told.push(f),
            Cancel::Cancelled => {
                drop(cancel);
                f();
            }
            Cancel::Ended => {}
        }
    }
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Operation").field("token", &self.token).finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
