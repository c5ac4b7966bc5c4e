use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use ferrule::{Completion, Error, Host, Status};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::address::Address;
use crate::auth::Auth;
use crate::connection::Protocol;
use crate::listen::{listen, reason};
use crate::service::{Service, Site};
use crate::settings::ServerSettings;
use crate::workers::Workers;

/// More connections than this wait in the system's queue.
const MOST_CONNECTIONS: usize = 1024;
/// How long requests that are being answered may take when the server stops.
const GRACE: Duration = Duration::from_millis(500);
/// How long to wait after the system could not give a connection.
const RETRY: Duration = Duration::from_millis(100);

/// The HTTP server. It lives in a thread of its own.
#[derive(Debug)]
pub(crate) struct Server {
    site: Site,
    settings: ServerSettings,
    address: Address,
    auth: Option<Arc<Auth>>,
    host: Host,
}

impl Server {
    /// A server for valid settings. Called while the component starts.
    pub(crate) fn new(site: Site, settings: ServerSettings, host: Host) -> Result<Self, Error> {
        let address = Address::parse(&settings.endpoint)?;
        let auth = match settings.auth() {
            Some(auth) => Some(Arc::new(Auth::find(auth, &host)?)),
            None => None,
        };
        Ok(Self { site, settings, address, auth, host })
    }

    /// Binds, says so through `started`, and serves until `stop` says who waits for the end.
    pub(crate) fn run(self, started: Completion, mut stop: oneshot::Receiver<Completion>) {
        let stopped = match self.open() {
            Ok((runtime, listener, service)) => {
                runtime.block_on(self.serve(listener, service, started, &mut stop))
            }
            Err(error) => {
                started.fail(error);
                None
            }
        };
        // A shutdown may come while this ends: it is answered here or finds the channel closed.
        stop.close();
        if let Some(stopped) = stopped.or_else(|| stop.try_recv().ok()) {
            stopped.ok();
        }
    }

    /// What fails comes first, so that a start that fails leaves nothing behind.
    fn open(&self) -> Result<(Runtime, TcpListener, Service), Error> {
        let endpoint = &self.settings.endpoint;
        let listener = listen(&self.address)
            .map_err(|error| format!("failed to bind to address {endpoint}: {error}"))?;
        let serving = |error| self.cannot_serve(&error);
        listener.set_nonblocking(true).map_err(serving)?;
        let runtime =
            Builder::new_current_thread().enable_io().enable_time().build().map_err(serving)?;
        let inside = runtime.enter();
        let listener = TcpListener::from_std(listener).map_err(serving)?;
        drop(inside);
        let workers = if self.auth.is_some() || self.site.takes_time {
            Some(Workers::start(self.site.name, &self.host)?)
        } else {
            None
        };
        let service = Service::new(Arc::clone(&self.site.handler), self.auth.clone(), workers);
        Ok((runtime, listener, service))
    }

    fn cannot_serve(&self, error: &io::Error) -> String {
        format!("cannot serve {}: {}", self.settings.endpoint, reason(error))
    }

    /// Returns the completion of the shutdown; None if the extension is gone without one.
    async fn serve(
        &self,
        listener: TcpListener,
        service: Service,
        started: Completion,
        stop: &mut oneshot::Receiver<Completion>,
    ) -> Option<Completion> {
        if let Ok(address) = listener.local_addr() {
            log::debug!(address:% = address; "serving {}", self.site.content);
        }
        started.ok();
        let protocol = Protocol::new(&self.settings);
        let mut connections = JoinSet::new();
        let (closing, closed) = watch::channel(false);
        let stopped = loop {
            tokio::select! {
                biased;
                stopped = &mut *stop => break stopped.ok(),
                Some(_) = connections.join_next() => {}
                accepted = listener.accept(), if connections.len() < MOST_CONNECTIONS => {
                    match accepted {
                        Ok((stream, _)) => {
                            let (protocol, service) = (protocol.clone(), service.clone());
                            connections.spawn(protocol.serve(stream, service, closed.clone()));
                        }
                        Err(error) if is_passing(&error) => {
                            log::warn!("cannot take a connection: {}", reason(&error));
                            sleep(RETRY).await;
                        }
                        Err(error) => {
                            self.host.report(Status::FatalError, self.cannot_serve(&error));
                            break (&mut *stop).await.ok();
                        }
                    }
                }
            }
        };
        drop(listener);
        closing.send_replace(true);
        let grace = stopped.as_ref().map_or(GRACE, |stopped| stopped.time_left(GRACE));
        let all = async { while connections.join_next().await.is_some() {} };
        if timeout(grace, all).await.is_err() {
            log::debug!("closing connections whose requests have not ended");
        }
        connections.shutdown().await;
        stopped
    }
}

/// Whether accepting may work again: the connection is gone already, or something has run out.
fn is_passing(error: &io::Error) -> bool {
    const ENFILE: i32 = 23;
    const EMFILE: i32 = 24;
    const ENOBUFS: i32 = if cfg!(target_os = "linux") { 105 } else { 55 };
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
            | ErrorKind::Interrupted
            | ErrorKind::OutOfMemory
            | ErrorKind::PermissionDenied
    ) || matches!(error.raw_os_error(), Some(ENFILE | EMFILE | ENOBUFS))
}
