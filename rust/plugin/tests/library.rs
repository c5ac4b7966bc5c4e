//! The library as the host gets it: built, loaded, driven.

mod loaded;

use std::process::Command;
use std::time::Duration;

use ferrule_sys::FERRULE_E_CONFIG;

use loaded::{library, open};

#[test]
fn the_entry_is_the_only_export() {
    let printed = Command::new("nm")
        .args(["-D", "--defined-only", "--format=posix"])
        .arg(library())
        .output()
        .expect("nm of the binutils runs");
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let text = String::from_utf8(printed.stdout).expect("nm prints text");
    let exports: Vec<&str> =
        text.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(exports, ["ferrule_plugin_open_v1"]);
}

#[test]
fn the_components_are_there() {
    let plugin = open();
    assert_eq!(plugin.name(), "ferrule-plugin");
    assert_eq!(plugin.extensions(), ["basicauth", "health_check", "zpages"]);
    let manifest = plugin.manifest().expect("there is a manifest");
    assert_eq!(manifest["license"], "Apache-2.0");
    assert_eq!(plugin.stats().live_heap_blocks, 0, "the heap is not counted by default");
}

#[test]
fn a_component_lives_and_the_plugin_closes() {
    let plugin = open();
    let extension = plugin.extension("health_check");
    let failure = extension.validate(r#"{"endpoint":"nowhere"}"#).unwrap_err();
    assert_eq!((failure.code, failure.pointers()), (FERRULE_E_CONFIG, vec!["/endpoint"]));

    let component = extension.create("health_check", r#"{"endpoint":"localhost:0"}"#).unwrap();
    component.start().unwrap();
    component.ready().unwrap();
    let log = component.wait_for_log("Health Check state change");
    assert_eq!(log.fields["status"], "ready");
    assert_eq!(log.target, "ferrule_extension_health_check::extension");
    component.shutdown().unwrap();
    drop(component);
    plugin.close(Duration::from_secs(20)).unwrap();
}
