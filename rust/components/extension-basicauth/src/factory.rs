use ferrule::{ConfigProblem, Error, ExtensionFactory, Settings, Stability};
use serde_json::Value;

use crate::config::Config;
use crate::extension::BasicAuthExtension;

/// Makes `basicauth` extensions.
#[derive(Clone, Copy, Debug)]
pub struct BasicAuthFactory;

impl ExtensionFactory for BasicAuthFactory {
    type Config = Config;
    type Extension = BasicAuthExtension;
    const TYPE: &'static str = "basicauth";
    const STABILITY: Stability = Stability::Beta;

    fn schema() -> Option<Value> {
        serde_json::from_str(include_str!("schema.json")).ok()
    }

    fn validate(config: &Config) -> Vec<ConfigProblem> {
        config.problems()
    }

    fn create(_settings: Settings, config: Config) -> Result<BasicAuthExtension, Error> {
        BasicAuthExtension::new(config)
    }
}
