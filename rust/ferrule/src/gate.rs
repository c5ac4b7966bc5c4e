//! Keeps calls from going on after their end.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Mutex, PoisonError};

const CLOSED: usize = 1;
const PASSAGE: usize = 2;

type Task = Box<dyn FnOnce() + Send>;

/// Calls pass a gate until it is closed; what must not come before the last of them has returned
/// is left with the gate. Nothing waits.
#[derive(Default)]
pub(crate) struct Gate {
    /// Whether it is closed, and twice the number of calls that are inside.
    state: AtomicUsize,
    tasks: Mutex<Vec<Task>>,
}

/// A call inside.
pub(crate) struct Passage<'a>(&'a Gate);

impl Gate {
    /// Lets a call in. None if the gate is closed.
    pub(crate) fn enter(&self) -> Option<Passage<'_>> {
        let before = self.state.fetch_add(PASSAGE, SeqCst);
        let passage = Passage(self);
        (before & CLOSED == 0).then_some(passage)
    }

    /// Closes the gate for good, and runs the task when no call is inside: now, or in the thread
    /// of the last one.
    pub(crate) fn close(&self, task: impl FnOnce() + Send + 'static) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(task));
        if self.state.fetch_or(CLOSED, SeqCst) | CLOSED == CLOSED {
            self.run_tasks();
        }
    }

    fn run_tasks(&self) {
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        for task in tasks {
            task();
        }
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gate").field("state", &self.state).finish_non_exhaustive()
    }
}

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        if self.0.state.fetch_sub(PASSAGE, SeqCst) == PASSAGE | CLOSED {
            self.0.run_tasks();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::thread;

    use super::*;

    #[test]
    fn an_idle_gate_closes_at_once_and_lets_nobody_in() {
        let gate = Gate::default();
        drop(gate.enter());
        let closed = Arc::new(AtomicBool::new(false));
        let said = Arc::clone(&closed);
        gate.close(move || said.store(true, SeqCst));
        assert!(closed.load(SeqCst));
        assert!(gate.enter().is_none());
    }

    #[test]
    fn the_last_call_runs_the_tasks() {
        let gate = Gate::default();
        let (first, second) = (gate.enter(), gate.enter());
        let count = Arc::new(AtomicUsize::new(0));
        for _ in 0..2 {
            let count = Arc::clone(&count);
            gate.close(move || {
                count.fetch_add(1, SeqCst);
            });
        }
        drop(first);
        assert!(gate.enter().is_none());
        assert_eq!(count.load(SeqCst), 0);
        drop(second);
        assert_eq!(count.load(SeqCst), 2);
    }

    #[test]
    fn no_call_is_inside_when_the_task_runs() {
        for _ in 0..200 {
            let gate = Gate::default();
            let inside = Arc::new(AtomicUsize::new(0));
            let closed = Arc::new(AtomicBool::new(false));
            thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| {
                        while let Some(_passage) = gate.enter() {
                            inside.fetch_add(1, SeqCst);
                            assert!(!closed.load(SeqCst));
                            inside.fetch_sub(1, SeqCst);
                        }
                    });
                }
                let (inside, closed) = (Arc::clone(&inside), Arc::clone(&closed));
                gate.close(move || {
                    closed.store(true, SeqCst);
                    assert_eq!(inside.load(SeqCst), 0);
                });
            });
            assert!(closed.load(SeqCst));
        }
    }
}
