//! The C ABI between the Ferrule host and a native plugin, as `include/ferrule_plugin.h` has it.
//!
//! The header is the source of truth: what a function does, who owns what, and which thread may
//! call is written there. This crate repeats the shapes under the names of the header, so that the
//! two can be read side by side; a test compares them field by field.
//!
//! Authors of components use the `ferrule` crate, which needs no unsafe code.
#![no_std]
#![allow(non_camel_case_types)]

mod component;
mod constants;
mod data;
mod host;
mod interface;
mod plugin;

pub use component::{ferrule_component, ferrule_create, ferrule_event};
pub use constants::*;
pub use data::{
    ferrule_buf, ferrule_call, ferrule_error, ferrule_ref, ferrule_slice, ferrule_token,
};
pub use host::{ferrule_host, ferrule_metric};
pub use interface::{
    FERRULE_CLIENT_AUTH_V1, FERRULE_SERVER_AUTH_V1, ferrule_client_auth, ferrule_client_request,
    ferrule_credentials, ferrule_header, ferrule_interface, ferrule_server_auth,
};
pub use plugin::{ferrule_open, ferrule_plugin, ferrule_stats};
