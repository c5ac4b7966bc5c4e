use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use ferrule_sys::{FERRULE_OK, ferrule_ref, ferrule_token};

use crate::completion::Operation;
use crate::stats::STATS;
use crate::{Error, ErrorCode, Extension, Host, guard, threads};

/// How long the end of a component waits for its threads, which have been told to end.
const THREADS_END: Duration = Duration::from_secs(1);

static NEXT_GROUP: AtomicU64 = AtomicU64::new(1);

const CREATED: u8 = 0;
const STARTING: u8 = 1;
const RUNNING: u8 = 2;
const FAILED: u8 = 3;
const STOPPING: u8 = 4;
const STOPPED: u8 = 5;

/// What a handle stands for.
pub(crate) struct Instance {
    pub(crate) component: ferrule_ref,
    group: u64,
    host: Host,
    state: Arc<AtomicU8>,
    poisoned: AtomicBool,
    extension: Mutex<Box<dyn Extension>>,
}

impl Instance {
    pub(crate) fn new(component: ferrule_ref, extension: Box<dyn Extension>) -> Self {
        STATS.components.fetch_add(1, SeqCst);
        let group = NEXT_GROUP.fetch_add(1, SeqCst);
        Self {
            component,
            group,
            host: Host::new(component, group),
            state: Arc::new(AtomicU8::new(CREATED)),
            poisoned: AtomicBool::new(false),
            extension: Mutex::new(extension),
        }
    }

    pub(crate) fn start(
        &self,
        token: ferrule_token,
        timeout: Option<Duration>,
    ) -> Result<i32, Error> {
        self.check_poison()?;
        let mut extension = self.claim()?;
        self.advance(CREATED, STARTING, "start was called before")?;
        let state = Arc::clone(&self.state);
        let settle = move |result: &Result<(), Error>| {
            let next = if result.is_ok() { RUNNING } else { FAILED };
            // It stays as it is if a shutdown did not wait for this start.
            let _ = state.compare_exchange(STARTING, next, SeqCst, SeqCst);
        };
        let (operation, done) = Operation::begin(token, timeout, Box::new(settle));
        operation.answer(self.run(|| extension.start(&self.host, done)))
    }

    pub(crate) fn notify(&self, ready: bool) -> Result<i32, Error> {
        self.check_poison()?;
        let mut extension = self.claim()?;
        if self.state.load(SeqCst) != RUNNING {
            return Err(Error::with_code(ErrorCode::State, "the component does not run"));
        }
        self.run(|| {
            if ready { extension.pipelines_ready() } else { extension.pipelines_not_ready() }
        })??;
        Ok(FERRULE_OK)
    }

    pub(crate) fn shutdown(
        &self,
        token: ferrule_token,
        timeout: Option<Duration>,
    ) -> Result<i32, Error> {
        let mut extension = self.claim()?;
        match self.state.load(SeqCst) {
            CREATED | STOPPED => {
                self.state.store(STOPPED, SeqCst);
                return Ok(FERRULE_OK);
            }
            STOPPING => {
                return Err(Error::with_code(ErrorCode::State, "a shutdown is under way"));
            }
            _ => self.state.store(STOPPING, SeqCst),
        }
        let state = Arc::clone(&self.state);
        let settle = move |_: &Result<(), Error>| state.store(STOPPED, SeqCst);
        let (operation, done) = Operation::begin(token, timeout, Box::new(settle));
        operation.answer(self.run(|| extension.shutdown(done)))
    }

    /// Drops the component and joins its threads. Nothing unwinds from here.
    pub(crate) fn destroy(self) {
        let Self { component, group, host, extension, .. } = self;
        // The hook has logged a panic of drop.
        let _ = guard::catch(move || drop(extension));
        let left = threads::join(Some(group), Instant::now() + THREADS_END);
        if !left.is_empty() {
            let names = left.join(", ");
            log::warn!(logger: host.logger(), component = component, threads = names.as_str();
                "the component is gone but threads of it run on");
        }
        STATS.components.fetch_sub(1, SeqCst);
    }

    /// Runs the author's code. A panic poisons the instance.
    fn run<R>(&self, f: impl FnOnce() -> R) -> Result<R, Error> {
        guard::catch(f).inspect_err(|_| self.poisoned.store(true, SeqCst))
    }

    fn check_poison(&self) -> Result<(), Error> {
        if self.poisoned.load(SeqCst) {
            return Err(Error::with_code(ErrorCode::State, "the component has panicked before"));
        }
        Ok(())
    }

    fn advance(&self, from: u8, to: u8, otherwise: &str) -> Result<(), Error> {
        match self.state.compare_exchange(from, to, SeqCst, SeqCst) {
            Ok(_) => Ok(()),
            Err(_) => Err(Error::with_code(ErrorCode::State, otherwise)),
        }
    }

    /// The exclusive use of the author's value. It never waits: the host calls one function at a
    /// time, and one that does not gets an error.
    fn claim(&self) -> Result<MutexGuard<'_, Box<dyn Extension>>, Error> {
        match self.extension.try_lock() {
            Ok(extension) => Ok(extension),
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => Err(Error::with_code(
                ErrorCode::State,
                "another call to the component has not returned",
            )),
        }
    }
}
