use std::fs::File;
use std::io::Read;
use std::mem;
use std::sync::Arc;

use ferrule::{Completion, Error, Extension, Host, ServerAuth};

use crate::authenticator::Authenticator;
use crate::config::Config;
use crate::hash::Hash;
use crate::htpasswd;

/// A longer file is taken for something else.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Lets in the users of an htpasswd file.
pub struct BasicAuthExtension {
    file: String,
    inline: Vec<(String, Hash)>,
    authenticator: Arc<Authenticator>,
}

impl BasicAuthExtension {
    pub(crate) fn new(config: Config) -> Result<Self, Error> {
        let inline = config.htpasswd.inline_users().map_err(Error::config)?;
        Ok(Self { file: config.htpasswd.file, inline, authenticator: Arc::default() })
    }
}

impl Extension for BasicAuthExtension {
    fn start(&mut self, host: &Host, done: Completion) {
        let inline = mem::take(&mut self.inline);
        let authenticator = Arc::clone(&self.authenticator);
        if self.file.is_empty() {
            authenticator.let_in(inline.into_iter().collect());
            return done.ok();
        }
        let file = self.file.clone();
        host.spawn_with("basicauth", done, move |done| {
            let users = read(&file);
            // What is in the configuration itself counts last.
            done.complete(users.map(|users| {
                authenticator.let_in(users.into_iter().chain(inline).collect());
            }));
        });
    }

    fn server_auth(&self) -> Option<Arc<dyn ServerAuth>> {
        Some(Arc::clone(&self.authenticator) as _)
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
