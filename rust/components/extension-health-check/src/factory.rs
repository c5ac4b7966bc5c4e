use ferrule::{ConfigProblem, Error, ExtensionFactory, NotYet, Settings, Stability};
use serde_json::Value;

use crate::config::{Config, NOT_YET};
use crate::extension::HealthCheckExtension;

/// The `health_check` extension.
#[derive(Clone, Copy, Debug)]
pub struct HealthCheck;

impl HealthCheck {
    /// The factory, to be added to a plugin.
    #[must_use]
    pub fn new_factory() -> HealthCheckFactory {
        HealthCheckFactory(())
    }
}

/// Makes `health_check` extensions.
#[derive(Clone, Copy, Debug)]
pub struct HealthCheckFactory(());

impl ExtensionFactory for HealthCheckFactory {
    type Config = Config;
    type Extension = HealthCheckExtension;
    const TYPE: &'static str = "health_check";
    const STABILITY: Stability = Stability::Alpha;
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

    fn create(settings: Settings, config: Config) -> Result<HealthCheckExtension, Error> {
        HealthCheckExtension::new(settings.logger, config)
    }
}
