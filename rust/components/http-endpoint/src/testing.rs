//! A client for tests. Whatever does not go as the test expects panics.
#![allow(clippy::missing_panics_doc)] // all of it panics, which is what a test wants

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// How long a test waits for the other side.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names in small letters, and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body; empty for HEAD.
    pub body: String,
}

impl Answer {
    /// The value of the first header of that name, which is in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }
}

/// One connection.
#[derive(Debug)]
pub struct Client(BufReader<TcpStream>);

impl Client {
    /// Connects.
    #[must_use]
    pub fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect_timeout(&address, PATIENCE).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("there is such a time-out");
        Self(BufReader::new(stream))
    }

    /// Sends a text as it is.
    pub fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).expect("it is sent");
    }

    /// Sends a request without headers of its own, and waits for the answer.
    pub fn request(&mut self, method: &str, path: &str) -> Answer {
        self.request_with(method, path, "")
    }

    /// The same with headers, each with its line end.
    pub fn request_with(&mut self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"));
        self.answer(method != "HEAD")
    }

    /// Waits for an answer, with its body if it has one.
    pub fn answer(&mut self, has_body: bool) -> Answer {
        let mut lines = (&mut self.0).lines().map(|line| line.expect("an answer comes"));
        let first = lines.next().expect("an answer comes");
        let status = first.split(' ').nth(1).expect("there is a status");
        let status = status.parse().expect("the status is a number");
        let headers = lines
            .take_while(|line| !line.is_empty())
            .filter_map(|line| {
                let (name, value) = line.split_once(':')?;
                Some((name.to_ascii_lowercase(), value.trim().to_owned()))
            })
            .collect();
        let mut answer = Answer { status, headers, body: String::new() };
        let length = answer.header("content-length").unwrap_or("0");
        let length = length.parse().expect("the length is a number");
        if has_body {
            (&mut self.0).take(length).read_to_string(&mut answer.body).expect("a body comes");
        }
        answer
    }

    /// Whether the server closes the connection and sends nothing more, waiting for it.
    pub fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        match self.0.read_to_end(&mut rest) {
            Ok(_) => rest.is_empty(),
            Err(error) => error.kind() == ErrorKind::ConnectionReset,
        }
    }
}

/// Gets a page over a connection of its own.
#[must_use]
pub fn get(address: SocketAddr, path: &str) -> Answer {
    Client::connect(address).request("GET", path)
}

/// Gets a page with that value of the header `Authorization`.
#[must_use]
pub fn get_as(address: SocketAddr, path: &str, authorization: &str) -> Answer {
    let header = format!("Authorization: {authorization}\r\n");
    Client::connect(address).request_with("GET", path, &header)
}

/// Whether nothing listens there.
#[must_use]
pub fn refuses_connections(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, PATIENCE).is_err()
}
