use ferrule_http_endpoint::header::{HeaderValue, LOCATION};
use ferrule_http_endpoint::{Answer, Handler, Request, StatusCode, answer, not_found};

use crate::body;
use crate::config::ResponseBody;
use crate::mount::{Mount, Route};
use crate::state::State;

/// Answers health checks.
pub(crate) struct Health {
    pub(crate) mount: Mount,
    pub(crate) bodies: Option<ResponseBody>,
    pub(crate) state: State,
}

impl Handler for Health {
    fn answer(&self, request: &Request) -> Answer {
        match self.mount.route(request.uri().path()) {
            Route::Health => body::health(self.state.since(), self.bodies.as_ref()),
            Route::Redirect(path) => redirect(path),
            Route::NotFound => not_found(),
        }
    }
}

fn redirect(path: &str) -> Answer {
    let mut moved = answer(StatusCode::MOVED_PERMANENTLY, None, "");
    // The path was checked to be printable.
    if let Ok(location) = HeaderValue::from_str(path) {
        moved.headers_mut().insert(LOCATION, location);
    }
    moved
}
