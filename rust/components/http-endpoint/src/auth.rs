use ferrule::{ConfigProblem, Error, ErrorCode, Header, Headers, Host, ServerAuthRef};
use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, text};
use crate::service::Request;

/// Who may ask: the settings under `auth`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuthSettings {
    /// False takes the whole section back, as the Collector has it for optional sections.
    enabled: bool,
    /// The id of the extension that authenticates.
    authenticator: String,
    /// Parameters of the query that stand for headers of that name.
    request_params: Vec<String>,
}

impl Default for AuthSettings {
    fn default() -> Self {
        Self { enabled: true, authenticator: String::new(), request_params: Vec::new() }
    }
}

impl AuthSettings {
    pub(crate) fn is_enabled(&self) -> bool {
        self.enabled
    }

    pub(crate) fn authenticator(&self) -> &str {
        &self.authenticator
    }

    pub(crate) fn problem(&self) -> Option<ConfigProblem> {
        self.authenticator.is_empty().then(|| {
            ConfigProblem::new("/auth/authenticator", "no authenticator is named")
                .hint("write the id of an extension that authenticates, such as basicauth/server")
        })
    }
}

/// Asks an extension who sends a request.
#[derive(Debug)]
pub(crate) struct Auth {
    authenticator: ServerAuthRef,
    request_params: Vec<String>,
}

impl Auth {
    /// The extension of that name, which is among the component's dependencies.
    pub(crate) fn find(settings: &AuthSettings, host: &Host) -> Result<Self, Error> {
        let id = &settings.authenticator;
        let authenticator = host.server_auth(id).map_err(|error| {
            let why = match error.code() {
                ErrorCode::Unsupported => "requested authenticator is not a server authenticator",
                _ => error.message(),
            };
            let message = format!("failed to resolve authenticator \"{id}\": {why}");
            Error::with_code(error.code(), message)
        })?;
        Ok(Self { authenticator, request_params: settings.request_params.clone() })
    }

    /// What to answer to a sender who is not let through; None if it is. May compute for long.
    pub(crate) fn refusal(&self, request: &Request) -> Option<Answer> {
        let query = request.uri().query().unwrap_or_default();
        let query: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let mut headers: Vec<Header<'_>> = request
            .headers()
            .iter()
            .map(|(name, value)| Header::new(name.as_str(), value.as_bytes()))
            .collect();
        for param in &self.request_params {
            let values: Vec<_> = query.iter().filter(|(name, _)| name == param).collect();
            if !values.is_empty() {
                headers.retain(|header| !header.name().eq_ignore_ascii_case(param.as_bytes()));
                headers.extend(values.iter().map(|(_, value)| Header::new(param, value.as_ref())));
            }
        }
        let error = self.authenticator.authenticate(&Headers::new(&headers)).err()?;
        log::debug!(error = error.message(); "a request was not let through");
        Some(match error.code() {
            ErrorCode::Refused => text(StatusCode::UNAUTHORIZED, error.message()),
            _ => text(StatusCode::INTERNAL_SERVER_ERROR, "the authenticator failed"),
        })
    }
}
