use ferrule::ConfigProblem;
use serde::de::{Deserializer, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::htpasswd;
use crate::secret::Secret;

/// The settings of the extension, under the names of the Go Collector.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Who is let in.
    pub(crate) htpasswd: Htpasswd,
    /// What exporters send, in the Go Collector; refused.
    #[serde(skip_serializing)]
    client_auth: Option<ClientAuth>,
}

/// Where names and passwords are.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Htpasswd {
    /// The path of an htpasswd file; empty for none.
    pub(crate) file: String,
    /// The content of one. Its lines go before those of the file.
    pub(crate) inline: Secret,
}

/// That there is something, which may be secret.
#[derive(Clone, Debug)]
struct ClientAuth;

impl<'de> Deserialize<'de> for ClientAuth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl Config {
    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        let Htpasswd { file, inline } = &self.htpasswd;
        let server = !file.is_empty() || !inline.reveal().is_empty();
        if self.client_auth.is_some() {
            if server {
                let message = "only one of `htpasswd` or `client_auth` can be specified";
                return vec![ConfigProblem::new("", message)];
            }
            let message = "not supported yet: a native extension can tell who sends a request, but \
                           cannot add credentials to what exporters send";
            let hint = "set the header `authorization` in the exporter";
            return vec![ConfigProblem::new("/client_auth", message).hint(hint).at_key()];
        }
        if !server {
            let problem = ConfigProblem::new("/htpasswd", "no credential source provided");
            return vec![problem.hint("set htpasswd::file or htpasswd::inline")];
        }
        self.htpasswd.inline_users().err().unwrap_or_default()
    }
}

impl Htpasswd {
    /// The users that are in the configuration itself.
    pub(crate) fn inline_users(&self) -> Result<Vec<(String, Hash)>, Vec<ConfigProblem>> {
        htpasswd::read(self.inline.reveal().as_bytes()).map_err(|problems| {
            let problem = |problem| ConfigProblem::new("/htpasswd/inline", problem);
            problems.into_iter().map(problem).collect()
        })
    }
}
