use ferrule::{ConfigProblem, GoDuration, NotYet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
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
    #[schemars(extend("const" = false))]
    enabled: bool,
    interval: GoDuration,
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
    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if let Err(message) = Endpoint::parse(&self.endpoint) {
            let hint = "write host:port, such as localhost:13133, 0.0.0.0:13133 or [::1]:13133";
            problems.push(ConfigProblem::new("/endpoint", message).hint(hint));
        }
        if let Err(problem) = Mount::new(&self.path) {
            problems.push(problem);
        }
        match self.transport.as_str() {
            "" | "tcp" => {}
            "tcp4" | "tcp6" | "unix" => problems.push(
                ConfigProblem::new("/transport", "not supported yet: only tcp is served")
                    .hint("write an IPv4 or IPv6 address in endpoint to choose the family"),
            ),
            other => problems.push(
                ConfigProblem::new("/transport", format!("`{other}` is not a stream transport"))
                    .hint("write tcp"),
            ),
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
pub(crate) const NOT_YET: &[NotYet] = &[
    not_yet("/tls", "the health endpoint speaks plain HTTP; put a proxy in front of it"),
    not_yet("/cors", "the health endpoint sends no CORS headers"),
    not_yet("/auth", "the health endpoint has no authentication; bind it to a private address"),
    not_yet("/middlewares", "there are no HTTP middlewares"),
    not_yet("/max_request_body_size", "the health endpoint reads no request bodies"),
    not_yet("/compression_algorithms", "the health endpoint reads no request bodies"),
    not_yet("/include_metadata", "the health endpoint passes no requests on"),
    not_yet("/response_headers", "the health endpoint adds no headers of the user"),
    not_yet(
        "/read_timeout",
        "the health endpoint reads no request bodies; set read_header_timeout",
    ),
    not_yet("/write_timeout", "answers are small; connections have a fixed longest life instead"),
    not_yet("/idle_timeout", "read_header_timeout also bounds idle connections; set that"),
    not_yet("/dialer", "the health endpoint connects to nothing"),
    not_yet("/use_v2", "only the first version of the health check is there"),
    not_yet("/http", "only the first version of the health check is there; use endpoint and path"),
    not_yet("/grpc", "only the first version of the health check is there, on HTTP"),
    not_yet("/component_health", "only the first version of the health check is there"),
];

const fn not_yet(pointer: &'static str, reason: &'static str) -> NotYet {
    NotYet { pointer, reason }
}
