use ferrule::{ConfigProblem, GoDuration, NotYet};

use crate::address::Address;
use crate::auth::AuthSettings;

/// What a server of `confighttp` can be told, as far as it is honoured here.
#[derive(Clone, Debug)]
pub struct ServerSettings {
    /// `endpoint`: where to listen, `host:port`.
    pub endpoint: String,
    /// `transport`: the network; `tcp`.
    pub transport: String,
    /// `auth`: who may ask; None for everybody.
    pub auth: Option<AuthSettings>,
    /// `read_header_timeout`: how long a client may take to send a request's headers; also how long
    /// a connection may be idle between requests.
    pub read_header_timeout: GoDuration,
    /// `keep_alives_enabled`: whether a connection serves more than one request.
    pub keep_alives_enabled: bool,
}

impl ServerSettings {
    /// What is wrong with them. The port is for examples of what to write instead.
    #[must_use]
    pub fn problems(&self, port: u16) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if let Err(message) = Address::parse(&self.endpoint) {
            let hint = format!(
                "write host:port, such as localhost:{port}, 0.0.0.0:{port} or [::1]:{port}"
            );
            problems.push(ConfigProblem::new("/endpoint", message).hint(hint));
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
        problems.extend(self.auth().and_then(AuthSettings::problem));
        problems
    }

    /// The ids of the extensions that the server asks.
    #[must_use]
    pub fn dependencies(&self) -> Vec<String> {
        self.auth().map(|auth| auth.authenticator().to_owned()).into_iter().collect()
    }

    pub(crate) fn auth(&self) -> Option<&AuthSettings> {
        self.auth.as_ref().filter(|auth| auth.is_enabled())
    }
}

/// The rest of what `confighttp` accepts.
pub const NOT_YET: &[NotYet] = &[
    key("/tls", "this endpoint speaks plain HTTP; put a proxy in front of it"),
    key("/cors", "this endpoint sends no CORS headers"),
    key("/middlewares", "there are no HTTP middlewares"),
    key("/max_request_body_size", "this endpoint reads no request bodies"),
    key("/compression_algorithms", "this endpoint reads no request bodies"),
    key("/include_metadata", "this endpoint passes no requests on"),
    key("/response_headers", "this endpoint adds no headers of the user"),
    key("/read_timeout", "this endpoint reads no request bodies; set read_header_timeout"),
    key("/write_timeout", "answers are small; connections have a fixed longest life instead"),
    key("/idle_timeout", "read_header_timeout also bounds idle connections; set that"),
    key("/dialer", "this endpoint connects to nothing"),
];

/// [`NOT_YET`] and keys of the component's own, as
/// [`ExtensionFactory::NOT_YET`](ferrule::ExtensionFactory::NOT_YET) wants them. `N` is the sum.
///
/// ```
/// use ferrule::NotYet;
/// use ferrule_http_endpoint as http;
///
/// const OWN: &[NotYet] = &[NotYet { pointer: "/grpc", reason: "there is only HTTP" }];
/// const ALL: &[NotYet] = &http::not_yet::<{ OWN.len() + http::NOT_YET.len() }>(OWN);
/// ```
///
/// # Panics
/// If `N` is not the sum: at compile time, in a constant.
#[must_use]
pub const fn not_yet<const N: usize>(own: &[NotYet]) -> [NotYet; N] {
    assert!(own.len() + NOT_YET.len() == N, "N is not the number of keys");
    let mut all = [NOT_YET[0]; N];
    let mut i = 0;
    while i < N {
        all[i] = if i < NOT_YET.len() { NOT_YET[i] } else { own[i - NOT_YET.len()] };
        i += 1;
    }
    all
}

const fn key(pointer: &'static str, reason: &'static str) -> NotYet {
    NotYet { pointer, reason }
}
