use ferrule::{Completion, Host};
use tokio::sync::oneshot;

use crate::server::Server;
use crate::service::Site;
use crate::settings::ServerSettings;

/// The HTTP server of an extension, from its start to its shutdown.
#[derive(Debug, Default)]
pub struct HttpEndpoint {
    stop: Option<oneshot::Sender<Completion>>,
}

impl HttpEndpoint {
    /// Starts the server, for settings that are valid. The start is complete when the port is
    /// bound, or fails as Go's does. A server that cannot go on reports a fatal error by itself.
    pub fn start(&mut self, site: Site, settings: ServerSettings, host: &Host, done: Completion) {
        let name = site.name;
        let server = match Server::new(site, settings, host.clone()) {
            Ok(server) => server,
            Err(error) => return done.fail(error),
        };
        let (stop, stopped) = oneshot::channel();
        self.stop = Some(stop);
        host.spawn_with(name, done, move |done| server.run(done, stopped));
    }

    /// Stops the server. The port is closed at once; requests under way have half a second, or what
    /// the host allows if that is less. Completes when all is closed, or at once without a start.
    pub fn stop(&mut self, done: Completion) {
        match self.stop.take() {
            // A server that has ended by itself gives the completion back.
            Some(stop) => {
                if let Err(done) = stop.send(done) {
                    done.ok();
                }
            }
            None => done.ok(),
        }
    }
}
