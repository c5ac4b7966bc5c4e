//! The extension as the collector sees it, driven by a host for tests.

use ferrule_testing::Plugin;

use crate::ferrule_plugin_open_v1;

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

#[test]
fn the_settings_fit_together() {
    let plugin = open();
    let heartbeat = plugin.extension("heartbeat");
    heartbeat.check_settings();
    heartbeat.validate(&heartbeat.default_config().to_string()).unwrap();
}

#[test]
fn an_interval_that_is_not_positive_is_refused() {
    let plugin = open();
    let failure = plugin.extension("heartbeat").validate(r#"{"interval":"0s"}"#).unwrap_err();
    assert_eq!(failure.pointers(), ["/interval"]);
}

#[test]
fn it_beats_until_the_shutdown() {
    let plugin = open();
    let settings = r#"{"interval":"1ms","message":"tick"}"#;
    let heartbeat = plugin.extension("heartbeat").create("heartbeat", settings).unwrap();
    heartbeat.start().unwrap();
    assert_eq!(heartbeat.wait_for_log("tick").fields["count"], 1);
    heartbeat.shutdown().unwrap();
    let beats = heartbeat.metric("heartbeat_beats").values.len();
    assert_eq!(heartbeat.metric("heartbeat_delay").values.len(), beats);
    assert_eq!(heartbeat.logs().len(), beats, "it does not beat after the shutdown");
}
