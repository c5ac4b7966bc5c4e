//! The entry of a plugin, and its end.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

use ferrule_sys as sys;
use ferrule_sys::{FERRULE_OK, ferrule_error, ferrule_host, ferrule_plugin};
use serde_json::{Map, Value};

use crate::factories::{Factories, publish_text, size_of_u32};
use crate::logger::Bridge;
use crate::{Error, ErrorCode, guard, stats, threads, upcall};

static OPENED: AtomicBool = AtomicBool::new(false);

/// What [`plugin!`](crate::plugin) says of a plugin.
#[derive(Debug)]
pub struct Manifest {
    /// The name, for logs.
    pub name: &'static str,
    /// The version.
    pub version: &'static str,
    /// The licence; may be empty, as the two that follow.
    pub license: &'static str,
    /// What the plugin is for.
    pub description: &'static str,
    /// Where its source is.
    pub repository: &'static str,
    /// Adds the factories.
    pub register: fn(&mut Factories),
}

impl Manifest {
    fn json(&self) -> String {
        let fields = [
            ("license", self.license),
            ("description", self.description),
            ("source", self.repository),
            ("language", "rust"),
            ("target", env!("FERRULE_TARGET")),
        ];
        let known = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let fields: Map<String, Value> =
            known.map(|(name, value)| (name.to_owned(), value.into())).collect();
        Value::Object(fields).to_string()
    }
}

/// The body of `ferrule_plugin_open_v1`.
///
/// # Safety
/// As the header says of that function.
pub unsafe fn open(
    manifest: &Manifest,
    host: *const ferrule_host,
    out: *mut *const ferrule_plugin,
    error: *mut ferrule_error,
) -> i32 {
    // SAFETY: passed on as the host gave them.
    unsafe {
        guard::entry(0, error, || {
            check(host, out)?;
            if OPENED.swap(true, SeqCst) || !upcall::install(host) {
                let code = ErrorCode::State;
                return Err(Error::with_code(code, "the plugin was opened before"));
            }
            guard::install_panic_hook();
            // Fails only if a library of the plugin set one; its records are lost then.
            if log::set_logger(&Bridge).is_ok() {
                log::set_max_level(log::LevelFilter::Trace);
            }
            out.write(publish(manifest)?);
            Ok(FERRULE_OK)
        })
    }
}

unsafe fn check(host: *const ferrule_host, out: *mut *const ferrule_plugin) -> Result<(), Error> {
    let misuse = |what| Err(Error::with_code(ErrorCode::Argument, what));
    if host.is_null() || out.is_null() {
        return misuse("host or out is NULL");
    }
    // SAFETY: not null; these fields are there in every version.
    let (size, major) = unsafe { ((*host).size, (*host).abi_major) };
    if major != sys::FERRULE_ABI_MAJOR {
        let code = ErrorCode::Unsupported;
        let ours = sys::FERRULE_ABI_MAJOR;
        let message = format!("the plugin speaks ABI {ours}, the host ABI {major}");
        return Err(Error::with_code(code, message));
    }
    if (size as usize) < size_of::<ferrule_host>() {
        return misuse("the host's table is too short");
    }
    Ok(())
}

fn publish(manifest: &Manifest) -> Result<*const ferrule_plugin, Error> {
    let mut factories = Factories::default();
    (manifest.register)(&mut factories);
    let components = factories.publish()?;
    Ok(Box::leak(Box::new(ferrule_plugin {
        size: size_of_u32::<ferrule_plugin>(),
        magic: sys::FERRULE_MAGIC,
        abi_major: sys::FERRULE_ABI_MAJOR,
        abi_minor: sys::FERRULE_ABI_MINOR,
        n_components: u32::try_from(components.len()).unwrap_or(u32::MAX),
        components: components.as_ptr(),
        name: publish_text(manifest.name)?,
        version: publish_text(manifest.version)?,
        manifest_json: publish_text(&manifest.json())?,
        stats: Some(stats::stats),
        close: Some(close),
    })))
}

/// Joins all threads, and ends all calls to the host in any case.
///
/// # Safety
/// `error` is null or points to a `ferrule_error` whose `size` the caller has set.
unsafe extern "C" fn close(timeout_ns: i64, error: *mut ferrule_error) -> i32 {
    let timeout = Duration::from_nanos(u64::try_from(timeout_ns).unwrap_or(0));
    let now = Instant::now();
    let deadline = now.checked_add(timeout).unwrap_or(now);
    // SAFETY: passed on as the host gave it.
    unsafe {
        guard::entry(0, error, || {
            let left = threads::join(None, deadline);
            let quiet = upcall::close(deadline);
            if left.is_empty() && quiet {
                return Ok(FERRULE_OK);
            }
            let message = match left.as_slice() {
                [] => "a call to the host has not returned".to_owned(),
                names => format!("threads have not ended: {}", names.join(", ")),
            };
            Err(Error::with_code(ErrorCode::Deadline, message))
        })
    }
}

/// Makes the crate a plugin: exports the one symbol that the host looks for. The argument is a
/// function that adds the factories; name, version, licence, description and repository are those
/// of the crate. The example of the crate ends with it.
#[macro_export]
macro_rules! plugin {
    ($register:expr) => {
        /// The entry of the plugin, for the host.
        ///
        /// # Safety
        /// As `ferrule_plugin.h` says.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn ferrule_plugin_open_v1(
            host: *const $crate::__private::ferrule_host,
            out: *mut *const $crate::__private::ferrule_plugin,
            error: *mut $crate::__private::ferrule_error,
        ) -> i32 {
            const MANIFEST: $crate::__private::Manifest = $crate::__private::Manifest {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                license: env!("CARGO_PKG_LICENSE"),
                description: env!("CARGO_PKG_DESCRIPTION"),
                repository: env!("CARGO_PKG_REPOSITORY"),
                register: $register,
            };
            // SAFETY: passed on as the host gave them.
            unsafe { $crate::__private::open(&MANIFEST, host, out, error) }
        }
    };
}
