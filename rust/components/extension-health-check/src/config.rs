use ferrule::{ConfigProblem, GoDuration, NotYet};
use ferrule_http_endpoint::{self as http, AuthSettings, ServerSettings};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::mount::Mount;

/// Serves the health of the Collector over HTTP.
// The names are those of the Go Collector.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where to listen: `host:port`.
    pub(crate) endpoint: String,
    /// The network; `tcp`.
    #[schemars(extend("enum" = ["tcp"]))]
    pub(crate) transport: String,
    /// The path that answers. One that ends with a slash answers for all below it.
    #[schemars(regex(pattern = "^/"))]
    pub(crate) path: String,
    /// Bodies to send instead of the usual ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) response_body: Option<ResponseBody>,
    /// Who may ask; everybody if it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) auth: Option<AuthSettings>,
    /// How long a client may take to send a request's headers; also how long a connection may be
    /// idle between requests. Zero means no limit.
    pub(crate) read_header_timeout: GoDuration,
    /// Whether a connection serves more than one request.
    pub(crate) keep_alives_enabled: bool,
    /// A feature of the Go extension that never worked; only off is accepted.
    pub(crate) check_collector_pipeline: CheckCollectorPipeline,
}

/// Static bodies.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ResponseBody {
    /// Sent while the pipelines are up.
    pub(crate) healthy: String,
    /// Sent before and after.
    pub(crate) unhealthy: String,
}

/// Accepted only as it is by default, or with other values while it is off.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CheckCollectorPipeline {
    /// Only false: the check does not work in the Go Collector either.
    #[schemars(extend("const" = false))]
    enabled: bool,
    /// Without effect.
    interval: GoDuration,
    /// Without effect.
    #[schemars(range(min = 1))]
    exporter_failure_threshold: i64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            endpoint: "localhost:13133".to_owned(),
            transport: "tcp".to_owned(),
            path: "/".to_owned(),
            response_body: None,
            auth: None,
            read_header_timeout: GoDuration::from_secs(60),
            keep_alives_enabled: true,
            check_collector_pipeline: CheckCollectorPipeline::default(),
        }
    }
}

impl Default for CheckCollectorPipeline {
    fn default() -> Self {
        Self { enabled: false, interval: GoDuration::from_secs(300), exporter_failure_threshold: 5 }
    }
}

impl Config {
    pub(crate) fn server(&self) -> ServerSettings {
        ServerSettings {
            endpoint: self.endpoint.clone(),
            transport: self.transport.clone(),
            auth: self.auth.clone(),
            read_header_timeout: self.read_header_timeout,
            keep_alives_enabled: self.keep_alives_enabled,
        }
    }

    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = self.server().problems(13133);
        if let Err(problem) = Mount::new(&self.path) {
            problems.push(problem);
        }
        self.check_collector_pipeline.problems(&mut problems);
        problems
    }
}

impl CheckCollectorPipeline {
    fn problems(&self, problems: &mut Vec<ConfigProblem>) {
        if self.enabled {
            let message = "not supported yet: the Go Collector documents that this check does not \
                           work and ignores it";
            problems.push(
                ConfigProblem::new("/check_collector_pipeline/enabled", message)
                    .hint("write false, or leave check_collector_pipeline out"),
            );
        }
        if self.exporter_failure_threshold <= 0 {
            problems.push(ConfigProblem::new(
                "/check_collector_pipeline/exporter_failure_threshold",
                "the threshold is not a positive number",
            ));
        }
    }
}

/// The rest of what the Go Collector accepts here.
pub(crate) const NOT_YET: &[NotYet] = &http::not_yet::<{ OWN.len() + http::NOT_YET.len() }>(OWN);

const OWN: &[NotYet] = &[
    not_yet("/use_v2", "only the first version of the health check is there"),
    not_yet("/http", "only the first version of the health check is there; use endpoint and path"),
    not_yet("/grpc", "only the first version of the health check is there, on HTTP"),
    not_yet("/component_health", "only the first version of the health check is there"),
];

const fn not_yet(pointer: &'static str, reason: &'static str) -> NotYet {
    NotYet { pointer, reason }
}
