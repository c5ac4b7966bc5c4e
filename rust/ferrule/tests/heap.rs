//! The counting allocator: a life of a component leaves nothing on the heap.

use ferrule::CountingAllocator;
use ferrule_testing::Plugin;

mod scripted;
mod staged;

ferrule::plugin!(|factories| {
    factories.add(staged::StagedFactory);
    factories.add(scripted::ScriptedFactory);
});

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const LIVES: i32 = 100;

fn live() -> (i64, i64) {
    let stats = Plugin::open(ferrule_plugin_open_v1).stats();
    (stats.live_heap_bytes, stats.live_heap_blocks)
}

struct Token;

impl ferrule::ClientAuth for Token {
    fn credentials(
        &self,
        _: &ferrule::ClientRequest<'_>,
    ) -> Result<ferrule::Credentials, ferrule::Error> {
        Ok(ferrule::Credentials::new().with("authorization", "Bearer 1"))
    }
}

fn live_once() {
    let plugin = Plugin::open(ferrule_plugin_open_v1);
    plugin.offer_server_auth("basicauth/x", |_| Ok(serde_json::Value::Null));
    scripted::on_start(|host, done| {
        host.counter("starts").build().unwrap().add(1);
        let auth = host.server_auth("basicauth/x").unwrap();
        auth.authenticate(&ferrule::Headers::new(&[])).unwrap();
        host.spawn_with("starting", done, ferrule::Completion::ok);
    });
    scripted::offer_credentials(Token);
    let config = r#"{"needs":["basicauth/x"]}"#;
    let component = scripted::start(&plugin, config);
    component.client_auth().unwrap().credentials("host", "/").unwrap();
    component.shutdown().unwrap();

    // Each with a runtime of its own, since there is no other component to keep it.
    staged::on_start(|host| async move {
        host.spawn_task("ends", async {})?.await?;
        host.spawn_task("is cancelled", std::future::pending::<()>())?;
        Ok(())
    });
    staged::start(&plugin).shutdown().unwrap();
}

/// One test alone, since the heap is that of the process.
#[test]
fn what_is_allocated_is_counted_and_freed() {
    let before = live();
    let block = vec![1_u8; 1000];
    let during = live();
    drop(block);
    assert_eq!((during.0 - before.0, during.1 - before.1), (1000, 1));
    assert_eq!(live(), before);

    let mut grown: Vec<u8> = Vec::with_capacity(10);
    grown.reserve_exact(500);
    let during = live();
    drop(grown);
    assert_eq!((during.0 - before.0, during.1 - before.1), (500, 1));

    for _ in 0..10 {
        live_once();
    }
    let warm = live();
    for _ in 0..LIVES {
        live_once();
    }
    let after = live();
    assert_eq!(after.1, warm.1, "blocks");
    // A list of the SDK that had more in it at once than before keeps its room. A list that grew with
    // each life would be longer than this.
    let room = 8 * i64::from(LIVES);
    assert!((after.0 - warm.0).abs() < room, "bytes: {} and then {}", warm.0, after.0);
}
