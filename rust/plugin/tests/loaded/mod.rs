//! The library, built and loaded.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use ferrule_sys::ferrule_open;
use ferrule_testing::Plugin;
use libloading::Library;

/// Builds the library, which a test of a cdylib does not do by itself.
pub(crate) fn library() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let target =
            Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target directory");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--locked", "--offline", "--lib", "--package", "ferrule-plugin"])
            .arg("--manifest-path")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .arg("--target-dir")
            .arg(target)
            .output()
            .expect("cargo runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let name = libloading::library_filename("ferrule_plugin");
        target.join("debug").join(name)
    })
}

pub(crate) fn open() -> Plugin {
    static LOADED: OnceLock<Library> = OnceLock::new();
    let library = LOADED.get_or_init(|| {
        // SAFETY: the library has no initialisers that ask anything of the process.
        unsafe { Library::new(library()) }.expect("the library loads")
    });
    // SAFETY: the header says that the symbol has this type. The library is never unloaded.
    let entry = unsafe { library.get::<ferrule_open>(b"ferrule_plugin_open_v1\0") };
    Plugin::open(*entry.expect("the entry is there"))
}
