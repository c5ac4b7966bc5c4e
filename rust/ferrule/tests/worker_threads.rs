//! A plugin that says how many threads its runtime has.

use ferrule_testing::Plugin;

mod staged;

ferrule::plugin!(
    |factories| {
        factories.add(staged::StagedFactory);
    },
    worker_threads = 1
);

#[test]
fn the_plugin_has_the_last_word() {
    let plugin = Plugin::open(ferrule_plugin_open_v1);
    assert_ne!(ferrule_testing::WORKER_THREADS, 1);
    let _component = staged::start(&plugin);
    assert_eq!(plugin.stats().live_threads, 1);
}
