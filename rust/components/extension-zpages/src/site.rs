use std::borrow::Cow;

use ferrule::Host;
use ferrule_http_endpoint::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, X_CONTENT_TYPE_OPTIONS,
};
use ferrule_http_endpoint::{
    Answer, Handler, Method, Request, StatusCode, answer, not_found, text,
};
use jiff::Timestamp;

use crate::description::Description;
use crate::pages::{self, Html};

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

/// The pages.
pub(crate) struct Zpages {
    host: Host,
}

impl Zpages {
    pub(crate) fn new(host: Host) -> Self {
        Self { host }
    }

    /// A page that is made of the description.
    fn described(&self, request: &Request, page: fn(&Description) -> Html) -> Answer {
        let service = match self.host.describe_service() {
            Ok(service) => service,
            Err(error) => {
                let why = format!("the service cannot be described: {error}");
                return text(StatusCode::SERVICE_UNAVAILABLE, &why);
            }
        };
        match format(request).as_deref() {
            None | Some("html") => match Description::read(&service) {
                Ok(service) => html(StatusCode::OK, page(&service)),
                Err(error) => failed(&error),
            },
            Some("json") => finish(answer(StatusCode::OK, Some(JSON), service.to_string())),
            Some(_) => text(StatusCode::BAD_REQUEST, "write format=json, or leave format out"),
        }
    }
}

impl Handler for Zpages {
    fn answer(&self, request: &Request) -> Answer {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut refusal = text(StatusCode::METHOD_NOT_ALLOWED, "405 method not allowed");
            refusal.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return refusal;
        }
        match request.uri().path() {
            "/debug/servicez" => {
                self.described(request, |service| pages::service(service, Timestamp::now()))
            }
            "/debug/pipelinez" => self.described(request, pages::pipelines),
            "/debug/extensionz" => self.described(request, pages::extensions),
            "/debug/featurez" => self.described(request, |_| {
                pages::text("Feature Gates", "This collector has no feature gates.")
            }),
            "/debug/tracez" => not_offered(
                "tracez",
                "The spans that the collector records of itself do not reach this page yet.",
            ),
            "/debug/expvarz" => not_offered(
                "expvarz",
                "The variables are those of the Go runtime, which this collector does not run on.",
            ),
            _ => not_found(),
        }
    }
}

fn format(request: &Request) -> Option<Cow<'_, str>> {
    let query = request.uri().query()?;
    let mut parameters = form_urlencoded::parse(query.as_bytes());
    parameters.find(|(name, _)| name == "format").map(|(_, value)| value)
}

fn not_offered(page: &str, why: &str) -> Answer {
    html(StatusCode::NOT_FOUND, pages::text(&format!("{page} is not offered yet"), why))
}

fn html(status: StatusCode, page: Html) -> Answer {
    match page {
        Ok(page) => finish(answer(status, Some(HTML), page)),
        Err(error) => failed(&error),
    }
}

fn failed(error: &dyn std::error::Error) -> Answer {
    let why = format!("the page cannot be shown: {error}");
    text(StatusCode::INTERNAL_SERVER_ERROR, &why)
}

/// What is shown is of that moment, and runs nothing whatever is in it.
fn finish(mut page: Answer) -> Answer {
    let headers = page.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    page
}
