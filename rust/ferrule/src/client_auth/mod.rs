//! Who calls a peer: offered by one component, shown by what exporters send.

mod credentials;
mod offer;

pub use credentials::Credentials;

pub(crate) use self::offer::Offer;
use crate::Error;

/// Tells a peer who is calling, by headers on each request. An extension offers it with
/// [`Extension::client_auth`](crate::Extension::client_auth); exporters that name the extension in
/// their settings ask it.
///
/// ```
/// use std::sync::Mutex;
/// use std::time::{Duration, Instant};
///
/// use ferrule::{ClientAuth, ClientRequest, Credentials, Error};
///
/// /// A token that a task of the extension renews, and when it expires.
/// struct Token(Mutex<Option<(String, Instant)>>);
///
/// impl ClientAuth for Token {
///     fn credentials(&self, _request: &ClientRequest<'_>) -> Result<Credentials, Error> {
///         let token = self.0.lock().map_err(|_| "the token is lost")?;
///         let Some((token, expires)) = &*token else {
///             return Err(Error::busy("the token server has not answered yet"));
///         };
///         let left = expires.saturating_duration_since(Instant::now());
///         // Asked again soon, so that a token that was renewed is shown.
///         let keep = left.min(Duration::from_secs(10));
///         Ok(Credentials::new().with("authorization", format!("Bearer {token}")).keep(keep))
///     }
/// }
/// ```
pub trait ClientAuth: Send + Sync + 'static {
    /// What a request is to show. [`Error::busy`] if there is nothing for now; whatever the error,
    /// the request fails with its message, which the operator reads, and may be repeated. Any
    /// thread; may compute, but must not wait for the world outside: a token is fetched by a task
    /// or a thread of the extension, the first one before the start completes. A panic fails the
    /// request and disables the component.
    fn credentials(&self, request: &ClientRequest<'_>) -> Result<Credentials, Error>;

    /// Whether the headers are secrets that must not travel in the clear: gRPC clients without TLS
    /// then refuse to start, as in the Go Collector. Asked once.
    fn requires_tls(&self) -> bool {
        true
    }
}

/// A request that is about to be sent.
#[derive(Clone, Copy, Debug)]
pub struct ClientRequest<'a> {
    authority: &'a str,
    path: &'a str,
}

impl<'a> ClientRequest<'a> {
    /// A request to that peer, `host` or `host:port`, for that path.
    #[must_use]
    pub const fn new(authority: &'a str, path: &'a str) -> Self {
        Self { authority, path }
    }

    /// The peer: `host`, or `host:port`.
    #[must_use]
    pub const fn authority(&self) -> &'a str {
        self.authority
    }

    /// Such as `/v1/traces`, or a gRPC method; without the query.
    #[must_use]
    pub const fn path(&self) -> &'a str {
        self.path
    }
}
