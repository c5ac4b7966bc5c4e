//! The HTTP server of an extension, as the Go Collector's `confighttp` has it: [`HttpEndpoint`].
//!
//! Each has a thread of its own, and two more for answers that take time. It serves HTTP/1, within
//! limits that no setting lifts: 1024 connections, 16 KiB and 100 headers a request, five minutes a
//! connection. It does not read the bodies of requests.
//!
//! The extension keeps the settings among its own, since settings do not nest there, and hands them
//! over as [`ServerSettings`], which also checks them.

mod address;
mod answer;
mod auth;
mod connection;
mod endpoint;
mod listen;
mod server;
mod service;
mod settings;
#[cfg(feature = "testing")]
pub mod testing;
mod workers;

pub use answer::{Answer, answer, not_found, text};
pub use auth::AuthSettings;
pub use endpoint::HttpEndpoint;
pub use hyper::{Method, StatusCode, header};
pub use service::{Handler, Request, Site};
pub use settings::{NOT_YET, ServerSettings, not_yet};
