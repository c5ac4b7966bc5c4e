use std::ffi::CStr;
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use ferrule_sys::{
    FERRULE_ABI_MAJOR, FERRULE_EXTENSION, FERRULE_MAGIC, FERRULE_OK, ferrule_component,
    ferrule_open, ferrule_plugin, ferrule_stats,
};

use serde_json::Value;

use crate::call::checked;
use crate::record::EAR;
use crate::server_auth::FakeServerAuth;
use crate::{Extension, Failure, LogRecord, buf, hook, table};

/// The plugin, for as long as a test has it.
pub struct Plugin {
    plugin: &'static ferrule_plugin,
    _exclusive: MutexGuard<'static, ()>,
}

struct Opened(&'static ferrule_plugin);

// SAFETY: the table is constant for the life of the process, and its functions are for any thread.
unsafe impl Send for Opened {}
// SAFETY: as above.
unsafe impl Sync for Opened {}

static OPENED: OnceLock<Opened> = OnceLock::new();
static EXCLUSIVE: Mutex<()> = Mutex::new(());

impl Plugin {
    /// The plugin with that entry, opened if it was not before. Waits for other tests to end.
    ///
    /// # Panics
    /// If the plugin does not open, or breaks a rule.
    pub fn open(entry: ferrule_open) -> Self {
        hook::mark_test_thread();
        let exclusive = EXCLUSIVE.lock().unwrap_or_else(PoisonError::into_inner);
        let plugin = OPENED.get_or_init(|| Opened(hook::around(|| load(entry)))).0;
        EAR.with(|heard| {
            heard.logs.clear();
            heard.statuses.clear();
            heard.series.clear();
            heard.tokens.clear();
            heard.violations.clear();
            heard.dependencies.clear();
            heard.fakes.clear();
            heard.service = None;
            heard.lowest_severity = 0;
        });
        Self { plugin, _exclusive: exclusive }
    }

    /// The name in the manifest.
    #[must_use]
    pub fn name(&self) -> String {
        // SAFETY: the header promises a text for the life of the process.
        unsafe { CStr::from_ptr(self.plugin.name) }.to_string_lossy().into_owned()
    }

    /// The types of all extensions.
    #[must_use]
    pub fn extensions(&self) -> Vec<String> {
        self.components().iter().map(|component| type_name(component)).collect()
    }

    /// The factory of an extension.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn extension(&self, type_name: &str) -> Extension<'_> {
        let found = self
            .components()
            .into_iter()
            .find(|it| it.kind == FERRULE_EXTENSION && self::type_name(it) == type_name);
        Extension::new(found.unwrap_or_else(|| panic!("there is no extension {type_name}")))
    }

    fn components(&self) -> Vec<&'static ferrule_component> {
        let count = self.plugin.n_components as usize;
        // SAFETY: the header promises that many pointers, for the life of the process.
        let table = unsafe { std::slice::from_raw_parts(self.plugin.components, count) };
        // SAFETY: as above.
        table.iter().map(|component| unsafe { &**component }).collect()
    }

    /// What the plugin has alive.
    ///
    /// # Panics
    /// If it does not say.
    #[must_use]
    pub fn stats(&self) -> ferrule_stats {
        let size = u32::try_from(size_of::<ferrule_stats>()).expect("it is small");
        let mut out = ferrule_stats { size, ..ferrule_stats::default() };
        let stats = self.plugin.stats.expect("stats is offered");
        // SAFETY: out is as large as its size says.
        assert_eq!(unsafe { stats(&raw mut out) }, FERRULE_OK);
        out
    }

    /// Closes the plugin, for the whole process.
    ///
    /// # Panics
    /// If the plugin offers no close.
    pub fn close(&self, timeout: Duration) -> Result<(), Failure> {
        let close = self.plugin.close.expect("close is offered");
        let timeout = i64::try_from(timeout.as_nanos()).unwrap_or(i64::MAX);
        // SAFETY: the error is as large as its size says.
        checked(|error| unsafe { close(timeout, error) }).map(drop)
    }

    /// The manifest.
    ///
    /// # Panics
    /// If it is not a JSON object.
    #[must_use]
    pub fn manifest(&self) -> Option<Value> {
        if self.plugin.manifest_json.is_null() {
            return None;
        }
        // SAFETY: the header promises a text for the life of the process.
        let json = unsafe { CStr::from_ptr(self.plugin.manifest_json) };
        let manifest: Value = serde_json::from_slice(json.to_bytes()).expect("it is JSON");
        assert!(manifest.is_object(), "the manifest is {manifest}");
        Some(manifest)
    }

    /// From now on, until the test ends, there is an extension with that id that tells who sends a
    /// request: a JSON object, null if nothing is known, or an error. Components that have the id
    /// among their dependencies find it.
    ///
    /// # Panics
    /// If there is one already.
    pub fn offer_server_auth(
        &self,
        id: &str,
        answer: impl Fn(&[(String, String)]) -> Result<Value, Failure> + Send + Sync + 'static,
    ) {
        let fake = Arc::new(FakeServerAuth(Box::new(answer)));
        let before = EAR.with(|heard| heard.fakes.insert(id.to_owned(), fake));
        assert!(before.is_none(), "there is an extension {id} already");
    }

    /// From now on the host describes the collector so.
    pub fn set_service(&self, description: Value) {
        EAR.with(|heard| heard.service = Some(description));
    }

    /// All that the plugin logged during this test, for any component.
    #[must_use]
    pub fn logs(&self) -> Vec<LogRecord> {
        EAR.with(|heard| heard.logs.clone())
    }

    /// From now on records below that severity are not wanted.
    pub fn set_lowest_severity(&self, severity: i32) {
        EAR.with(|heard| heard.lowest_severity = severity);
    }

    fn check(&self) {
        let now = self.stats();
        // The heap is shared with the test.
        let ferrule_stats { size, panics, live_heap_bytes, live_heap_blocks, .. } = now;
        let empty = ferrule_stats {
            size,
            panics,
            live_heap_bytes,
            live_heap_blocks,
            ..ferrule_stats::default()
        };
        assert_eq!(now, empty, "the plugin has something left");
        assert_eq!(buf::live(), 0, "the plugin has not released what the host gave it");
        let violations = EAR.with(|heard| heard.violations.clone());
        assert!(violations.is_empty(), "the plugin broke rules: {violations:?}");
    }
}

impl Drop for Plugin {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.check();
        }
    }
}

fn load(entry: ferrule_open) -> &'static ferrule_plugin {
    let host = Box::leak(Box::new(table::host()));
    let mut plugin = ptr::null();
    // SAFETY: all three are valid, and the host lives as long as the process.
    checked(|error| unsafe { entry(host, &raw mut plugin, error) }).expect("the plugin opens");
    // SAFETY: the plugin set it, for the life of the process.
    let plugin = unsafe { plugin.as_ref() }.expect("the plugin sets its out-parameter");
    assert_eq!(plugin.magic, FERRULE_MAGIC);
    assert_eq!(plugin.abi_major, FERRULE_ABI_MAJOR);
    assert!(plugin.size as usize >= size_of::<ferrule_plugin>());
    plugin
}

fn type_name(component: &ferrule_component) -> String {
    // SAFETY: the header promises a text for the life of the process.
    unsafe { CStr::from_ptr(component.type_name) }.to_string_lossy().into_owned()
}
