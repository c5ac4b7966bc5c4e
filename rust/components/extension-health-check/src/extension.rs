use std::sync::Arc;

use ferrule::{Completion, Error, Extension, Host, Logger};
use ferrule_http_endpoint::{HttpEndpoint, Site};
use log::{Level, info};
use serde_json::json;

use crate::config::Config;
use crate::mount::Mount;
use crate::site::Health;
use crate::state::State;

/// Answers health checks from the start to the end of the Collector.
#[derive(Debug)]
pub struct HealthCheckExtension {
    logger: Logger,
    config: Config,
    state: State,
    mount: Mount,
    endpoint: HttpEndpoint,
}

impl HealthCheckExtension {
    pub(crate) fn new(logger: Logger, config: Config) -> Result<Self, Error> {
        let mount = Mount::new(&config.path).map_err(|problem| Error::config(vec![problem]))?;
        let (state, endpoint) = (State::default(), HttpEndpoint::default());
        Ok(Self { logger, config, state, mount, endpoint })
    }
}

impl Extension for HealthCheckExtension {
    fn start(&mut self, host: &Host, done: Completion) {
        let fields = json!({ "config": self.config });
        self.logger.event(Level::Info, module_path!(), "Starting health_check extension", &fields);
        let health = Health {
            mount: self.mount.clone(),
            bodies: self.config.response_body.clone(),
            state: self.state.clone(),
        };
        let site = Site {
            name: "health_check",
            content: "health checks",
            takes_time: false,
            handler: Arc::new(health),
        };
        self.endpoint.start(site, self.config.server(), host, done);
    }

    fn pipelines_ready(&mut self) -> Result<(), Error> {
        self.state.ready();
        info!(logger: self.logger, status = "ready"; "Health Check state change");
        Ok(())
    }

    fn pipelines_not_ready(&mut self) -> Result<(), Error> {
        self.state.unavailable();
        info!(logger: self.logger, status = "unavailable"; "Health Check state change");
        Ok(())
    }

    fn shutdown(&mut self, done: Completion) {
        self.state.unavailable();
        self.endpoint.stop(done);
    }
}
