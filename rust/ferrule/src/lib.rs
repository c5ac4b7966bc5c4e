//! Write Ferrule components in safe Rust.
//!
//! A component is a struct of settings, a value that does the work, and a factory that ties both to
//! a type name. A plugin is a `cdylib` with one line for each factory. This is all of an extension:
//!
//! ```
//! use ferrule::{Completion, Error, Extension, ExtensionFactory, Host, Settings, Stability};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Deserialize, Serialize)]
//! #[serde(default, deny_unknown_fields)]
//! struct Config {
//!     greeting: String,
//! }
//!
//! impl Default for Config {
//!     fn default() -> Self {
//!         Self { greeting: "hello".into() }
//!     }
//! }
//!
//! struct Greeter {
//!     config: Config,
//! }
//!
//! impl Extension for Greeter {
//!     fn start(&mut self, host: &Host, done: Completion) {
//!         log::info!(logger: host.logger(), "{}", self.config.greeting);
//!         done.ok();
//!     }
//! }
//!
//! struct GreeterFactory;
//!
//! impl ExtensionFactory for GreeterFactory {
//!     type Config = Config;
//!     type Extension = Greeter;
//!     const TYPE: &'static str = "greeter";
//!     const STABILITY: Stability = Stability::Development;
//!
//!     fn create(_settings: Settings, config: Config) -> Result<Greeter, Error> {
//!         Ok(Greeter { config })
//!     }
//! }
//!
//! // In the plugin crate:
//! ferrule::plugin!(|factories| {
//!     factories.add(GreeterFactory);
//! });
//! # fn main() {
//! #     let host = ferrule_testing::Plugin::open(ferrule_plugin_open_v1);
//! #     let greeter = host.extension("greeter").create("greeter", r#"{"greeting":"hi"}"#).unwrap();
//! #     greeter.start().unwrap();
//! #     assert_eq!(greeter.logs()[0].message, "hi");
//! #     greeter.shutdown().unwrap();
//! # }
//! ```
//!
//! What the crate takes care of:
//! - A panic becomes an error of the call, is logged, and ends that component only.
//! - Settings with wrong or unknown keys are refused, each with its place.
//! - `shutdown` is called at most once, and only after a `start`.
//! - Records of the `log` macros go to the collector's log under the component's id.
//! - Threads of [`Host::spawn`] are counted and joined.
//! - What another extension offers is not called after the component's shutdown.
//!
//! `ferrule-testing` is a host for tests.

mod buf;
mod completion;
mod config;
mod current;
mod duration;
mod entry;
mod error;
mod extension;
mod factories;
mod factory;
mod foreign;
mod gate;
mod guard;
mod handle;
mod headers;
mod heap;
mod host;
mod instance;
mod life;
mod logger;
mod metric;
mod operation;
mod plugin;
mod problem;
mod server_auth;
mod slices;
mod stats;
mod threads;
mod upcall;

pub use completion::Completion;
pub use duration::GoDuration;
pub use error::{Error, ErrorCode};
pub use extension::Extension;
pub use factories::Factories;
pub use factory::{ExtensionFactory, NotYet, Settings, Stability};
pub use headers::{Header, Headers};
pub use heap::CountingAllocator;
pub use host::{Host, Status};
pub use logger::Logger;
pub use metric::{Counter, Histogram, Metric, MetricBuilder, UpDownCounter};
pub use problem::ConfigProblem;
pub use server_auth::{Identity, ServerAuth, ServerAuthRef};

/// For [`plugin!`](crate::plugin).
#[doc(hidden)]
pub mod __private {
    pub use crate::plugin::{Manifest, open};
    pub use ferrule_sys::{ferrule_error, ferrule_host, ferrule_plugin};
}
