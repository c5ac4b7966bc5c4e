use ferrule::GoDuration;
use ferrule_http_endpoint::StatusCode;
use serde::Serialize;

use crate::config::ResponseBody;
use crate::sniff;
use crate::state::Since;

/// What Go writes for a time that was never set.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// What is answered: status, content type, body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    status: &'static str,
    up_since: String,
    uptime: String,
}

/// The answer to a health check.
pub(crate) fn answer(since: Option<Since>, bodies: Option<&ResponseBody>) -> Answer {
    let status = if since.is_some() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    match bodies {
        Some(bodies) => {
            let body = if since.is_some() { &bodies.healthy } else { &bodies.unhealthy };
            Answer { status, content_type: sniff::content_type(body), body: body.clone() }
        }
        None => Answer { status, content_type: Some("application/json"), body: report(since) },
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
