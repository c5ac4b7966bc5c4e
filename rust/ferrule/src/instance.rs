use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError, Weak};
use std::time::{Duration, Instant};

use ferrule_sys::{
    FERRULE_CLIENT_AUTH_V1, FERRULE_OK, FERRULE_SERVER_AUTH_V1, ferrule_interface, ferrule_ref,
    ferrule_token,
};

use crate::gate::Gate;
use crate::life::{Life, State};
use crate::operation::{Ends, Operation};
use crate::stats::STATS;
use crate::tasks::Tasks;
use crate::{
    Completion, Error, ErrorCode, Extension, Host, client_auth, guard, server_auth, threads,
};

/// How long the end of a component waits for its tasks and threads, which have been told to end.
const THREADS_END: Duration = Duration::from_secs(1);

static NEXT_GROUP: AtomicU64 = AtomicU64::new(1);

/// What a handle stands for.
pub(crate) struct Instance {
    pub(crate) component: ferrule_ref,
    group: u64,
    host: Host,
    /// Passed by each call to what another component offers, until the end of the shutdown.
    gate: Arc<Gate>,
    tasks: Arc<Tasks>,
    life: Arc<Life>,
    extension: Mutex<Box<dyn Extension>>,
    /// What the extension offers, for as long as the handle is there; empty before start.
    server_auth: OnceLock<server_auth::Offer>,
    client_auth: OnceLock<client_auth::Offer>,
    /// Operations that the host may cancel: a start, a shutdown, or both.
    operations: Mutex<Vec<Weak<Operation>>>,
}

impl Instance {
    pub(crate) fn new(component: ferrule_ref, extension: Box<dyn Extension>) -> Self {
        STATS.components.fetch_add(1, SeqCst);
        let group = NEXT_GROUP.fetch_add(1, SeqCst);
        let (gate, tasks) = (Arc::new(Gate::default()), Tasks::new(component));
        Self {
            component,
            group,
            host: Host::new(component, group, Arc::clone(&gate), Arc::clone(&tasks)),
            gate,
            tasks,
            life: Arc::new(Life::default()),
            extension: Mutex::new(extension),
            server_auth: OnceLock::new(),
            client_auth: OnceLock::new(),
            operations: Mutex::new(Vec::new()),
        }
    }

    pub(crate) fn start(
        &self,
        token: ferrule_token,
        timeout: Option<Duration>,
    ) -> Result<i32, Error> {
        self.life.check_poison()?;
        let mut extension = self.claim()?;
        if !self.life.advance(State::Created, State::Starting) {
            return Err(Error::with_code(ErrorCode::State, "start was called before"));
        }
        let life = Arc::clone(&self.life);
        let settle = move |result: &Result<(), Error>| {
            let next = if result.is_ok() { State::Running } else { State::Failed };
            if result.as_ref().is_err_and(|error| error.code() == ErrorCode::Panic) {
                life.poison();
            }
            // It stays as it is if a shutdown did not wait for this start.
            life.advance(State::Starting, next);
        };
        let operation = Arc::new(Operation::new(token, None, Box::new(settle)));
        let done = self.begin(&operation, timeout);
        operation.answer(self.run(|| {
            extension.start(&self.host, done);
            self.offer(&**extension);
        }))
    }

    /// Keeps what the extension offers. There is one start, so that nothing was offered before.
    fn offer(&self, extension: &dyn Extension) {
        let (component, life) = (self.component, &self.life);
        if let Some(auth) = extension.server_auth() {
            let offer = server_auth::Offer::new(component, auth, Arc::clone(life));
            let _ = self.server_auth.set(offer);
        }
        if let Some(auth) = extension.client_auth() {
            let offer = client_auth::Offer::new(component, auth, Arc::clone(life));
            let _ = self.client_auth.set(offer);
        }
    }

    pub(crate) fn notify(&self, ready: bool) -> Result<i32, Error> {
        self.life.check_poison()?;
        let mut extension = self.claim()?;
        self.life.check_running()?;
        self.run(|| {
            if ready { extension.pipelines_ready() } else { extension.pipelines_not_ready() }
        })??;
        Ok(FERRULE_OK)
    }

    /// Also while another call runs.
    pub(crate) fn get_interface(&self, name: &[u8]) -> Result<ferrule_interface, Error> {
        self.life.check_poison()?;
        self.life.check_running()?;
        let name = String::from_utf8_lossy(name);
        let offered = match &*name {
            FERRULE_SERVER_AUTH_V1 => self.server_auth.get().map(server_auth::Offer::interface),
            FERRULE_CLIENT_AUTH_V1 => self.client_auth.get().map(client_auth::Offer::interface),
            _ => None,
        };
        offered.ok_or_else(|| {
            let message = format!("the component does not offer the interface {name}");
            Error::with_code(ErrorCode::Unsupported, message)
        })
    }

    /// Also while another call runs.
    pub(crate) fn cancel(&self, token: ferrule_token) -> Result<i32, Error> {
        let found = {
            let operations = self.operations();
            operations.iter().filter_map(Weak::upgrade).find(|it| it.token() == token)
        };
        if let Some(operation) = found {
            let told = self.run(|| operation.cancel());
            operation.give_up();
            told?;
        }
        Ok(FERRULE_OK)
    }

    pub(crate) fn shutdown(
        &self,
        token: ferrule_token,
        timeout: Option<Duration>,
    ) -> Result<i32, Error> {
        let mut extension = self.claim()?;
        match self.life.state() {
            State::Created | State::Stopped => {
                self.life.set(State::Stopped);
                return Ok(FERRULE_OK);
            }
            State::Stopping => {
                return Err(Error::with_code(ErrorCode::State, "a shutdown is under way"));
            }
            State::Starting | State::Running | State::Failed => self.life.set(State::Stopping),
        }
        let life = Arc::clone(&self.life);
        let settle = move |_: &Result<(), Error>| life.set(State::Stopped);
        let (tasks, gate) = (Arc::clone(&self.tasks), Arc::clone(&self.gate));
        let operation = Operation::new(token, Some(Ends { tasks, gate }), Box::new(settle));
        let operation = Arc::new(operation);
        let done = self.begin(&operation, timeout);
        operation.answer(self.run(|| extension.shutdown(done)))
    }

    /// Drops the component, and joins its tasks and threads. Nothing unwinds from here.
    pub(crate) fn destroy(self) {
        let Self { component, group, host, tasks, extension, server_auth, client_auth, .. } = self;
        let deadline = Instant::now() + THREADS_END;
        let left = tasks.join(deadline);
        if !left.is_empty() {
            let names = left.join(", ");
            log::warn!(logger: host.logger(), component = component, tasks = names.as_str();
                "the component is gone but tasks of it run on");
        }
        // The hook has logged a panic of drop.
        let _ = guard::catch(move || drop((extension, server_auth, client_auth)));
        let left = threads::join(Some(group), deadline);
        if !left.is_empty() {
            let names = left.join(", ");
            log::warn!(logger: host.logger(), component = component, threads = names.as_str();
                "the component is gone but threads of it run on");
        }
        tasks.release(deadline);
        STATS.components.fetch_sub(1, SeqCst);
    }

    fn begin(&self, operation: &Arc<Operation>, timeout: Option<Duration>) -> Completion {
        let mut operations = self.operations();
        operations.retain(|it| it.strong_count() > 0);
        operations.push(Arc::downgrade(operation));
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        Completion::new(Arc::clone(operation), deadline)
    }

    fn operations(&self) -> MutexGuard<'_, Vec<Weak<Operation>>> {
        self.operations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs the author's code. A panic poisons the instance.
    fn run<R>(&self, f: impl FnOnce() -> R) -> Result<R, Error> {
        guard::catch(f).inspect_err(|_| self.life.poison())
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
