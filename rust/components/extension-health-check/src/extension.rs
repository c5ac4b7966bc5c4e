use ferrule::{Completion, Error, Extension, Host, Logger};
use log::{Level, info};
use serde_json::json;
use tokio::sync::oneshot;

use crate::config::Config;
use crate::server::Server;
use crate::state::State;

/// Answers health checks from the start to the end of the Collector.
#[derive(Debug)]
pub struct HealthCheckExtension {
    logger: Logger,
    config: Config,
    state: State,
    stop: Option<oneshot::Sender<Completion>>,
}

impl HealthCheckExtension {
    pub(crate) fn new(logger: Logger, config: Config) -> Self {
        Self { logger, config, state: State::default(), stop: None }
    }
}

impl Extension for HealthCheckExtension {
    fn start(&mut self, host: &Host, done: Completion) {
        let fields = json!({ "config": self.config });
        self.logger.event(Level::Info, module_path!(), "Starting health_check extension", &fields);
        let server = match Server::new(&self.config, self.state.clone(), host.clone()) {
            Ok(server) => server,
            Err(error) => return done.fail(error),
        };
        let (stop, stopped) = oneshot::channel();
        self.stop = Some(stop);
        host.spawn_with("health_check", done, move |done| server.run(done, stopped));
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
        match self.stop.take() {
            // A server that has ended by itself gives the completion back.
            Some(stop) => {
                if let Err(done) = stop.send(done) {
                    done.ok();
                }
            }
            None => done.ok(),
        }
    }
}
