//! The other side: what exporters show.

mod client;
mod files;
mod settings;

pub(crate) use self::client::Client;
pub(crate) use self::settings::ClientAuthSettings;
