use std::ffi::c_void;
use std::marker::PhantomData;
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use ferrule_sys::{
    FERRULE_CLIENT_AUTH_V1, FERRULE_OK, FERRULE_PENDING, FERRULE_PIPELINES_NOT_READY,
    FERRULE_PIPELINES_READY, FERRULE_SERVER_AUTH_V1, ferrule_call, ferrule_component,
    ferrule_error, ferrule_event, ferrule_interface, ferrule_slice,
};

use crate::call::checked;
use crate::record::EAR;
use crate::{
    ClientAuth, Failure, LogRecord, PATIENCE, Plugin, Series, ServerAuth, StatusReport, hook,
};

/// A component. Destroyed when it is dropped, and shut down before if the test has not done so.
pub struct Component<'p> {
    table: &'static ferrule_component,
    reference: u64,
    handle: *mut c_void,
    plugin: PhantomData<&'p Plugin>,
}

// SAFETY: a handle is for any thread.
unsafe impl Send for Component<'_> {}
// SAFETY: a plugin refuses a second call at the same time, which a test may want to see.
unsafe impl Sync for Component<'_> {}

/// A call that the component has not completed.
#[derive(Debug)]
#[must_use]
pub struct Pending {
    token: u64,
}

type Operation =
    unsafe extern "C" fn(*mut c_void, *const ferrule_call, u64, *mut ferrule_error) -> i32;

impl Pending {
    /// Waits for the end.
    ///
    /// # Panics
    /// If it does not come.
    pub fn wait(self) -> Result<(), Failure> {
        EAR.wait("a completion", |heard| heard.tokens.get(&self.token)?.clone())
    }

    /// Whether the end has come.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        EAR.with(|heard| heard.tokens.get(&self.token).is_some_and(Option::is_some))
    }
}

impl Component<'_> {
    pub(crate) fn new(
        table: &'static ferrule_component,
        reference: u64,
        handle: *mut c_void,
    ) -> Self {
        Self { table, reference, handle, plugin: PhantomData }
    }

    /// Starts and waits for the end of it.
    pub fn start(&self) -> Result<(), Failure> {
        self.begin_start()?.map_or(Ok(()), Pending::wait)
    }

    /// Starts. None if the component did so at once.
    ///
    /// # Panics
    /// If start is not offered.
    pub fn begin_start(&self) -> Result<Option<Pending>, Failure> {
        self.operation(self.table.start.expect("start is offered"), PATIENCE)
    }

    /// Shuts down and waits for the end of it.
    pub fn shutdown(&self) -> Result<(), Failure> {
        self.begin_shutdown(PATIENCE)?.map_or(Ok(()), Pending::wait)
    }

    /// Shuts down, with the time that the host would wait. None if the component did so at once.
    ///
    /// # Panics
    /// If shutdown is not offered.
    pub fn begin_shutdown(&self, timeout: Duration) -> Result<Option<Pending>, Failure> {
        self.operation(self.table.shutdown.expect("shutdown is offered"), timeout)
    }

    fn operation(&self, f: Operation, timeout: Duration) -> Result<Option<Pending>, Failure> {
        let call = ferrule_call {
            size: u32::try_from(size_of::<ferrule_call>()).expect("it is small"),
            reserved: 0,
            timeout_ns: i64::try_from(timeout.as_nanos()).unwrap_or(i64::MAX),
        };
        let token = EAR.next_id();
        EAR.with(|heard| heard.tokens.insert(token, None));
        // SAFETY: the handle is alive, the rest is valid until the call returns.
        let code = checked(|error| unsafe { f(self.handle, &raw const call, token, error) });
        if code == Ok(FERRULE_PENDING) {
            return Ok(Some(Pending { token }));
        }
        EAR.with(|heard| {
            if heard.tokens.remove(&token) != Some(None) {
                heard.violations.push("a call was answered and completed".to_owned());
            }
        });
        assert!(code.is_err() || code == Ok(FERRULE_OK), "the answer is {code:?}");
        code.map(|_| None)
    }

    /// Says that the pipelines are ready.
    pub fn ready(&self) -> Result<(), Failure> {
        self.notify(FERRULE_PIPELINES_READY)
    }

    /// Says that the pipelines are about to stop.
    pub fn not_ready(&self) -> Result<(), Failure> {
        self.notify(FERRULE_PIPELINES_NOT_READY)
    }

    /// Tells of an event.
    ///
    /// # Panics
    /// If notify is not offered.
    pub fn notify(&self, kind: i32) -> Result<(), Failure> {
        let f = self.table.notify.expect("notify is offered");
        let event = ferrule_event {
            size: u32::try_from(size_of::<ferrule_event>()).expect("it is small"),
            kind,
            payload_json: ferrule_slice::new(b""),
        };
        // SAFETY: the handle is alive, and the event valid until the call returns.
        checked(|error| unsafe { f(self.handle, &raw const event, error) }).map(drop)
    }

    /// Gives up on a call, which is still to be completed.
    ///
    /// # Panics
    /// If cancel is not offered.
    pub fn cancel(&self, pending: &Pending) {
        let f = self.table.cancel.expect("cancel is offered");
        // SAFETY: the handle is alive.
        hook::inside(|| unsafe { f(self.handle, pending.token) });
    }

    /// The authentication that the component offers.
    pub fn server_auth(&self) -> Result<ServerAuth<'_>, Failure> {
        self.interface(FERRULE_SERVER_AUTH_V1).map(ServerAuth::new)
    }

    /// The credentials that the component offers.
    pub fn client_auth(&self) -> Result<ClientAuth<'_>, Failure> {
        self.interface(FERRULE_CLIENT_AUTH_V1).map(ClientAuth::new)
    }

    /// What the component offers under a name.
    ///
    /// # Panics
    /// If `get_interface` is not offered, or succeeds with nothing.
    pub fn interface(&self, name: &str) -> Result<ferrule_interface, Failure> {
        let f = self.table.get_interface.expect("get_interface is offered");
        let name = ferrule_slice::new(name.as_bytes());
        let mut out = ferrule_interface::empty();
        // SAFETY: the handle is alive, the rest is valid until the call returns.
        checked(|error| unsafe { f(self.handle, &raw const name, &raw mut out, error) })?;
        assert!(!out.functions.is_null(), "the interface has no functions");
        Ok(out)
    }

    /// The metrics of the component, in the order in which it defined them.
    #[must_use]
    pub fn metrics(&self) -> Vec<Series> {
        EAR.with(|heard| {
            heard.series.iter().filter(|it| it.component == self.reference).cloned().collect()
        })
    }

    /// The only series of that name.
    ///
    /// # Panics
    /// If there is none, or more than one.
    #[must_use]
    pub fn metric(&self, name: &str) -> Series {
        let mut named: Vec<Series> =
            self.metrics().into_iter().filter(|series| series.name == name).collect();
        assert_eq!(named.len(), 1, "there are {} series of {name}", named.len());
        named.remove(0)
    }

    /// What the component logged so far.
    #[must_use]
    pub fn logs(&self) -> Vec<LogRecord> {
        EAR.with(|heard| {
            heard.logs.iter().filter(|log| log.component == self.reference).cloned().collect()
        })
    }

    /// Waits for a record of the component whose message has that text in it.
    #[must_use]
    pub fn wait_for_log(&self, text: &str) -> LogRecord {
        EAR.wait(text, |heard| {
            let mut logs = heard.logs.iter().filter(|log| log.component == self.reference);
            logs.find(|log| log.message.contains(text)).cloned()
        })
    }

    /// Waits for a report of the component.
    #[must_use]
    pub fn wait_for_status(&self, status: i32) -> StatusReport {
        EAR.wait("a status", |heard| {
            let mut reports = heard.statuses.iter().filter(|it| it.component == self.reference);
            reports.find(|report| report.status == status).cloned()
        })
    }
}

impl Drop for Component<'_> {
    fn drop(&mut self) {
        // A test that has failed still cleans up for the next one, and must not fail once more.
        let _ = panic::catch_unwind(AssertUnwindSafe(|| self.shutdown()));
        let destroy = self.table.destroy.expect("destroy is offered");
        // SAFETY: the handle is alive, and this is its end.
        hook::inside(|| unsafe { destroy(self.handle) });
    }
}
