use std::net::Ipv6Addr;

/// Where to listen, as the settings have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Empty for all addresses of the machine.
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Address {
    /// Reads `host:port`. The error ends in no full stop and names the text.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("the endpoint is empty".to_owned());
        }
        let (host, port) = split(text)?;
        if host.chars().any(|c| c.is_whitespace() || c.is_control() || "[]/@".contains(c)) {
            return Err(format!("`{text}` has a character that is not allowed in a host"));
        }
        // parse would take a sign.
        let digits = port.bytes().all(|byte| byte.is_ascii_digit());
        match port.parse() {
            Ok(port) if digits => Ok(Self { host: host.to_owned(), port }),
            _ => Err(format!("`{port}` is not a port number")),
        }
    }
}

fn split(text: &str) -> Result<(&str, &str), String> {
    let no_port = || format!("`{text}` has no port");
    if let Some(rest) = text.strip_prefix('[') {
        let (host, rest) =
            rest.split_once(']').ok_or_else(|| format!("`{text}` has no closing bracket"))?;
        let port = rest.strip_prefix(':').ok_or_else(no_port)?;
        return match host.parse::<Ipv6Addr>() {
            Ok(_) => Ok((host, port)),
            Err(_) => Err(format!("`{host}` is not an IPv6 address")),
        };
    }
    let (host, port) = text.rsplit_once(':').ok_or_else(no_port)?;
    if host.contains(':') {
        return Err(format!("`{text}` has too many colons; put an IPv6 address in brackets"));
    }
    Ok((host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<(String, u16)> {
        Address::parse(text).ok().map(|address| (address.host, address.port))
    }

    #[test]
    fn reads_host_and_port() {
        for (text, host, port) in [
            ("localhost:13133", "localhost", 13133),
            (":13133", "", 13133),
            ("0.0.0.0:0", "0.0.0.0", 0),
            ("[::1]:65535", "::1", 65535),
            ("[::]:13133", "::", 13133),
            ("health.example.org:80", "health.example.org", 80),
        ] {
            assert_eq!(parse(text), Some((host.to_owned(), port)), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            "localhost",
            "localhost:",
            "localhost:http",
            "localhost:65536",
            "localhost:-1",
            "localhost:+80",
            "::1:80",
            "[::1]",
            "[::1]80",
            "[::1:80",
            "[localhost]:80",
            "http://localhost:80",
            "local host:80",
            "a]b:80",
        ] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }
}
