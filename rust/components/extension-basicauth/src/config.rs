use ferrule::{ConfigProblem, Secret};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::client_auth::ClientAuthSettings;
use crate::hash::Hash;
use crate::htpasswd;

/// Lets in who has a name and a password of an htpasswd file, or tells a server the name and the
/// password of a client. Needs `htpasswd::file` or `htpasswd::inline` for the one, and the settings
/// of `client_auth` for the other; an extension does only one of them.
// The names are those of the Go Collector.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Who is let in by receivers and extensions that name this one as their authenticator.
    pub(crate) htpasswd: Htpasswd,
    /// Who exporters that name this one as their authenticator say they are.
    pub(crate) client_auth: ClientAuthSettings,
}

/// Where names and passwords are.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Htpasswd {
    /// The path of an htpasswd file, which is read at the start; empty for none.
    pub(crate) file: String,
    /// The content of one. Its lines go before those of the file.
    pub(crate) inline: Secret,
}

impl Config {
    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        match (self.htpasswd.is_set(), self.client_auth.is_set()) {
            (true, true) => {
                let message = "only one of `htpasswd` or `client_auth` can be specified";
                let problem = ConfigProblem::new("", message);
                vec![
                    problem
                        .hint("use two extensions, such as basicauth/server and basicauth/client"),
                ]
            }
            (false, false) => {
                let problem = ConfigProblem::new("/htpasswd", "no credential source provided");
                let hint = "set htpasswd::file or htpasswd::inline to let others in, or \
                            client_auth::username and client_auth::password to be let in";
                vec![problem.hint(hint)]
            }
            (true, false) => self.htpasswd.inline_users().err().unwrap_or_default(),
            (false, true) => self.client_auth.problems(),
        }
    }
}

impl Htpasswd {
    fn is_set(&self) -> bool {
        !self.file.is_empty() || !self.inline.is_empty()
    }

    /// The users that are in the configuration itself.
    pub(crate) fn inline_users(&self) -> Result<Vec<(String, Hash)>, Vec<ConfigProblem>> {
        htpasswd::read(self.inline.expose().as_bytes()).map_err(|problems| {
            let problem = |problem| ConfigProblem::new("/htpasswd/inline", problem);
            problems.into_iter().map(problem).collect()
        })
    }
}
