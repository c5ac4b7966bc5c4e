//! An extension that does as little as there is.

use ferrule::{Completion, Error, Extension, ExtensionFactory, Host, Settings, Stability};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {}

pub(crate) struct Minimal;

impl Extension for Minimal {
    fn start(&mut self, _host: &Host, done: Completion) {
        done.ok();
    }
}

pub(crate) struct MinimalFactory;

impl ExtensionFactory for MinimalFactory {
    type Config = Config;
    type Extension = Minimal;
    const TYPE: &'static str = "minimal";
    const STABILITY: Stability = Stability::Stable;

    fn create(_settings: Settings, _config: Config) -> Result<Minimal, Error> {
        Ok(Minimal)
    }
}
