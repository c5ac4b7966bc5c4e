//! Files of tests.

use std::fs;
use std::path::PathBuf;

/// A file of a test, gone at its end.
pub(crate) struct TestFile(PathBuf);

impl TestFile {
    pub(crate) fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, content).expect("it is written");
        Self(path)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().expect("it is UTF-8")
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        // The directory is that of the build.
        let _ = fs::remove_file(&self.0);
    }
}
