//! Serves the health of the Collector over HTTP, as the Go Collector's `health_check` extension
//! does: 200 while the pipelines are up, 503 before and after.

mod body;
mod config;
mod connection;
mod endpoint;
mod extension;
mod factory;
mod listen;
mod mount;
mod server;
mod sniff;
mod state;
mod timestamp;

pub use factory::{HealthCheck, HealthCheckFactory};
