use std::fmt;
use std::sync::Arc;

use crate::answer::Answer;
use crate::auth::Auth;
use crate::workers::Workers;

/// A request without its body, which is not read.
pub type Request = hyper::Request<()>;

/// Answers requests.
pub trait Handler: Send + Sync + 'static {
    /// The answer to a request whose sender is let through. Any thread. If it may take longer than
    /// a millisecond, [`Site::takes_time`] says so.
    fn answer(&self, request: &Request) -> Answer;
}

/// What a server serves.
#[derive(Clone)]
pub struct Site {
    /// What its threads are called, in a few letters.
    pub name: &'static str,
    /// What is served, for the log.
    pub content: &'static str,
    /// Whether answers take time. Then they are worked out in two threads of their own.
    pub takes_time: bool,
    /// Works the answers out.
    pub handler: Arc<dyn Handler>,
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What all connections share.
#[derive(Clone)]
pub(crate) struct Service {
    handler: Arc<dyn Handler>,
    auth: Option<Arc<Auth>>,
    workers: Option<Workers>,
}

impl Service {
    pub(crate) fn new(
        handler: Arc<dyn Handler>,
        auth: Option<Arc<Auth>>,
        workers: Option<Workers>,
    ) -> Self {
        Self { handler, auth, workers }
    }

    pub(crate) async fn respond(self, request: Request) -> Answer {
        match self.workers.clone() {
            Some(workers) => workers.run(move || self.answer(&request)).await,
            None => self.answer(&request),
        }
    }

    /// Who asks comes first, so that nobody else learns which pages there are.
    fn answer(&self, request: &Request) -> Answer {
        let refusal = self.auth.as_ref().and_then(|auth| auth.refusal(request));
        refusal.unwrap_or_else(|| self.handler.answer(request))
    }
}
