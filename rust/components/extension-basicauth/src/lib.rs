//! Lets in who has a name and a password of an htpasswd file, or gives exporters a name and a
//! password to show, as the Go Collector's `basicauth` does: a component names the extension in its
//! settings and asks it about each request.
//!
//! Of the hashes that Go's takes for servers, all are there: bcrypt, SHA-crypt, `apr1` and
//! MD5-crypt, `{SHA}`, `{SSHA}`, and plain text. The file is read once, at the start; those of a
//! client are followed.
//!
//! Nothing is remembered of a password that was right, so that each request costs what its hash
//! costs, in the thread of whoever asks: with bcrypt some 2 ms at the cost of 5 that `htpasswd -B`
//! takes by itself, and twice as much for each step above, 60 ms at 10. A name that is not there
//! costs as much as the costliest that is.
//!
//! A client sends its password with each request as it is: without TLS that is for one machine, or
//! for what stands behind a proxy.

mod authenticator;
mod client_auth;
mod config;
mod credentials;
mod extension;
mod factory;
mod hash;
mod htpasswd;
mod md5_crypt;
mod users;

pub use factory::BasicAuthFactory;
