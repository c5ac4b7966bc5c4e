use ferrule::{ConfigProblem, Error, ExtensionFactory, NotYet, Settings, Stability};
use serde_json::Value;

use crate::config::{Config, NOT_YET};
use crate::extension::ZpagesExtension;

/// Makes `zpages` extensions.
#[derive(Clone, Copy, Debug)]
pub struct ZpagesFactory;

impl ExtensionFactory for ZpagesFactory {
    type Config = Config;
    type Extension = ZpagesExtension;
    const TYPE: &'static str = "zpages";
    const STABILITY: Stability = Stability::Beta;
    const NOT_YET: &'static [NotYet] = NOT_YET;

    fn schema() -> Option<Value> {
        serde_json::from_str(include_str!("schema.json")).ok()
    }

    fn validate(config: &Config) -> Vec<ConfigProblem> {
        config.problems()
    }

    fn dependencies(config: &Config) -> Vec<String> {
        config.server().dependencies()
    }

    fn create(settings: Settings, config: Config) -> Result<ZpagesExtension, Error> {
        Ok(ZpagesExtension::new(settings.logger, config))
    }
}
