//! Serves the health of the Collector over HTTP, as the Go Collector's `health_check` extension
//! does: 200 while the pipelines are up, 503 before and after.

mod body;
mod config;
mod extension;
mod factory;
mod mount;
mod site;
mod sniff;
mod state;

pub use factory::{HealthCheck, HealthCheckFactory};
