use ferrule_sys as sys;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{ConfigProblem, Error, Extension, Logger};

/// How far a component may be relied on, in the words of the Collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stability {
    /// Nothing is said.
    Undefined,
    /// Looking for a maintainer.
    Unmaintained,
    /// Will be removed.
    Deprecated,
    /// Not ready for use.
    Development,
    /// Ready for limited use.
    Alpha,
    /// The configuration is settled.
    Beta,
    /// Ready for general use.
    Stable,
}

impl Stability {
    pub(crate) const fn raw(self) -> i32 {
        match self {
            Self::Undefined => sys::FERRULE_UNDEFINED,
            Self::Unmaintained => sys::FERRULE_UNMAINTAINED,
            Self::Deprecated => sys::FERRULE_DEPRECATED,
            Self::Development => sys::FERRULE_DEVELOPMENT,
            Self::Alpha => sys::FERRULE_ALPHA,
            Self::Beta => sys::FERRULE_BETA,
            Self::Stable => sys::FERRULE_STABLE,
        }
    }
}

/// A key that the Go Collector accepts and that the component cannot honour yet: it is refused with
/// the reason, never ignored.
#[derive(Clone, Copy, Debug)]
pub struct NotYet {
    /// The RFC 6901 pointer to the key, such as `/tls`.
    pub pointer: &'static str,
    /// Ends the sentence "not supported yet: ...".
    pub reason: &'static str,
}

/// What a component gets when it is built.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The configured id: `type` or `type/name`.
    pub id: String,
    /// Writes to the collector's log under that id.
    pub logger: Logger,
}

/// Makes extensions of one type. The value is only a name for the type in
/// [`Factories::add`](crate::Factories::add): all is said by the type.
pub trait ExtensionFactory: Send + Sync + 'static {
    /// The settings. Refuse unknown keys and give every key a default:
    /// `#[serde(default, deny_unknown_fields)]`.
    type Config: DeserializeOwned + Serialize + Default;

    /// What is made.
    type Extension: Extension;

    /// The type in the configuration: a letter, then letters, digits and underscores, up to 63.
    const TYPE: &'static str;

    /// How far it may be relied on.
    const STABILITY: Stability;

    /// Keys to be refused with a reason.
    const NOT_YET: &'static [NotYet] = &[];

    /// The JSON Schema (draft 2020-12) of the settings, if there is one.
    #[must_use]
    fn schema() -> Option<Value> {
        None
    }

    /// What is wrong with settings that have the right shape: everything, not only the first. No
    /// I/O, no effect, any thread.
    fn validate(config: &Self::Config) -> Vec<ConfigProblem> {
        let _ = config;
        Vec::new()
    }

    /// The ids of the extensions that one with such settings needs, such as those that it asks for
    /// with [`Host::server_auth`](crate::Host::server_auth), in the order of the settings. They
    /// start before it and stop after it; the collector does not start if one is missing.
    fn dependencies(config: &Self::Config) -> Vec<String> {
        let _ = config;
        Vec::new()
    }

    /// Builds the extension from valid settings. No I/O and no threads: those are for
    /// [`Extension::start`].
    fn create(settings: Settings, config: Self::Config) -> Result<Self::Extension, Error>;
}
