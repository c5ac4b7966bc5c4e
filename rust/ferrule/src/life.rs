use std::sync::atomic::{AtomicBool, AtomicU8, Ordering::SeqCst};

use crate::{Error, ErrorCode};

/// Where a component is between create and destroy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum State {
    Created,
    Starting,
    Running,
    Failed,
    Stopping,
    Stopped,
}

const STATES: [State; 6] = [
    State::Created,
    State::Starting,
    State::Running,
    State::Failed,
    State::Stopping,
    State::Stopped,
];

/// The state of a component, for all that outlives a call to it.
#[derive(Default)]
pub(crate) struct Life {
    state: AtomicU8,
    poisoned: AtomicBool,
}

impl Life {
    pub(crate) fn state(&self) -> State {
        STATES[usize::from(self.state.load(SeqCst))]
    }

    pub(crate) fn set(&self, state: State) {
        self.state.store(state as u8, SeqCst);
    }

    /// Returns whether the state was `from`; otherwise it stays.
    pub(crate) fn advance(&self, from: State, to: State) -> bool {
        self.state.compare_exchange(from as u8, to as u8, SeqCst, SeqCst).is_ok()
    }

    pub(crate) fn check_running(&self) -> Result<(), Error> {
        match self.state() {
            State::Running => Ok(()),
            _ => Err(Error::with_code(ErrorCode::State, "the component does not run")),
        }
    }

    /// A panic came out of the component.
    pub(crate) fn poison(&self) {
        self.poisoned.store(true, SeqCst);
    }

    pub(crate) fn check_poison(&self) -> Result<(), Error> {
        if self.poisoned.load(SeqCst) {
            return Err(Error::with_code(ErrorCode::State, "the component has panicked before"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Life, STATES};

    #[test]
    fn every_state_is_read_as_it_was_set() {
        let life = Life::default();
        for state in STATES {
            life.set(state);
            assert_eq!(life.state(), state);
        }
    }
}
