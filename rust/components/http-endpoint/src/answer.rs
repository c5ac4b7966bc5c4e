use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::{Response, StatusCode};

/// What is answered to a request.
pub type Answer = Response<Full<Bytes>>;

/// An answer of that type; None leaves the type to the client.
pub fn answer(
    status: StatusCode,
    content_type: Option<&'static str>,
    body: impl Into<Bytes>,
) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    if let Some(content_type) = content_type {
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    answer
}

/// A line of text as Go's `http.Error` sends it, which browsers take for nothing else.
#[must_use]
pub fn text(status: StatusCode, line: &str) -> Answer {
    let mut answer = answer(status, Some("text/plain; charset=utf-8"), format!("{line}\n"));
    answer.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

/// There is no such page, in the words of Go.
#[must_use]
pub fn not_found() -> Answer {
    text(StatusCode::NOT_FOUND, "404 page not found")
}
