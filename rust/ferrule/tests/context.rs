//! What a component tells its host and asks it for: metrics, status, the service, errors.

use std::thread;

use ferrule::{Counter, Error, ErrorCode, Histogram, Status, UpDownCounter};
use ferrule_sys as sys;
use ferrule_testing::{Plugin, WORKER_THREADS};
use serde_json::{Value, json};

mod scripted;

use scripted::on_start;

ferrule::plugin!(|factories| {
    factories.add(scripted::ScriptedFactory);
});

fn open() -> Plugin {
    Plugin::open(ferrule_plugin_open_v1)
}

fn fields(value: Value) -> serde_json::Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("{other} is no object"),
    }
}

#[test]
fn a_plugin_has_a_manifest() {
    let plugin = open();
    let manifest = plugin.manifest().unwrap();
    assert_eq!(manifest["license"], "Apache-2.0");
    assert_eq!(manifest["description"], "Write Ferrule components in safe Rust");
    assert_eq!(manifest["language"], "rust");
    assert!(manifest["target"].as_str().unwrap().starts_with(std::env::consts::ARCH));
    assert!(manifest.get("source").is_none(), "the crate has no repository");
}

#[test]
fn metrics_reach_the_host() {
    let plugin = open();
    on_start(|host, done| {
        let requests: Counter = host
            .counter("requests")
            .unit("{request}")
            .description("Requests that came.")
            .attribute("ok", true)
            .attribute("code", 200)
            .attribute("path", "/")
            .build()
            .unwrap();
        requests.add(2);
        thread::scope(|scope| {
            for _ in 0..4 {
                let requests = requests.clone();
                scope.spawn(move || requests.add_f64(0.5));
            }
        });
        for nothing in [-1.0, f64::NAN] {
            requests.add_f64(nothing);
        }
        let open: UpDownCounter = host.up_down_counter("open").build().unwrap();
        open.add(3);
        open.add(-1);
        open.add_f64(0.25);
        let took: Histogram = host.histogram("took").unit("s").bounds(&[0.1, 1.0]).build().unwrap();
        took.record(0.2);
        done.ok();
    });
    let component = scripted::start(&plugin, "{}");

    let requests = component.metric("requests");
    assert_eq!(requests.kind, sys::FERRULE_COUNTER);
    assert_eq!((requests.unit.as_str(), requests.sum()), ("{request}", 4.0));
    assert_eq!(requests.description, "Requests that came.");
    assert_eq!(requests.attributes, json!({"ok": true, "code": 200, "path": "/"}));
    let open = component.metric("open");
    assert_eq!((open.kind, open.sum()), (sys::FERRULE_UP_DOWN_COUNTER, 2.25));
    assert_eq!((open.unit.as_str(), open.attributes), ("", Value::Null));
    let took = component.metric("took");
    assert_eq!(took.kind, sys::FERRULE_HISTOGRAM);
    assert_eq!((took.bounds, took.values), (vec![0.1, 1.0], vec![0.2]));
}

#[test]
fn the_same_metric_is_the_same_series() {
    let plugin = open();
    on_start(|host, done| {
        for _ in 0..2 {
            host.counter("seen").attribute("a", 1).build().unwrap().add(1);
        }
        host.counter("seen").attribute("a", 2).build().unwrap().add(5);
        done.ok();
    });
    let component = scripted::start(&plugin, "{}");
    let sums: Vec<f64> = component.metrics().iter().map(ferrule_testing::Series::sum).collect();
    assert_eq!(sums, [2.0, 5.0]);
}

#[test]
fn what_is_no_metric_is_refused_with_the_reason() {
    let plugin = open();
    on_start(|host, done| {
        let refused = |error: Error| {
            assert_eq!(error.code(), ErrorCode::Argument);
            error.message().to_owned()
        };
        let bad_name = host.counter("9 lives").build().unwrap_err();
        assert_eq!(refused(bad_name), "`9 lives` is not the name of a metric");
        let deep = host.counter("deep").attribute("a", json!([1])).build().unwrap_err();
        assert_eq!(refused(deep), "the attributes of `deep` are not plain");
        let bounds = host.histogram("wild").bounds(&[2.0, 1.0]).build().unwrap_err();
        assert!(refused(bounds).contains("bounds of `wild`"));
        host.counter("size").unit("By").build().unwrap();
        let other = host.up_down_counter("size").unit("By").build().unwrap_err();
        assert_eq!(refused(other), "`size` is there with another kind or unit");
        done.ok();
    });
    let _component = scripted::start(&plugin, "{}");
}

#[test]
fn too_many_series_are_refused() {
    let plugin = open();
    on_start(|host, done| {
        for n in 0..2000 {
            host.counter("many").attribute("n", n).build().unwrap();
        }
        let error = host.counter("many").attribute("n", 2000).build().unwrap_err();
        assert_eq!(error.code(), ErrorCode::Busy);
        done.ok();
    });
    let _component = scripted::start(&plugin, "{}");
}

#[test]
fn a_status_says_why() {
    let plugin = open();
    on_start(|host, done| {
        let why = Error::with_code(ErrorCode::Busy, "the disk is full")
            .retryable()
            .with_fields(fields(json!({"free": 0})));
        host.report(Status::RecoverableError, why);
        host.report(Status::PermanentError, "no disk");
        host.report(Status::Ok, "");
        done.ok();
    });
    let component = scripted::start(&plugin, "{}");
    let report = component.wait_for_status(sys::FERRULE_STATUS_RECOVERABLE_ERROR);
    assert_eq!(report.message(), "the disk is full");
    let failure = report.failure.unwrap();
    assert_eq!((failure.code, failure.flags), (sys::FERRULE_E_BUSY, sys::FERRULE_RETRYABLE));
    assert_eq!(failure.details, json!({"free": 0}));
    let report = component.wait_for_status(sys::FERRULE_STATUS_PERMANENT_ERROR);
    assert_eq!(report.message(), "no disk");
    assert_eq!(report.failure.unwrap().details, Value::Null);
    assert_eq!(component.wait_for_status(sys::FERRULE_STATUS_OK).failure, None);
}

#[test]
fn an_error_of_a_call_keeps_its_marks_and_fields() {
    let plugin = open();
    on_start(|_host, done| {
        let error = Error::new("no such disk").permanent().with_fields(fields(json!({"disk": 7})));
        assert!(error.is_permanent() && !error.is_retryable());
        done.fail(error);
    });
    let component = scripted::create(&plugin, "{}");
    let failure = component.start().unwrap_err();
    assert_eq!((failure.flags, failure.details), (sys::FERRULE_PERMANENT, json!({"disk": 7})));
}

#[test]
fn an_error_of_the_configuration_has_problems_and_no_fields() {
    let plugin = open();
    on_start(|_host, done| {
        done.fail(Error::config(Vec::new()).with_fields(fields(json!({"lost": true}))));
    });
    let component = scripted::create(&plugin, "{}");
    let failure = component.start().unwrap_err();
    assert_eq!((failure.code, failure.details), (sys::FERRULE_E_CONFIG, Value::Null));
}

#[test]
fn the_service_is_described() {
    let plugin = open();
    on_start(|host, done| {
        assert_eq!(host.describe_service().unwrap_err().code(), ErrorCode::Unsupported);
        assert_eq!(host.worker_threads(), usize::try_from(WORKER_THREADS).ok());
        done.ok();
    });
    let _component = scripted::start(&plugin, "{}");

    let description = json!({"build": {"version": "1"}, "extensions": ["scripted"]});
    plugin.set_service(description.clone());
    on_start(move |host, done| {
        assert_eq!(host.describe_service().unwrap(), description);
        done.ok();
    });
    let _component = scripted::start(&plugin, "{}");
}

#[test]
fn dependencies_come_from_the_settings() {
    let plugin = open();
    let scripted = plugin.extension("scripted");
    assert_eq!(scripted.dependencies("{}").unwrap(), Vec::<String>::new());
    let config = r#"{"needs":["b/2","a"]}"#;
    assert_eq!(scripted.dependencies(config).unwrap(), ["b/2", "a"]);
    let failure = scripted.dependencies(r#"{"needs":7}"#).unwrap_err();
    assert_eq!((failure.code, failure.pointers()), (sys::FERRULE_E_CONFIG, vec!["/needs"]));
}
