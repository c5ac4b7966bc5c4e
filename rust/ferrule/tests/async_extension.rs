//! Asynchronous starts and shutdowns, and tasks.

use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ferrule::{
    ClientAuth, ClientRequest, Credentials, Error, ErrorCode, Headers, Identity, ServerAuth,
};
use ferrule_sys as sys;
use ferrule_testing::{Plugin, WORKER_THREADS};
use serde_json::json;
use tokio::sync::oneshot;
use tokio::time::sleep;

mod scripted;
mod staged;

use staged::{on_shutdown, on_start};

ferrule::plugin!(|factories| {
    factories.add(staged::StagedFactory);
    factories.add(scripted::ScriptedFactory);
});

const PATIENCE: Duration = Duration::from_secs(20);

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

/// Waits for the runtime's threads, which count from their first instruction.
fn has_workers(plugin: &Plugin) -> bool {
    let began = Instant::now();
    while plugin.stats().live_threads < i64::from(WORKER_THREADS) && began.elapsed() < PATIENCE {
        thread::yield_now();
    }
    plugin.stats().live_threads == i64::from(WORKER_THREADS)
}

/// Tells when it is dropped.
#[derive(Clone, Default)]
struct Witness(Arc<AtomicBool>);

struct Held(Arc<AtomicBool>);

impl Witness {
    fn hold(&self) -> Held {
        Held(Arc::clone(&self.0))
    }

    fn has_seen_the_end(&self) -> bool {
        self.0.load(SeqCst)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

#[test]
fn a_life() {
    let plugin = open();
    let (say, said) = mpsc::channel();
    on_start(move |host| async move {
        sleep(Duration::from_millis(1)).await;
        say.send(thread::current().name().unwrap().to_owned()).unwrap();
        log::info!("started");
        host.counter("starts").build()?.add(1);
        Ok(())
    });
    let (go, gone) = oneshot::channel::<()>();
    on_shutdown(move |_host| async move {
        gone.await.unwrap();
        log::info!("stopped");
        Ok(())
    });
    let component = staged::create(&plugin);
    assert_eq!(plugin.stats().live_threads, 0, "there is no runtime without need");
    component.start().unwrap();
    assert!(said.recv_timeout(PATIENCE).unwrap().starts_with("ferrule-"));
    assert!(has_workers(&plugin));
    component.ready().unwrap();
    component.not_ready().unwrap();
    let shutdown = component.begin_shutdown(PATIENCE).unwrap().unwrap();
    assert!(!shutdown.is_complete());
    go.send(()).unwrap();
    shutdown.wait().unwrap();
    component.shutdown().unwrap();
    let messages: Vec<String> = component.logs().into_iter().map(|log| log.message).collect();
    assert_eq!(messages, ["started", "stopped"]);
    assert_eq!(component.metric("starts").values, [1.0]);
    drop(component);
    assert_eq!(plugin.stats().live_threads, 0, "the runtime is gone with the last component");
}

#[test]
fn many_share_the_runtime_and_the_last_ends_it() {
    let plugin = open();
    for round in 0..3 {
        let components: Vec<_> = (0..64)
            .map(|_| {
                on_start(|host| async move {
                    host.spawn_task("idle", pending::<()>())?;
                    Ok(())
                });
                let component = staged::create(&plugin);
                component.start().unwrap();
                component
            })
            .collect();
        assert!(has_workers(&plugin), "round {round}");
        let mut components = components.into_iter();
        let last = components.next_back();
        components.for_each(drop);
        assert!(has_workers(&plugin), "round {round}");
        drop(last);
        assert_eq!(plugin.stats().live_threads, 0, "round {round}");
    }
}

#[test]
fn a_start_that_fails_says_why() {
    let plugin = open();
    on_start(|_host| async { Err(Error::with_code(ErrorCode::Busy, "not now").retryable()) });
    let component = staged::create(&plugin);
    let failure = component.start().unwrap_err();
    assert_eq!((failure.code, failure.message.as_str()), (sys::FERRULE_E_BUSY, "not now"));
    assert_eq!(failure.flags, sys::FERRULE_RETRYABLE);
    assert_eq!(component.ready().unwrap_err().code, sys::FERRULE_E_STATE);
    on_shutdown(|_host| async { Err(Error::new("no")) });
    assert_eq!(component.shutdown().unwrap_err().message, "no");
    component.shutdown().unwrap();
}

#[test]
fn a_panic_in_a_start_poisons_the_component() {
    let plugin = open();
    let neighbour = staged::start(&plugin);
    on_start(|_host| async {
        tokio::task::yield_now().await;
        panic!("told to")
    });
    let component = staged::create(&plugin);
    let failure = component.start().unwrap_err();
    assert_eq!(
        (failure.code, failure.message.as_str()),
        (sys::FERRULE_E_PANIC, "task `start` panicked: told to")
    );
    let log = component.wait_for_log("panicked at");
    assert!(log.fields["thread"].as_str().unwrap().starts_with("ferrule-"));
    let failure = component.ready().unwrap_err();
    assert_eq!(failure.message, "the component has panicked before");
    on_shutdown(|_host| async { panic!("told to again") });
    assert_eq!(component.shutdown().unwrap_err().code, sys::FERRULE_E_PANIC);
    neighbour.ready().unwrap();
}

#[test]
fn a_panic_in_a_task_is_reported_and_the_component_goes_on() {
    let plugin = open();
    on_start(|host| async move {
        let task = host.spawn_task("digger", async { panic!("told to") })?;
        let error = task.await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::Panic);
        Ok(())
    });
    let component = staged::start(&plugin);
    let report = component.wait_for_status(sys::FERRULE_STATUS_PERMANENT_ERROR);
    assert_eq!(report.message(), "task `digger` panicked: told to");
    let _ = component.wait_for_log("panicked at");
    component.ready().unwrap();
}

#[test]
fn a_start_that_the_host_gives_up_is_dropped() {
    let plugin = open();
    let witness = Witness::default();
    let held = witness.hold();
    on_start(move |_host| async move {
        let _held = held;
        log::info!("waiting");
        pending().await
    });
    let component = staged::create(&plugin);
    let start = component.begin_start().unwrap().unwrap();
    let _ = component.wait_for_log("waiting");
    assert!(!start.is_complete());
    component.cancel(&start);
    let failure = start.wait().unwrap_err();
    assert_eq!(
        (failure.code, failure.message.as_str()),
        (sys::FERRULE_E_CANCELLED, "task `start` was cancelled")
    );
    assert!(witness.has_seen_the_end());
    component.shutdown().unwrap();
}

#[test]
fn a_shutdown_does_not_wait_for_a_start_that_is_pending() {
    let plugin = open();
    let witness = Witness::default();
    let held = witness.hold();
    on_start(move |_host| async move {
        let _held = held;
        log::info!("waiting");
        pending().await
    });
    let seen = witness.clone();
    on_shutdown(move |_host| async move {
        assert!(seen.has_seen_the_end());
        Ok(())
    });
    let component = staged::create(&plugin);
    let start = component.begin_start().unwrap().unwrap();
    let _ = component.wait_for_log("waiting");
    component.shutdown().unwrap();
    assert_eq!(start.wait().unwrap_err().code, sys::FERRULE_E_CANCELLED);
}

#[test]
fn a_shutdown_that_the_host_gives_up_is_dropped() {
    let plugin = open();
    let witness = Witness::default();
    let held = witness.hold();
    on_shutdown(move |_host| async move {
        let _held = held;
        log::info!("waiting");
        pending().await
    });
    let component = staged::start(&plugin);
    let shutdown = component.begin_shutdown(Duration::from_millis(1)).unwrap().unwrap();
    let _ = component.wait_for_log("waiting");
    component.cancel(&shutdown);
    assert_eq!(shutdown.wait().unwrap_err().code, sys::FERRULE_E_CANCELLED);
    assert!(witness.has_seen_the_end());
}

#[test]
fn tasks_end_with_the_shutdown() {
    let plugin = open();
    let (witness, told) = (Witness::default(), Witness::default());
    let (held, tell) = (witness.hold(), told.hold());
    on_start(move |host| async move {
        host.spawn_task("stubborn", async move {
            let _held = held;
            pending::<()>().await;
        })?;
        host.spawn_task("quick", async move { drop(tell) })?.await
    });
    let seen = witness.clone();
    on_shutdown(move |host| async move {
        assert!(!seen.has_seen_the_end(), "its tasks are there to be told");
        host.spawn_task("late", async { 7 })?.await.map(|seven| assert_eq!(seven, 7))
    });
    let component = staged::start(&plugin);
    assert!(told.has_seen_the_end());
    component.shutdown().unwrap();
    assert!(witness.has_seen_the_end(), "the shutdown was complete before the task had ended");
}

#[test]
fn there_is_no_task_after_the_shutdown() {
    let plugin = open();
    let (give, taken) = mpsc::channel();
    on_start(move |host| async move {
        give.send(host).unwrap();
        Ok(())
    });
    let component = staged::start(&plugin);
    let host = taken.recv_timeout(PATIENCE).unwrap();
    component.shutdown().unwrap();
    let error = host.spawn_task("late", async {}).unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (ErrorCode::State, "the component has been shut down")
    );
}

#[test]
fn a_task_can_be_cancelled() {
    let plugin = open();
    on_start(|host| async move {
        let witness = Witness::default();
        let held = witness.hold();
        let task = host.spawn_task("waiting", async move {
            let _held = held;
            pending::<()>().await;
        })?;
        task.cancel();
        assert_eq!(task.await.unwrap_err().code(), ErrorCode::Cancelled);
        assert!(witness.has_seen_the_end());
        let task = host.spawn_task("over", async { 1 })?;
        while !task.is_finished() {
            tokio::task::yield_now().await;
        }
        task.cancel();
        assert_eq!(task.await, Ok(1), "one that has ended stays ended");
        Ok(())
    });
    let _component = staged::start(&plugin);
}

#[test]
fn any_extension_may_have_tasks() {
    let plugin = open();
    let witness = Witness::default();
    let held = witness.hold();
    scripted::on_start(move |host, done| {
        let spawned = host.spawn_task("worker", async move {
            let _held = held;
            log::info!("at work");
            pending::<()>().await;
        });
        done.complete(spawned.map(drop));
    });
    let component = scripted::start(&plugin, "{}");
    let _ = component.wait_for_log("at work");
    component.shutdown().unwrap();
    assert!(witness.has_seen_the_end());
}

#[test]
fn records_of_tasks_go_to_the_component() {
    let plugin = open();
    on_start(|host| async move {
        let scoped = tokio::spawn(host.in_scope(async {
            tokio::task::yield_now().await;
            log::info!("in scope");
        }));
        tokio::spawn(async { log::info!("nobody's") }).await.unwrap();
        scoped.await.unwrap();
        let span = tracing::info_span!("work", id = 3);
        host.spawn_task("worker", async move {
            sleep(Duration::from_millis(1)).await;
            let _inside = span.entered();
            tracing::warn!(n = 1, "from the task");
        })?
        .await
    });
    let component = staged::start(&plugin);
    let log = component.wait_for_log("from the task");
    assert_eq!(log.fields, json!({"n": 1, "spans": [{"name": "work", "id": 3}]}));
    let _ = component.wait_for_log("in scope");
    let nobodys = plugin.logs().into_iter().find(|log| log.message == "nobody's").unwrap();
    assert_eq!(nobodys.component, 0);
}

#[test]
fn events_come_in_the_context_of_the_runtime() {
    let plugin = open();
    let component = staged::start(&plugin);
    let (say, said) = mpsc::channel();
    staged::on_ready(move || {
        tokio::spawn(async move { say.send(()).unwrap() });
    });
    component.ready().unwrap();
    said.recv_timeout(PATIENCE).unwrap();
}

struct Open;

impl ServerAuth for Open {
    fn authenticate(&self, _headers: &Headers<'_>) -> Result<Identity, Error> {
        Ok(Identity::new().with("username", "jane"))
    }
}

impl ClientAuth for Open {
    fn credentials(&self, request: &ClientRequest<'_>) -> Result<Credentials, Error> {
        Ok(Credentials::new().with("x-to", request.authority()))
    }
}

#[test]
fn an_asynchronous_extension_offers_what_others_do() {
    let plugin = open();
    staged::offer(Open);
    staged::offer_credentials(Open);
    let component = staged::start(&plugin);
    let auth = component.server_auth().unwrap();
    assert_eq!(auth.authenticate(&[]).unwrap(), json!({"username": "jane"}));
    let auth = component.client_auth().unwrap();
    assert_eq!(auth.credentials("host", "/").unwrap().headers, json!({"x-to": "host"}));
}

#[test]
fn starts_and_ends_in_any_order_leave_nothing() {
    let plugin = open();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = u64::from(now.subsec_nanos());
    println!("seed {seed}");
    for n in 0..200_u64 {
        let what = (seed ^ n.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 7;
        on_start(move |host| async move {
            for task in 0..what % 4 {
                host.spawn_task(format!("task {task}"), async move {
                    sleep(Duration::from_micros(what % 300)).await;
                })?;
            }
            if what & 8 == 0 {
                sleep(Duration::from_micros(what % 500)).await;
            }
            if what & 16 == 0 { Ok(()) } else { Err("no".into()) }
        });
        let component = staged::create(&plugin);
        // One that has failed already is as good as any.
        let start = component.begin_start().ok().flatten();
        if what & 32 == 0
            && let Some(start) = &start
        {
            component.cancel(start);
        }
        if what & 64 == 0
            && let Some(start) = start
        {
            let _ = start.wait();
        } else {
            component.shutdown().unwrap();
        }
    }
    assert_eq!(plugin.stats().pending_tokens, 0);
    // A start that was cancelled early has left its script to the next.
    on_start(|_host| async { Ok(()) });
    staged::start(&plugin).shutdown().unwrap();
}
