//! A host that breaks the rules gets an error, and the plugin goes on.

use std::mem::zeroed;
use std::ptr;

use ferrule::{
    Completion, Error, ErrorCode, Extension, ExtensionFactory, Host, Settings, Stability, Status,
};

use ferrule_sys::{
    FERRULE_E_ARG, FERRULE_E_CONFIG, FERRULE_E_STATE, FERRULE_E_UNSUPPORTED, FERRULE_OK,
    ferrule_buf, ferrule_call, ferrule_component, ferrule_create, ferrule_error, ferrule_event,
    ferrule_host, ferrule_interface, ferrule_plugin, ferrule_slice, ferrule_stats,
};
use serde::{Deserialize, Serialize};

ferrule::plugin!(|factories| {
    factories.add(AskingFactory);
});

#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Config {}

/// Asks for all that this host does not offer.
struct Asking;

impl Extension for Asking {
    fn start(&mut self, host: &Host, done: Completion) {
        host.report(Status::Ok, "");
        assert_eq!(host.worker_threads(), None);
        for error in [
            host.counter("asked").build().unwrap_err(),
            host.describe_service().unwrap_err(),
            host.server_auth("minimal").unwrap_err(),
        ] {
            assert_eq!(error.code(), ErrorCode::Unsupported);
            assert_eq!(error.message(), "the host does not offer that");
        }
        done.ok();
    }
}

struct AskingFactory;

impl ExtensionFactory for AskingFactory {
    type Config = Config;
    type Extension = Asking;
    const TYPE: &'static str = "asking";
    const STABILITY: Stability = Stability::Development;

    fn create(_settings: Settings, _config: Config) -> Result<Asking, Error> {
        Ok(Asking)
    }
}

fn host() -> ferrule_host {
    ferrule_host {
        size: 88,
        abi_major: 1,
        abi_minor: 7,
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
    }
}

fn message(error: &mut ferrule_error) -> String {
    // SAFETY: the plugin filled it, and this is the only release.
    unsafe {
        let len = usize::try_from(error.message.len).unwrap();
        let bytes = std::slice::from_raw_parts(error.message.ptr, len).to_vec();
        error.message.release.unwrap()(&raw mut error.message);
        String::from_utf8(bytes).unwrap()
    }
}

/// One after the other, since a plugin is opened once.
#[test]
fn misuse_is_answered() {
    let plugin = opening();
    // SAFETY: constant for the life of the process.
    let component = unsafe { &**(*plugin).components };
    // SAFETY: as above.
    factory(component, unsafe { &*plugin });
    instance(component);
    stats(plugin);
}

fn opening() -> *const ferrule_plugin {
    let mut plugin = ptr::null();
    let mut error = ferrule_error::zeroed();
    // SAFETY: what is not NULL is valid.
    unsafe {
        let nothing = ferrule_plugin_open_v1(ptr::null(), &raw mut plugin, &raw mut error);
        assert_eq!(nothing, FERRULE_E_ARG);
        assert_eq!(message(&mut error), "host or out is NULL");
        assert_eq!(
            ferrule_plugin_open_v1(&host(), ptr::null_mut(), ptr::null_mut()),
            FERRULE_E_ARG
        );

        let other = ferrule_host { abi_major: 2, ..host() };
        let refused = ferrule_plugin_open_v1(&raw const other, &raw mut plugin, &raw mut error);
        assert_eq!(refused, FERRULE_E_UNSUPPORTED);
        assert_eq!(message(&mut error), "the plugin speaks ABI 1, the host ABI 2");

        let short = ferrule_host { size: 87, ..host() };
        let refused = ferrule_plugin_open_v1(&raw const short, &raw mut plugin, &raw mut error);
        assert_eq!(refused, FERRULE_E_ARG);
        assert_eq!(message(&mut error), "the host's table is too short");
        assert!(plugin.is_null());

        // A newer host, with a longer table and functions that it does not offer.
        let newer = Box::leak(Box::new(ferrule_host { size: 4096, ..host() }));
        assert_eq!(ferrule_plugin_open_v1(newer, &raw mut plugin, &raw mut error), FERRULE_OK);
        assert!(error.message.release.is_none());
        assert!(!plugin.is_null());

        let again = ferrule_plugin_open_v1(newer, &raw mut plugin, &raw mut error);
        assert_eq!(again, FERRULE_E_STATE);
        assert_eq!(message(&mut error), "the plugin was opened before");
    }
    plugin
}

fn factory(component: &ferrule_component, plugin: &ferrule_plugin) {
    assert!(component.config_schema.is_none(), "there is no schema to offer");
    // SAFETY: what is not NULL is valid.
    unsafe {
        let out: *mut ferrule_buf = ptr::null_mut();
        assert_eq!(component.default_config.unwrap()(out, ptr::null_mut()), FERRULE_E_ARG);

        let validate = component.validate.unwrap();
        assert_eq!(validate(ptr::null(), ptr::null_mut()), FERRULE_E_ARG);
        for slice in [
            ferrule_slice { ptr: ptr::null(), len: 2 },
            ferrule_slice { ptr: c"{}".as_ptr().cast(), len: u64::MAX },
            ferrule_slice::new(b"\xff\xfe"),
        ] {
            assert_eq!(validate(&raw const slice, ptr::null_mut()), FERRULE_E_ARG, "{slice:?}");
        }

        // An error struct that is shorter than ours stays as it is.
        let bad = ferrule_slice::new(br#"{"x":1}"#);
        let mut short = ferrule_error { size: 8, ..ferrule_error::zeroed() };
        assert_eq!(validate(&raw const bad, &raw mut short), FERRULE_E_CONFIG);
        assert!(short.message.release.is_none());

        let dependencies = component.dependencies.unwrap();
        let config = ferrule_slice::new(b"{}");
        assert_eq!(dependencies(&raw const config, out, ptr::null_mut()), FERRULE_E_ARG);
        let mut none = ferrule_buf::empty();
        assert_eq!(dependencies(ptr::null(), &raw mut none, ptr::null_mut()), FERRULE_E_ARG);
        assert_eq!(dependencies(&raw const bad, &raw mut none, ptr::null_mut()), FERRULE_E_CONFIG);
        assert!(none.release.is_none());

        let create = component.create.unwrap();
        let mut handle = ptr::null_mut();
        assert_eq!(create(ptr::null(), &raw mut handle, ptr::null_mut()), FERRULE_E_ARG);
        for args in [
            ferrule_create { size: 47, ..arguments() },
            ferrule_create { id: ferrule_slice::new(b"\xff"), ..arguments() },
            ferrule_create { config_json: ferrule_slice::new(b""), ..arguments() },
        ] {
            let code = create(&raw const args, &raw mut handle, ptr::null_mut());
            assert_eq!(code, FERRULE_E_ARG, "{args:?}");
        }
        assert_eq!(create(&arguments(), ptr::null_mut(), ptr::null_mut()), FERRULE_E_ARG);
        assert!(handle.is_null());
    }
    assert_eq!(live(plugin).live_components, 0);
    assert_eq!(live(plugin).live_bufs, 0);
}

fn arguments() -> ferrule_create {
    ferrule_create {
        size: 48,
        reserved: 0,
        self_: 1,
        id: ferrule_slice::new(b"minimal"),
        config_json: ferrule_slice::new(b"{}"),
    }
}

fn instance(component: &ferrule_component) {
    let call = ferrule_call { size: 16, reserved: 0, timeout_ns: 0 };
    let (start, notify) = (component.start.unwrap(), component.notify.unwrap());
    let (find, cancel) = (component.get_interface.unwrap(), component.cancel.unwrap());
    let destroy = component.destroy.unwrap();
    // SAFETY: what is not NULL is valid, and the handle is destroyed once.
    unsafe {
        assert_eq!(start(ptr::null_mut(), &raw const call, 1, ptr::null_mut()), FERRULE_E_ARG);
        let event = ferrule_event { size: 24, kind: 1, payload_json: ferrule_slice::new(b"") };
        assert_eq!(notify(ptr::null_mut(), &raw const event, ptr::null_mut()), FERRULE_E_ARG);
        cancel(ptr::null_mut(), 1);
        let name = ferrule_slice::new(b"x");
        let mut out = ferrule_interface::empty();
        let (none, nothing) = (ptr::null_mut(), ptr::null_mut());
        assert_eq!(find(none, &raw const name, &raw mut out, nothing), FERRULE_E_ARG);
        destroy(ptr::null_mut());

        let mut handle = ptr::null_mut();
        let args = arguments();
        let create = component.create.unwrap();
        assert_eq!(create(&raw const args, &raw mut handle, ptr::null_mut()), FERRULE_OK);
        assert_eq!(start(handle, &raw const call, 0, ptr::null_mut()), FERRULE_E_ARG);
        // No call at all is a call without a limit.
        assert_eq!(start(handle, ptr::null(), 2, ptr::null_mut()), FERRULE_OK);
        assert_eq!(notify(handle, ptr::null(), ptr::null_mut()), FERRULE_E_ARG);
        cancel(handle, 2);
        cancel(handle, 77);
        assert_eq!(find(handle, ptr::null(), &raw mut out, nothing), FERRULE_E_ARG);
        assert_eq!(find(handle, &raw const name, ptr::null_mut(), nothing), FERRULE_E_ARG);
        assert_eq!(find(handle, &raw const name, &raw mut out, nothing), FERRULE_E_UNSUPPORTED);
        assert!(out.functions.is_null());
        assert_eq!(
            component.shutdown.unwrap()(handle, ptr::null(), 3, ptr::null_mut()),
            FERRULE_OK
        );
        destroy(handle);
    }
}

fn live(plugin: &ferrule_plugin) -> ferrule_stats {
    let mut out = ferrule_stats { size: 72, ..ferrule_stats::default() };
    // SAFETY: out is as large as its size says.
    assert_eq!(unsafe { plugin.stats.unwrap()(&raw mut out) }, FERRULE_OK);
    out
}

fn stats(plugin: *const ferrule_plugin) {
    // SAFETY: constant for the life of the process.
    let stats = unsafe { (*plugin).stats.unwrap() };
    // SAFETY: what is not NULL is valid.
    unsafe {
        assert_eq!(stats(ptr::null_mut()), FERRULE_E_ARG);
        let mut tiny: ferrule_stats = zeroed();
        tiny.size = 4;
        assert_eq!(stats(&raw mut tiny), FERRULE_E_ARG);

        // An older host's struct ends before panics: nothing is written behind it.
        let mut older: ferrule_stats = zeroed();
        older.size = 48;
        older.panics = 77;
        assert_eq!(stats(&raw mut older), FERRULE_OK);
        assert_eq!((older.size, older.panics), (48, 77));
        assert_eq!(older.live_components, 0);
    }
}
