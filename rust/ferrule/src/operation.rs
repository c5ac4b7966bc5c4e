use std::mem;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ferrule_sys::{FERRULE_OK, FERRULE_PENDING, ferrule_token};

use crate::gate::Gate;
use crate::stats::STATS;
use crate::tasks::Tasks;
use crate::{Error, upcall};

/// Called with the result, before the host learns of it.
type Settle = Box<dyn FnOnce(&Result<(), Error>) + Send>;

type OnCancel = Box<dyn FnOnce() + Send>;

/// One asynchronous call of the host.
pub(crate) struct Operation {
    token: ferrule_token,
    phase: Mutex<Phase>,
    cancel: Mutex<Cancel>,
    ends: Option<Ends>,
    /// What the author's code returned instead of an end, a panic for example. Whatever end another
    /// thread says, it is this.
    failure: OnceLock<Error>,
}

/// What has to be over before an operation is: tasks, which are cancelled, and then calls to other
/// components, which are not.
pub(crate) struct Ends {
    pub(crate) tasks: Arc<Tasks>,
    pub(crate) gate: Arc<Gate>,
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
    pub(crate) fn new(token: ferrule_token, ends: Option<Ends>, settle: Settle) -> Self {
        let phase = Mutex::new(Phase::Inside(settle, None));
        let cancel = Mutex::new(Cancel::Waiting(Vec::new()));
        Self { token, phase, cancel, ends, failure: OnceLock::new() }
    }

    pub(crate) fn token(&self) -> ferrule_token {
        self.token
    }

    /// What the entry function returns, given how the author's code ended. Called once.
    pub(crate) fn answer(self: &Arc<Self>, returned: Result<(), Error>) -> Result<i32, Error> {
        if let Err(error) = returned {
            self.fail(error);
        }
        self.conclude()
    }

    /// Ends the operation with what the author's code failed with.
    fn fail(self: &Arc<Self>, error: Error) {
        // Before the end is said, so that no end of another thread can come after it unseen.
        let error = self.failure.get_or_init(|| error).clone();
        Arc::clone(self).end(Err(error));
    }

    /// Answers, if there is an end by now, or leaves that to the token.
    fn conclude(&self) -> Result<i32, Error> {
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

    /// Ends the operation, when all that has to be over is. Before the entry function has returned
    /// the last end counts, since that knows best; afterwards the first.
    pub(crate) fn end(self: Arc<Self>, result: Result<(), Error>) {
        let Some(Ends { tasks, gate }) = &self.ends else { return self.complete(result) };
        let (tasks, gate) = (Arc::clone(tasks), Arc::clone(gate));
        tasks.close(move |ended| gate.close(move || self.complete(ended.and(result))));
    }

    fn complete(&self, result: Result<(), Error>) {
        let unheard = mem::replace(&mut *lock(&self.cancel), Cancel::Ended);
        drop(unheard);
        let mut phase = lock(&self.phase);
        // Under the lock: an end that comes after the failure's own sees the failure.
        let result = self.failure.get().map_or(result, |error| Err(error.clone()));
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

    /// The host has given up, so that nothing is gained by waiting for tasks that do not end.
    pub(crate) fn give_up(&self) {
        if let Some(ends) = &self.ends {
            ends.tasks.give_up();
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::ErrorCode;

    /// What can happen to an operation, each at most once; `answer` always.
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Step {
        AnswerWell,
        AnswerWithPanic,
        EndWell,
        EndBadly,
        Cancel,
        Listen,
    }

    use Step::{AnswerWell, AnswerWithPanic, Cancel, EndBadly, EndWell, Listen};

    /// All orders of all those steps, with either answer.
    fn orders(rest: &[Step]) -> Vec<Vec<Step>> {
        if rest.is_empty() {
            return vec![Vec::new()];
        }
        let mut all = Vec::new();
        for (index, first) in rest.iter().enumerate() {
            let mut others = rest.to_vec();
            others.remove(index);
            for mut order in orders(&others) {
                order.insert(0, *first);
                all.push(order);
            }
        }
        all
    }

    /// What the host may see of an order of steps, by the rules of the header.
    struct Expected {
        pending: bool,
        end: Option<Result<(), ErrorCode>>,
        told: bool,
    }

    fn expected(order: &[Step]) -> Expected {
        let answered = |step: &Step| matches!(step, AnswerWell | AnswerWithPanic);
        let ended = |step: &&Step| matches!(step, EndWell | EndBadly);
        let outcome = |step: &Step| match step {
            EndWell => Ok(()),
            _ => Err(ErrorCode::Busy),
        };
        let at = order.iter().position(answered).expect("there is an answer");
        let (inside, later) = order.split_at(at);
        let pending = later[0] == AnswerWell && !inside.iter().any(|step| ended(&step));
        let end = match later[0] {
            AnswerWithPanic => Some(Err(ErrorCode::Panic)),
            _ if pending => later.iter().find(ended).map(outcome),
            _ => inside.iter().rfind(ended).map(outcome),
        };
        // The first end is the end of all cancelling.
        let before = |step: Step| {
            let of = |step: Step| order.iter().position(|it| *it == step);
            let end = order.iter().position(|it| ended(&it) || *it == AnswerWithPanic);
            of(step).is_some_and(|at| end.is_none_or(|end| at < end))
        };
        Expected { pending, end, told: before(Cancel) && before(Listen) }
    }

    /// Returns whether the operation never ends.
    fn check(order: &[Step], ends: Option<Ends>) -> bool {
        let settled = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&settled);
        let settle = Box::new(move |result: &Result<(), Error>| {
            lock(&into).push(result.as_ref().copied().map_err(Error::code));
        });
        let operation = Arc::new(Operation::new(1, ends, settle));
        let told = Arc::new(AtomicUsize::new(0));
        let mut answer = None;
        for step in order {
            let end = |result| Arc::clone(&operation).end(result);
            match step {
                AnswerWell => answer = Some(operation.answer(Ok(()))),
                AnswerWithPanic => {
                    let panic = Error::with_code(ErrorCode::Panic, "told to");
                    answer = Some(operation.answer(Err(panic)));
                }
                EndWell => end(Ok(())),
                EndBadly => end(Err(Error::with_code(ErrorCode::Busy, "not now"))),
                Cancel => operation.cancel(),
                Listen => {
                    let told = Arc::clone(&told);
                    operation.on_cancel(Box::new(move || {
                        told.fetch_add(1, Ordering::SeqCst);
                    }));
                }
            }
        }
        let expected = expected(order);
        let answer = answer.expect("there is an answer").map_err(|error| error.code());
        let settled = lock(&settled).clone();
        assert_eq!(settled, Vec::from_iter(expected.end), "{order:?}");
        match (expected.pending, expected.end) {
            (true, _) => assert_eq!(answer, Ok(FERRULE_PENDING), "{order:?}"),
            (false, Some(Ok(()))) => assert_eq!(answer, Ok(FERRULE_OK), "{order:?}"),
            (false, Some(Err(code))) => assert_eq!(answer, Err(code), "{order:?}"),
            (false, None) => panic!("{order:?} answers without an end"),
        }
        assert_eq!(told.load(Ordering::SeqCst), usize::from(expected.told), "{order:?}");
        let left = Arc::strong_count(&told) - 1;
        let waits = expected.end.is_none() && !order.contains(&Cancel);
        assert_eq!(left, usize::from(waits && order.contains(&Listen)), "{order:?}");
        expected.end.is_none()
    }

    /// An end that another thread says while a failure is being answered does not hide it.
    #[test]
    fn a_failure_is_not_hidden_by_an_end_at_the_same_time() {
        let settled = Arc::new(Mutex::new(None));
        let into = Arc::clone(&settled);
        let settle = Box::new(move |result: &Result<(), Error>| {
            *lock(&into) = Some(result.as_ref().map_err(Error::code).copied());
        });
        let operation = Arc::new(Operation::new(0, None, settle));
        operation.fail(Error::with_code(ErrorCode::Panic, "told to"));
        Arc::clone(&operation).end(Ok(()));
        let answer = operation.conclude();
        assert_eq!(answer.map_err(|error| error.code()), Err(ErrorCode::Panic));
        assert_eq!(*lock(&settled), Some(Err(ErrorCode::Panic)));
    }

    #[test]
    fn in_any_order_it_ends_once_and_as_it_should() {
        let mut open = 0;
        for answer in [AnswerWell, AnswerWithPanic] {
            for steps in [
                [answer].as_slice(),
                &[answer, Cancel],
                &[answer, Cancel, Listen],
                &[answer, EndWell, Cancel, Listen],
                &[answer, EndBadly, EndWell],
                &[answer, EndWell, EndBadly, Cancel, Listen],
            ] {
                // An interpreter is slow, and what is unsafe is not here.
                if cfg!(miri) && steps.len() > 3 {
                    continue;
                }
                for order in orders(steps) {
                    open += i64::from(check(&order, None));
                    let ends = Ends { tasks: Tasks::new(1), gate: Arc::default() };
                    open += i64::from(check(&order, Some(ends)));
                }
            }
        }
        assert_eq!(STATS.tokens.load(SeqCst), open);
    }
}
