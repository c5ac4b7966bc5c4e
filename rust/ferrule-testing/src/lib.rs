//! A host for the tests of Ferrule plugins: drives a plugin through its C table, as the collector
//! does, and keeps what the plugin says.
//!
//! A plugin is opened once in a process, so all tests of a test program share it. [`Plugin::open`]
//! lets in one test at a time, and at the end of each checks that the plugin has nothing left
//! alive.
//!
//! ```no_run
//! # unsafe extern "C" fn ferrule_plugin_open_v1(
//! #     _: *const ferrule_sys::ferrule_host,
//! #     _: *mut *const ferrule_sys::ferrule_plugin,
//! #     _: *mut ferrule_sys::ferrule_error,
//! # ) -> i32 { -1 }
//! let plugin = ferrule_testing::Plugin::open(ferrule_plugin_open_v1);
//! let component = plugin.extension("health_check").create("health_check", "{}").unwrap();
//! component.start().unwrap();
//! component.shutdown().unwrap();
//! ```

mod buf;
mod call;
mod client_auth;
mod component;
mod extension;
mod failure;
mod hook;
mod lent;
mod metric;
mod plugin;
mod record;
mod schema;
mod server_auth;
mod table;

pub use client_auth::{ClientAuth, Shown};
pub use component::{Component, Pending};
pub use extension::Extension;
pub use failure::Failure;
pub use metric::Series;
pub use plugin::Plugin;
pub use record::{LogRecord, StatusReport};
pub use server_auth::ServerAuth;

/// How many threads the host wants a runtime to have.
pub const WORKER_THREADS: u32 = 2;

/// How long the tests wait for anything before they fail.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
