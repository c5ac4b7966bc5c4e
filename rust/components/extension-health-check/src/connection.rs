use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::body;
use crate::config::{Config, ResponseBody};
use crate::mount::{Mount, Route};
use crate::state::State;

/// A request line with its headers is at most so long.
const MOST_HEADER_BYTES: usize = 16 * 1024;
/// A request has at most so many headers.
const MOST_HEADERS: usize = 100;
/// No connection lives longer, so that a client that does not read cannot hold one for ever.
const LONGEST_LIFE: Duration = Duration::from_mins(5);
/// How long the request under way may take when the connection has to end.
const GRACE: Duration = Duration::from_millis(500);

/// What all connections share.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    mount: Mount,
    bodies: Option<Arc<ResponseBody>>,
    state: State,
    read_header_timeout: Option<Duration>,
    keep_alive: bool,
}

impl Service {
    pub(crate) fn new(config: &Config, mount: Mount, state: State) -> Self {
        Self {
            mount,
            bodies: config.response_body.clone().map(Arc::new),
            state,
            read_header_timeout: config.read_header_timeout.limit(),
            keep_alive: config.keep_alives_enabled,
        }
    }

    fn respond(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        match self.mount.route(request.uri().path()) {
            Route::Health => {
                let answer = body::answer(self.state.since(), self.bodies.as_deref());
                let mut response = Response::new(Full::from(answer.body));
                *response.status_mut() = answer.status;
                if let Some(content_type) = answer.content_type {
                    let content_type = HeaderValue::from_static(content_type);
                    response.headers_mut().insert(CONTENT_TYPE, content_type);
                }
                response
            }
            Route::Redirect(path) => redirect(path),
            Route::NotFound => not_found(),
        }
    }
}

fn redirect(path: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    // The path was checked to be printable.
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn not_found() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from("404 page not found\n"));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// One client.
pub(crate) struct Connection {
    stream: TcpStream,
    service: Service,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, service: Service) -> Self {
        Self { stream, service }
    }

    /// Serves the client until it goes, `closing` turns true, or its time is up.
    pub(crate) async fn run(self, mut closing: watch::Receiver<bool>) {
        let Self { stream, service } = self;
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(service.read_header_timeout)
            .keep_alive(service.keep_alive)
            .max_headers(MOST_HEADERS)
            .max_buf_size(MOST_HEADER_BYTES);
        let respond = service_fn(|request| {
            let response = service.respond(&request);
            async move { Ok::<_, Infallible>(response) }
        });
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), respond));
        let outcome = tokio::select! {
            outcome = connection.as_mut() => outcome,
            () = end(&mut closing) => {
                connection.as_mut().graceful_shutdown();
                timeout(GRACE, connection.as_mut()).await.unwrap_or(Ok(()))
            }
        };
        if let Err(error) = outcome {
            log::debug!("a connection ended early: {error}");
        }
    }
}

async fn end(closing: &mut watch::Receiver<bool>) {
    tokio::select! {
        _ = closing.wait_for(|closing| *closing) => {}
        () = sleep(LONGEST_LIFE) => {}
    }
}
