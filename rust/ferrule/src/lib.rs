//! Write Ferrule components in safe Rust.
//!
//! A component is a struct of settings, a value that does the work, and a factory that ties both to
//! a type name. A plugin is a `cdylib` with one line for each factory. This is all of an extension:
//!
//! ```
//! use ferrule::{Completion, Error, Extension, ExtensionFactory, Host, Settings, Stability};
//! use schemars::JsonSchema;
//! use serde::{Deserialize, Serialize};
//!
//! /// Greets.
//! #[derive(Deserialize, JsonSchema, Serialize)]
//! #[serde(default, deny_unknown_fields)]
//! struct Config {
//!     /// What to say.
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
//! #     host.extension("greeter").check_settings();
//! #     let greeter = host.extension("greeter").create("greeter", r#"{"greeting":"hi"}"#).unwrap();
//! #     greeter.start().unwrap();
//! #     assert_eq!(greeter.logs()[0].message, "hi");
//! #     greeter.shutdown().unwrap();
//! # }
//! ```
//!
//! What the crate takes care of:
//! - A panic becomes an error of the call, is logged, and ends that component only.
//! - Settings with wrong or unknown keys are refused, each with its place; their JSON Schema is
//!   that of the struct.
//! - `shutdown` is called at most once, and only after a `start`.
//! - Records of the `log` macros go to the collector's log under the component's id.
//! - Threads of [`Host::spawn`] are counted and joined.
//! - With the feature `tokio`: start and shutdown may be async functions, in a runtime that all
//!   components of the plugin share, with tasks that end with their component.
//! - With the feature `tracing`: its events go where records of `log` go.
//! - What another extension offers is not called after the component's shutdown.
//!
//! `ferrule-testing` is a host for tests. A plugin to copy is in `rust/template`, and
//! `docs/native-components.md` is the guide to it.

/// The guides, whose examples are to compile.
#[cfg(doctest)]
mod guides {
    #[doc = include_str!("../../../docs/native-components.md")]
    mod native_components {}
    #[doc = include_str!("../../README.md")]
    mod readme {}
}

#[cfg(panic = "abort")]
compile_error!("a panic would end the collector: remove panic = \"abort\" from the profile");

#[cfg(feature = "tokio")]
mod async_extension;
mod buf;
mod client_auth;
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
#[cfg(feature = "tracing")]
mod layer;
mod life;
mod logger;
mod metric;
mod offered;
mod operation;
mod plugin;
mod problem;
#[cfg(feature = "tokio")]
mod runtime;
mod schema;
mod secret;
mod server_auth;
mod slices;
mod stats;
#[cfg(feature = "tokio")]
mod task;
#[cfg_attr(not(feature = "tokio"), path = "no_tasks.rs")]
mod tasks;
mod threads;
#[cfg(feature = "tokio")]
mod tracked;
mod upcall;

#[cfg(feature = "tokio")]
pub use async_extension::{Async, AsyncExtension};
pub use client_auth::{ClientAuth, ClientRequest, Credentials};
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
pub use secret::Secret;
pub use server_auth::{Identity, ServerAuth, ServerAuthRef};
#[cfg(feature = "tokio")]
pub use task::Task;

/// For [`plugin!`](crate::plugin).
#[doc(hidden)]
pub mod __private {
    /// Only with the feature `tokio` there is a runtime.
    #[cfg(feature = "tokio")]
    #[must_use]
    pub const fn worker_threads(threads: usize) -> Option<usize> {
        assert!(threads > 0, "a runtime has at least one thread");
        Some(threads)
    }

    pub use crate::plugin::{Manifest, open};
    pub use ferrule_sys::{ferrule_error, ferrule_host, ferrule_plugin};
}
