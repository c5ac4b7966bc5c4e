use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ferrule::{ClientAuth, ClientRequest, Completion, Credentials, Error, Host, Secret};

use super::files;
use super::settings::{ClientAuthSettings, check};

/// How often files are looked at, and how long what was in them may be shown after that.
const PERIOD: Duration = Duration::from_secs(1);

/// Shows a name and a password, those of files as they are now.
pub(crate) struct Client {
    settings: ClientAuthSettings,
    shown: Mutex<Shown>,
    stopped: Condvar,
}

#[derive(Default)]
struct Shown {
    /// The value of the header; None before the files were read.
    value: Option<Secret>,
    stop: bool,
}

impl Client {
    pub(crate) fn new(settings: ClientAuthSettings) -> Self {
        Self { settings, shown: Mutex::default(), stopped: Condvar::new() }
    }

    /// Begins to show them. Where they are in files, a thread reads those until the stop.
    pub(crate) fn start(self: &Arc<Self>, host: &Host, done: Completion) {
        if !self.has_files() {
            return done.complete(self.read());
        }
        let client = Arc::clone(self);
        host.spawn_with("basicauth", done, move |done| {
            let read = client.read();
            let goes_on = read.is_ok();
            done.complete(read);
            if goes_on {
                client.follow();
            }
        });
    }

    pub(crate) fn stop(&self) {
        self.shown().stop = true;
        self.stopped.notify_all();
    }

    fn has_files(&self) -> bool {
        !self.settings.username_file.is_empty() || !self.settings.password_file.is_empty()
    }

    /// Reads the files until the stop. What they had last counts while they cannot be read.
    fn follow(&self) {
        let mut failed = String::new();
        while self.wait() {
            let error = self.read().err().map(|error| error.message().to_owned());
            let error = error.unwrap_or_default();
            // The same again is not told again.
            if error != failed && !error.is_empty() {
                log::warn!(error = error.as_str();
                    "failed to reload credentials file, keeping last value");
            }
            failed = error;
        }
    }

    /// Waits for the next look; false if there is none.
    fn wait(&self) -> bool {
        let shown = self.shown();
        let waited = self.stopped.wait_timeout_while(shown, PERIOD, |shown| !shown.stop);
        !waited.unwrap_or_else(PoisonError::into_inner).0.stop
    }

    fn read(&self) -> Result<(), Error> {
        let ClientAuthSettings { username, username_file, password, password_file } =
            &self.settings;
        let username = either(username, username_file)?;
        check(&username).map_err(|colon| format!("{username_file}: {colon}"))?;
        let password = either(password.expose(), password_file)?;
        let value = format!("Basic {}", STANDARD.encode(format!("{username}:{password}")));
        self.shown().value = Some(value.into());
        Ok(())
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file goes before what is in the configuration itself.
fn either(text: &str, file: &str) -> Result<String, Error> {
    if file.is_empty() { Ok(text.to_owned()) } else { files::read(file) }
}

impl ClientAuth for Client {
    fn credentials(&self, _request: &ClientRequest<'_>) -> Result<Credentials, Error> {
        let shown = self.shown();
        let Some(value) = &shown.value else {
            return Err(Error::busy("the credentials have not been read"));
        };
        let keep = if self.has_files() { PERIOD } else { Duration::MAX };
        Ok(Credentials::new().with("authorization", value.expose()).keep(keep))
    }
}
