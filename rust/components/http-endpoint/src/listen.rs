use std::io::{Error, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};

use crate::address::Address;

/// Binds the endpoint. As in Go, a name that has several addresses is bound at its first IPv4 one,
/// and no name at all stands for every address of the machine. May ask the resolver, and block.
///
/// The error says what Go's does.
pub(crate) fn listen(address: &Address) -> Result<TcpListener, String> {
    if address.host.is_empty() {
        let both = SocketAddr::from((Ipv6Addr::UNSPECIFIED, address.port));
        return match TcpListener::bind(both) {
            // A machine without IPv6.
            Err(error) if error.kind() != ErrorKind::AddrInUse => {
                bind(SocketAddr::from((Ipv4Addr::UNSPECIFIED, address.port)))
            }
            outcome => outcome.map_err(|error| refused(&format!(":{}", address.port), &error)),
        };
    }
    bind(resolve(address)?)
}

fn bind(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).map_err(|error| refused(&address.to_string(), &error))
}

fn refused(address: &str, error: &Error) -> String {
    format!("listen tcp {address}: bind: {}", reason(error))
}

fn resolve(address: &Address) -> Result<SocketAddr, String> {
    if let Ok(ip) = address.host.parse::<IpAddr>() {
        return Ok(SocketAddr::new(ip, address.port));
    }
    let host = &address.host;
    let unknown = || format!("listen tcp: lookup {host}: no such host");
    let found: Vec<SocketAddr> =
        (host.as_str(), address.port).to_socket_addrs().map_err(|_| unknown())?.collect();
    let first = found.iter().find(|address| address.is_ipv4()).or_else(|| found.first());
    first.copied().ok_or_else(unknown)
}

/// What the system says, in small letters and without its number.
pub(crate) fn reason(error: &Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(host: &str, port: u16) -> Result<TcpListener, String> {
        listen(&Address { host: host.to_owned(), port })
    }

    #[test]
    fn localhost_is_ipv4() {
        assert_eq!(at("localhost", 0).unwrap().local_addr().unwrap().ip(), Ipv4Addr::LOCALHOST);
    }

    #[test]
    fn no_host_is_every_address() {
        let listener = at("", 0).unwrap();
        let address = listener.local_addr().unwrap();
        assert!(address.ip().is_unspecified());
        std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, address.port())).unwrap();
    }

    #[test]
    fn says_what_go_says() {
        let taken = at("127.0.0.1", 0).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_eq!(
            at("localhost", port).unwrap_err(),
            format!("listen tcp 127.0.0.1:{port}: bind: address already in use"),
        );
        assert_eq!(
            at("192.0.2.1", 0).unwrap_err(),
            "listen tcp 192.0.2.1:0: bind: cannot assign requested address",
        );
        assert_eq!(
            at("name.invalid", 80).unwrap_err(),
            "listen tcp: lookup name.invalid: no such host",
        );
    }
}
