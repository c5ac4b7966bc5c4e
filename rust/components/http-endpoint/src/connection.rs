use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::service::Service;
use crate::settings::ServerSettings;

/// A request line with its headers is at most so long.
const MOST_HEADER_BYTES: usize = 16 * 1024;
/// A request has at most so many headers.
const MOST_HEADERS: usize = 100;
/// No connection lives longer, so that a client that does not read cannot hold one for ever.
const LONGEST_LIFE: Duration = Duration::from_mins(5);
/// How long the request under way may take when the connection has to end.
const GRACE: Duration = Duration::from_millis(500);

/// How connections are served.
#[derive(Clone, Debug)]
pub(crate) struct Protocol {
    http: http1::Builder,
}

impl Protocol {
    pub(crate) fn new(settings: &ServerSettings) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(settings.read_header_timeout.limit())
            .keep_alive(settings.keep_alives_enabled)
            .max_headers(MOST_HEADERS)
            .max_buf_size(MOST_HEADER_BYTES);
        Self { http }
    }

    /// Serves a client until it goes, `closing` turns true, or its time is up.
    pub(crate) async fn serve(
        self,
        stream: TcpStream,
        service: Service,
        mut closing: watch::Receiver<bool>,
    ) {
        let respond = service_fn(|request: Request<Incoming>| {
            let answer = service.clone().respond(request.map(drop));
            async move { Ok::<_, Infallible>(answer.await) }
        });
        let mut connection = pin!(self.http.serve_connection(TokioIo::new(stream), respond));
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
