//! An asynchronous extension that does what the test says.

// Not every test uses all of it.
#![allow(dead_code)]

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use ferrule::{
    Async, AsyncExtension, ClientAuth, Error, ExtensionFactory, Host, ServerAuth, Settings,
    Stability,
};
use ferrule_testing::{Component, Plugin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

type Outcome = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;
type Script = Box<dyn FnOnce(Host) -> Outcome + Send>;

static START: Mutex<Option<Script>> = Mutex::new(None);
static SHUTDOWN: Mutex<Option<Script>> = Mutex::new(None);
static READY: Mutex<Option<Box<dyn FnOnce() + Send>>> = Mutex::new(None);
static OFFER: Mutex<Option<Arc<dyn ServerAuth>>> = Mutex::new(None);
static CREDENTIALS: Mutex<Option<Arc<dyn ClientAuth>>> = Mutex::new(None);

pub(crate) fn create(plugin: &Plugin) -> Component<'_> {
    plugin.extension("staged").create("staged", "{}").unwrap()
}

/// A component that has started.
pub(crate) fn start(plugin: &Plugin) -> Component<'_> {
    let component = create(plugin);
    component.start().unwrap();
    component
}

fn script<F>(script: impl FnOnce(Host) -> F + Send + 'static) -> Script
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    Box::new(move |host| Box::pin(script(host)))
}

/// Says what the next start does.
pub(crate) fn on_start<F>(f: impl FnOnce(Host) -> F + Send + 'static)
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    *START.lock().unwrap() = Some(script(f));
}

/// Says what the next shutdown does.
pub(crate) fn on_shutdown<F>(f: impl FnOnce(Host) -> F + Send + 'static)
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    *SHUTDOWN.lock().unwrap() = Some(script(f));
}

/// Says what the next component that is told of ready pipelines does.
pub(crate) fn on_ready(f: impl FnOnce() + Send + 'static) {
    *READY.lock().unwrap() = Some(Box::new(f));
}

/// Says what the next component that starts offers.
pub(crate) fn offer(auth: impl ServerAuth) {
    *OFFER.lock().unwrap() = Some(Arc::new(auth));
}

/// The same for credentials.
pub(crate) fn offer_credentials(auth: impl ClientAuth) {
    *CREDENTIALS.lock().unwrap() = Some(Arc::new(auth));
}

#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {}

#[derive(Default)]
pub(crate) struct Staged {
    host: Option<Host>,
}

impl AsyncExtension for Staged {
    async fn start(&mut self, host: &Host) -> Result<(), Error> {
        self.host = Some(host.clone());
        let script = START.lock().unwrap().take();
        match script {
            Some(script) => script(host.clone()).await,
            None => Ok(()),
        }
    }

    fn pipelines_ready(&mut self) -> Result<(), Error> {
        let script = READY.lock().unwrap().take();
        if let Some(script) = script {
            script();
        }
        Ok(())
    }

    fn server_auth(&self) -> Option<Arc<dyn ServerAuth>> {
        OFFER.lock().unwrap().take()
    }

    fn client_auth(&self) -> Option<Arc<dyn ClientAuth>> {
        CREDENTIALS.lock().unwrap().take()
    }

    async fn shutdown(&mut self) -> Result<(), Error> {
        let script = SHUTDOWN.lock().unwrap().take();
        match (script, &self.host) {
            (Some(script), Some(host)) => script(host.clone()).await,
            _ => Ok(()),
        }
    }
}

pub(crate) struct StagedFactory;

impl ExtensionFactory for StagedFactory {
    type Config = Config;
    type Extension = Async<Staged>;
    const TYPE: &'static str = "staged";
    const STABILITY: Stability = Stability::Development;

    fn create(_settings: Settings, _config: Config) -> Result<Async<Staged>, Error> {
        Ok(Staged::default().into())
    }
}
