use std::fmt;
use std::sync::Arc;

use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::tasks::STUCK;
use crate::{ClientAuth, Completion, Error, ErrorCode, Extension, Host, ServerAuth};

/// An extension whose start and shutdown are asynchronous. [`Async`] makes an [`Extension`] of it,
/// which a factory names as what it makes.
///
/// ```
/// use std::time::Duration;
///
/// use ferrule::{Async, AsyncExtension, Error, ExtensionFactory, Host, Settings, Stability};
/// # #[derive(Default, serde::Deserialize, schemars::JsonSchema, serde::Serialize)]
/// # struct Config {}
///
/// struct Ticker;
///
/// impl AsyncExtension for Ticker {
///     async fn start(&mut self, host: &Host) -> Result<(), Error> {
///         let ticks = host.counter("ticks").build()?;
///         host.spawn_task("ticker", async move {
///             let mut interval = tokio::time::interval(Duration::from_secs(1));
///             loop {
///                 interval.tick().await;
///                 ticks.add(1);
///             }
///         })?;
///         Ok(())
///     }
/// }
///
/// struct TickerFactory;
///
/// impl ExtensionFactory for TickerFactory {
///     type Config = Config;
///     type Extension = Async<Ticker>;
///     const TYPE: &'static str = "ticker";
///     const STABILITY: Stability = Stability::Development;
///
///     fn create(_settings: Settings, _config: Config) -> Result<Async<Ticker>, Error> {
///         Ok(Async::new(Ticker))
///     }
/// }
/// ```
///
/// Both run in the plugin's runtime, which all its components share. Code that blocks there holds
/// up the others: it belongs in `tokio::task::spawn_blocking` or [`Host::spawn`].
pub trait AsyncExtension: Send + 'static {
    /// Begins to work. Called once. Returns when what could go wrong at the start has not, for
    /// example when the port is bound; what goes on after that is for [`Host::spawn_task`]. If the
    /// host gives up or shuts down meanwhile, the future is dropped.
    fn start(&mut self, host: &Host) -> impl Future<Output = Result<(), Error>> + Send;

    /// Every pipeline has started. In the runtime's context; returns at once.
    fn pipelines_ready(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// Pipelines are about to stop. In the runtime's context; returns at once.
    fn pipelines_not_ready(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// As [`Extension::server_auth`], but asked before the start.
    fn server_auth(&self) -> Option<Arc<dyn ServerAuth>> {
        None
    }

    /// As [`Extension::client_auth`], but asked before the start.
    fn client_auth(&self) -> Option<Arc<dyn ClientAuth>> {
        None
    }

    /// Stops, with its tasks still there to be told. Those that run on when it has returned are
    /// cancelled, and the shutdown is complete when they have ended: an extension that has nothing
    /// to finish needs no shutdown of its own. Called at most once, and only if start was called,
    /// also if that failed. If the host gives up meanwhile, the future is dropped.
    fn shutdown(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }
}

/// The [`Extension`] that an [`AsyncExtension`] is.
pub struct Async<E> {
    /// Whoever calls a method of it has the lock.
    extension: Arc<Mutex<E>>,
    host: Option<Host>,
    server_auth: Option<Arc<dyn ServerAuth>>,
    client_auth: Option<Arc<dyn ClientAuth>>,
    /// The task that starts it.
    start: Option<u64>,
}

impl<E> Async<E> {
    /// That extension.
    pub fn new(extension: E) -> Self {
        let extension = Arc::new(Mutex::new(extension));
        Self { extension, host: None, server_auth: None, client_auth: None, start: None }
    }
}

impl<E> From<E> for Async<E> {
    fn from(extension: E) -> Self {
        Self::new(extension)
    }
}

impl<E> fmt::Debug for Async<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Async").field("host", &self.host).finish_non_exhaustive()
    }
}

impl<E: AsyncExtension> Async<E> {
    /// Calls a method that returns at once.
    fn tell(&self, f: impl FnOnce(&mut E) -> Result<(), Error>) -> Result<(), Error> {
        let busy = |_| Error::with_code(ErrorCode::State, "the start has not returned");
        let mut extension = self.extension.try_lock().map_err(busy)?;
        let runtime = self.host.as_ref().and_then(|host| host.tasks().runtime());
        let _context = runtime.as_ref().map(|runtime| runtime.enter());
        f(&mut extension)
    }
}

impl<E: AsyncExtension> Extension for Async<E> {
    fn start(&mut self, host: &Host, done: Completion) {
        if let Ok(extension) = self.extension.try_lock() {
            self.server_auth = extension.server_auth();
            self.client_auth = extension.client_auth();
        }
        self.host = Some(host.clone());
        let (extension, its_host) = (Arc::clone(&self.extension), host.clone());
        self.start = host.tasks().run("start", done, async move {
            let mut extension = extension.lock().await;
            extension.start(&its_host).await
        });
    }

    fn pipelines_ready(&mut self) -> Result<(), Error> {
        self.tell(E::pipelines_ready)
    }

    fn pipelines_not_ready(&mut self) -> Result<(), Error> {
        self.tell(E::pipelines_not_ready)
    }

    fn server_auth(&self) -> Option<Arc<dyn ServerAuth>> {
        self.server_auth.clone()
    }

    fn client_auth(&self) -> Option<Arc<dyn ClientAuth>> {
        self.client_auth.clone()
    }

    fn shutdown(&mut self, done: Completion) {
        let Some(host) = &self.host else { return done.ok() };
        if let Some(start) = self.start {
            host.tasks().cancel(start);
        }
        let extension = Arc::clone(&self.extension);
        host.tasks().run("shutdown", done, async move {
            let Ok(mut extension) = timeout(STUCK, extension.lock()).await else {
                let message = "the start blocks its thread, so that it cannot be cancelled";
                return Err(Error::with_code(ErrorCode::Deadline, message));
            };
            extension.shutdown().await
        });
    }
}
