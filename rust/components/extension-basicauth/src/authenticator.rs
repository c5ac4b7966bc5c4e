use std::sync::OnceLock;

use ferrule::{Error, ErrorCode, Headers, Identity, ServerAuth};

use crate::credentials::Credentials;
use crate::users::Users;

/// Tells who sends a request, once the users are known.
#[derive(Default)]
pub(crate) struct Authenticator {
    users: OnceLock<Users>,
}

impl Authenticator {
    /// The users, once.
    pub(crate) fn let_in(&self, users: Users) {
        if users.count() == 0 {
            log::warn!("there are no users in the htpasswd content, so that nobody is let in");
        } else {
            log::debug!(users = users.count(); "read the htpasswd content");
        }
        // There is one start, so that there were none before.
        let _ = self.users.set(users);
    }
}

impl ServerAuth for Authenticator {
    fn authenticate(&self, headers: &Headers<'_>) -> Result<Identity, Error> {
        let users = self.users.get().ok_or_else(|| {
            Error::with_code(ErrorCode::State, "the htpasswd content has not been read")
        })?;
        let value = headers.get_all("authorization").next().filter(|value| !value.is_empty());
        let value = value.ok_or_else(|| Error::refused("no basic auth provided"))?;
        let Credentials { username, password, raw } = Credentials::read(value)?;
        if !users.know(&username, &password) {
            return Err(Error::refused("invalid credentials"));
        }
        Ok(Identity::new().with("username", username).with("raw", raw))
    }
}
