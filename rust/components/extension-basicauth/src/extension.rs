use std::fs::File;
use std::io::Read;
use std::mem;
use std::sync::Arc;

use ferrule::{ClientAuth, Completion, Error, Extension, Host, ServerAuth};

use crate::authenticator::Authenticator;
use crate::client_auth::Client;
use crate::config::Config;
use crate::hash::Hash;
use crate::htpasswd;

/// A longer file is taken for something else.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Lets in the users of an htpasswd file, or tells servers who a client is.
pub struct BasicAuthExtension {
    side: Side,
}

enum Side {
    Server { file: String, inline: Vec<(String, Hash)>, authenticator: Arc<Authenticator> },
    Client(Arc<Client>),
}

impl BasicAuthExtension {
    pub(crate) fn new(config: Config) -> Result<Self, Error> {
        if config.client_auth.is_set() {
            return Ok(Self { side: Side::Client(Arc::new(Client::new(config.client_auth))) });
        }
        let inline = config.htpasswd.inline_users().map_err(Error::config)?;
        let side =
            Side::Server { file: config.htpasswd.file, inline, authenticator: Arc::default() };
        Ok(Self { side })
    }
}

impl Extension for BasicAuthExtension {
    fn start(&mut self, host: &Host, done: Completion) {
        let (file, inline, authenticator) = match &mut self.side {
            Side::Client(client) => return client.start(host, done),
            Side::Server { file, inline, authenticator } => {
                (file.clone(), mem::take(inline), Arc::clone(authenticator))
            }
        };
        if file.is_empty() {
            authenticator.let_in(inline.into_iter().collect());
            return done.ok();
        }
        host.spawn_with("basicauth", done, move |done| {
            let users = read(&file);
            // What is in the configuration itself counts last.
            done.complete(users.map(|users| {
                authenticator.let_in(users.into_iter().chain(inline).collect());
            }));
        });
    }

    fn server_auth(&self) -> Option<Arc<dyn ServerAuth>> {
        match &self.side {
            Side::Server { authenticator, .. } => Some(Arc::clone(authenticator) as _),
            Side::Client(_) => None,
        }
    }

    fn client_auth(&self) -> Option<Arc<dyn ClientAuth>> {
        match &self.side {
            Side::Client(client) => Some(Arc::clone(client) as _),
            Side::Server { .. } => None,
        }
    }

    fn shutdown(&mut self, done: Completion) {
        if let Side::Client(client) = &self.side {
            client.stop();
        }
        done.ok();
    }
}

fn read(file: &str) -> Result<Vec<(String, Hash)>, Error> {
    let opened = File::open(file);
    let opened = opened.map_err(|error| format!("open htpasswd file: open {file}: {error}"))?;
    let mut content = Vec::new();
    opened
        .take(MOST_BYTES + 1)
        .read_to_end(&mut content)
        .map_err(|error| format!("read htpasswd content: read {file}: {error}"))?;
    if content.len() as u64 > MOST_BYTES {
        let message = format!("read htpasswd content: {file} is longer than {MOST_BYTES} bytes");
        return Err(Error::new(message));
    }
    htpasswd::read(&content).map_err(|problems| {
        Error::new(format!("read htpasswd content: {file}: {}", problems.join("; ")))
    })
}
