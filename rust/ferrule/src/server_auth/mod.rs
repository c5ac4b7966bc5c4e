//! Who sends a request: offered by one component, asked by another.

mod found;
mod offer;

pub use found::ServerAuthRef;
use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) use self::offer::Offer;
use crate::{Error, Headers};

/// Tells who sends a request. An extension offers it with
/// [`Extension::server_auth`](crate::Extension::server_auth), a component asks for it with
/// [`Host::server_auth`](crate::Host::server_auth).
///
/// ```
/// use ferrule::{Error, Headers, Identity, ServerAuth};
///
/// struct Token(String);
///
/// impl ServerAuth for Token {
///     fn authenticate(&self, headers: &Headers<'_>) -> Result<Identity, Error> {
///         match headers.get("authorization").and_then(|it| it.strip_prefix("Bearer ")) {
///             Some(token) if token == self.0 => Ok(Identity::new().with("subject", "the owner")),
///             Some(_) => Err(Error::refused("the token is not valid")),
///             None => Err(Error::refused("there is no token")),
///         }
///     }
/// }
/// ```
pub trait ServerAuth: Send + Sync + 'static {
    /// The sender of a request with such headers, or [`Error::refused`] with a message that may be
    /// told to the sender. Any thread; may compute, but must not wait for the world outside. A
    /// panic refuses the request and disables the component.
    fn authenticate(&self, headers: &Headers<'_>) -> Result<Identity, Error>;
}

/// What is known of a sender: attributes such as `username`. May be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Identity {
    attributes: Map<String, Value>,
}

impl Identity {
    /// A sender of whom nothing is known but that it is allowed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with an attribute.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.attributes.insert(name.into(), value.into());
        self
    }

    /// An attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.get(name)
    }

    /// All attributes.
    #[must_use]
    pub fn attributes(&self) -> &Map<String, Value> {
        &self.attributes
    }
}
