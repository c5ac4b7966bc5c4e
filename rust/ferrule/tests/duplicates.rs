//! A plugin whose factories cannot be told apart, or named, does not open.

use std::ptr;

use ferrule::ExtensionFactory;
use ferrule_sys::{FERRULE_E_INTERNAL, ferrule_error, ferrule_host};

mod minimal;

struct BadName;

impl ExtensionFactory for BadName {
    type Config = minimal::Config;
    type Extension = minimal::Minimal;
    const TYPE: &'static str = "bad-name";
    const STABILITY: ferrule::Stability = ferrule::Stability::Undefined;

    fn create(
        settings: ferrule::Settings,
        config: Self::Config,
    ) -> Result<Self::Extension, ferrule::Error> {
        minimal::MinimalFactory::create(settings, config)
    }
}

ferrule::plugin!(|factories| {
    factories.add(minimal::MinimalFactory);
    factories.add(BadName);
    factories.add(minimal::MinimalFactory);
});

#[test]
fn the_open_fails_with_all_reasons() {
    let host = ferrule_host {
        size: 88,
        abi_major: 1,
        abi_minor: 0,
        ctx: ptr::null_mut(),
        worker_threads: 0,
        reserved: 0,
        log_enabled: None,
        log: None,
        report_status: None,
        complete: None,
        define_metric: None,
        record: None,
        find_extension: None,
        describe: None,
    };
    let mut plugin = ptr::null();
    let mut error = ferrule_error::zeroed();
    // SAFETY: all three are valid.
    let code = unsafe { ferrule_plugin_open_v1(&raw const host, &raw mut plugin, &raw mut error) };
    assert_eq!(code, FERRULE_E_INTERNAL);
    assert!(plugin.is_null());
    let len = usize::try_from(error.message.len).unwrap();
    // SAFETY: the plugin filled it.
    let message = unsafe { std::slice::from_raw_parts(error.message.ptr, len) };
    assert_eq!(
        str::from_utf8(message).unwrap(),
        "`bad-name` is not a type of a component; there are two factories for the extension \
         `minimal`"
    );
    // SAFETY: this is the only release.
    unsafe { error.message.release.unwrap()(&raw mut error.message) };
}
