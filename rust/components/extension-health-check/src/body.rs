use ferrule::GoDuration;
use ferrule_http_endpoint::{Answer, StatusCode, answer};
use serde::Serialize;

use crate::config::ResponseBody;
use crate::sniff;
use crate::state::Since;

/// What Go writes for a time that was never set.
const NEVER: &str = "0001-01-01T00:00:00Z";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    status: &'static str,
    up_since: String,
    uptime: String,
}

/// The answer to a health check.
pub(crate) fn health(since: Option<Since>, bodies: Option<&ResponseBody>) -> Answer {
    let status = if since.is_some() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    match bodies {
        Some(bodies) => {
            let body = if since.is_some() { &bodies.healthy } else { &bodies.unhealthy };
            answer(status, sniff::content_type(body), body.clone())
        }
        None => answer(status, Some("application/json"), report(since)),
    }
}

fn report(since: Option<Since>) -> String {
    let report = match since {
        Some(since) => Report {
            status: "Server available",
            up_since: since.wall.to_string(),
            uptime: GoDuration::from(since.steady.elapsed()).to_string(),
        },
        None => Report {
            status: "Server not available",
            up_since: NEVER.to_owned(),
            uptime: String::new(),
        },
    };
    // Three strings: that cannot fail.
    serde_json::to_string(&report).unwrap_or_default()
}
