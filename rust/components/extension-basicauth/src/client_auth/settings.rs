use ferrule::{ConfigProblem, Secret};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who a client says it is: the settings under `client_auth`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ClientAuthSettings {
    /// The name, which has no colon.
    pub(crate) username: String,
    /// The path of a file with the name, which goes before `username`; empty for none. It is read
    /// at the start and looked at every second, so that a name that changes is shown. Spaces and
    /// line ends around the name do not count.
    pub(crate) username_file: String,
    /// The password.
    pub(crate) password: Secret,
    /// The path of a file with the password, which goes before `password`; empty for none. It is
    /// read as `username_file` is.
    pub(crate) password_file: String,
}

/// What Go says of a name that has a colon; the rest says where.
const COLON: &str = "invalid authorization format: the name must have no colon";

impl ClientAuthSettings {
    pub(crate) fn is_set(&self) -> bool {
        !(self.username.is_empty()
            && self.username_file.is_empty()
            && self.password.is_empty()
            && self.password_file.is_empty())
    }

    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        // One that a file replaces is not used.
        if self.username_file.is_empty() && check(&self.username).is_err() {
            return vec![ConfigProblem::new("/client_auth/username", COLON)];
        }
        Vec::new()
    }
}

/// A colon would end the name, for whoever reads it.
pub(super) fn check(username: &str) -> Result<(), &'static str> {
    if username.contains(':') { Err(COLON) } else { Ok(()) }
}
