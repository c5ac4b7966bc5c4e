use std::sync::Arc;

use ferrule::{Completion, Extension, Host, Logger};
use ferrule_http_endpoint::{HttpEndpoint, Site};
use log::Level;
use serde_json::json;

use crate::config::Config;
use crate::site::Zpages;

/// Serves the pages from the start to the end of the Collector.
#[derive(Debug)]
pub struct ZpagesExtension {
    logger: Logger,
    config: Config,
    endpoint: HttpEndpoint,
}

impl ZpagesExtension {
    pub(crate) fn new(logger: Logger, config: Config) -> Self {
        Self { logger, config, endpoint: HttpEndpoint::default() }
    }
}

impl Extension for ZpagesExtension {
    fn start(&mut self, host: &Host, done: Completion) {
        let fields = json!({ "config": self.config });
        self.logger.event(Level::Info, module_path!(), "Starting zPages extension", &fields);
        let site = Site {
            name: "zpages",
            content: "zpages",
            // The host is asked, which has locks of its own.
            takes_time: true,
            handler: Arc::new(Zpages::new(host.clone())),
        };
        self.endpoint.start(site, self.config.server(), host, done);
    }

    fn shutdown(&mut self, done: Completion) {
        self.endpoint.stop(done);
    }
}
