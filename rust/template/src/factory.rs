use ferrule::{Async, ConfigProblem, Error, ExtensionFactory, Settings, Stability};

use crate::config::Config;
use crate::heartbeat::Heartbeat;

/// Makes `heartbeat` extensions.
pub(crate) struct HeartbeatFactory;

impl ExtensionFactory for HeartbeatFactory {
    type Config = Config;
    type Extension = Async<Heartbeat>;
    const TYPE: &'static str = "heartbeat";
    const STABILITY: Stability = Stability::Development;

    fn validate(config: &Config) -> Vec<ConfigProblem> {
        config.problems()
    }

    fn create(_settings: Settings, config: Config) -> Result<Async<Heartbeat>, Error> {
        Ok(Heartbeat::new(config).into())
    }
}
