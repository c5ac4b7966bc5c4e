//! An extension that does what the test says.

// Not every test uses all of it.
#![allow(dead_code)]

use std::sync::{Arc, Mutex};

use ferrule::{
    ClientAuth, Completion, Error, Extension, ExtensionFactory, Host, ServerAuth, Settings,
    Stability,
};
use ferrule_testing::{Component, Plugin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

type Script = Box<dyn FnOnce(&Host, Completion) + Send>;

static SCRIPT: Mutex<Option<Script>> = Mutex::new(None);
static SHUTDOWN: Mutex<Option<Script>> = Mutex::new(None);
static READY: Mutex<Option<Box<dyn FnOnce() + Send>>> = Mutex::new(None);
static OFFER: Mutex<Option<Arc<dyn ServerAuth>>> = Mutex::new(None);
static CREDENTIALS: Mutex<Option<Arc<dyn ClientAuth>>> = Mutex::new(None);

pub(crate) fn create<'p>(plugin: &'p Plugin, config: &str) -> Component<'p> {
    plugin.extension("scripted").create("scripted", config).unwrap()
}

/// A component that has started.
pub(crate) fn start<'p>(plugin: &'p Plugin, config: &str) -> Component<'p> {
    let component = create(plugin, config);
    component.start().unwrap();
    component
}

/// Says what the next start does.
pub(crate) fn on_start(script: impl FnOnce(&Host, Completion) + Send + 'static) {
    *SCRIPT.lock().unwrap() = Some(Box::new(script));
}

/// Says what the next shutdown does.
pub(crate) fn on_shutdown(script: impl FnOnce(&Host, Completion) + Send + 'static) {
    *SHUTDOWN.lock().unwrap() = Some(Box::new(script));
}

/// Says what the next component that is told of ready pipelines does.
pub(crate) fn on_ready(script: impl FnOnce() + Send + 'static) {
    *READY.lock().unwrap() = Some(Box::new(script));
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
pub(crate) struct Config {
    needs: Vec<String>,
}

#[derive(Default)]
pub(crate) struct Scripted {
    host: Option<Host>,
}

impl Extension for Scripted {
    fn start(&mut self, host: &Host, done: Completion) {
        self.host = Some(host.clone());
        let script = SCRIPT.lock().unwrap().take();
        match script {
            Some(script) => script(host, done),
            None => done.ok(),
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

    fn shutdown(&mut self, done: Completion) {
        let script = SHUTDOWN.lock().unwrap().take();
        match (script, &self.host) {
            (Some(script), Some(host)) => script(host, done),
            _ => done.ok(),
        }
    }
}

pub(crate) struct ScriptedFactory;

impl ExtensionFactory for ScriptedFactory {
    type Config = Config;
    type Extension = Scripted;
    const TYPE: &'static str = "scripted";
    const STABILITY: Stability = Stability::Development;

    fn dependencies(config: &Config) -> Vec<String> {
        config.needs.clone()
    }

    fn create(_settings: Settings, _config: Config) -> Result<Scripted, Error> {
        Ok(Scripted::default())
    }
}
