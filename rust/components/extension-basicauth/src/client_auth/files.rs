use std::fs::File;
use std::io::Read;

use ferrule::Error;

/// A longer file is taken for something else.
const MOST_BYTES: u64 = 64 * 1024;

/// The name or password in a file, in the words of Go if it cannot be had.
pub(super) fn read(path: &str) -> Result<String, Error> {
    content(path)
        .map_err(|error| Error::new(format!("failed to read credentials file {path:?}: {error}")))
}

fn content(path: &str) -> Result<String, String> {
    let opened = File::open(path).map_err(|error| format!("open {path}: {error}"))?;
    let mut content = String::new();
    // What is not UTF-8 is an error of this, too, which shows nothing of it.
    let read = opened.take(MOST_BYTES + 1).read_to_string(&mut content);
    read.map_err(|error| format!("read {path}: {error}"))?;
    if content.len() as u64 > MOST_BYTES {
        return Err(format!("it is longer than {MOST_BYTES} bytes"));
    }
    let content = content.trim();
    if content.is_empty() {
        return Err(format!("credentials file {path:?} is empty"));
    }
    Ok(content.to_owned())
}
