use ferrule::{ConfigProblem, GoDuration, NotYet};
use ferrule_http_endpoint::{self as http, AuthSettings, ServerSettings};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shows the service, its pipelines and its extensions on web pages.
// The names are those of the Go Collector.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where to listen: `host:port`.
    endpoint: String,
    /// The network; `tcp`.
    #[schemars(extend("enum" = ["tcp"]))]
    transport: String,
    /// Who may look; everybody if it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    auth: Option<AuthSettings>,
    /// How long a client may take to send a request's headers; also how long a connection may be
    /// idle between requests. Zero means no limit.
    read_header_timeout: GoDuration,
    /// Whether a connection serves more than one request.
    keep_alives_enabled: bool,
    /// The variables of the Go runtime; only off is accepted.
    expvar: Expvar,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Expvar {
    /// Only false.
    #[schemars(extend("const" = false))]
    enabled: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            endpoint: "localhost:55679".to_owned(),
            transport: "tcp".to_owned(),
            auth: None,
            read_header_timeout: GoDuration::from_secs(60),
            keep_alives_enabled: true,
            expvar: Expvar::default(),
        }
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
        let mut problems = self.server().problems(55679);
        if self.expvar.enabled {
            let message = "not supported yet: expvar is of the Go runtime, which is not there";
            problems.push(
                ConfigProblem::new("/expvar/enabled", message)
                    .hint("write false, or leave expvar out"),
            );
        }
        problems
    }
}

/// The rest of what the Go Collector accepts here.
pub(crate) const NOT_YET: &[NotYet] = http::NOT_YET;
