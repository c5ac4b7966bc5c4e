use ferrule_sys as sys;
use log::kv::{self, VisitSource, VisitValue};
use log::{Level, Log, Metadata, Record};
use serde_json::{Map, Value};

use crate::{current, upcall};

/// Writes to the collector's log under a component's id. It is a logger of the `log` crate, so the
/// usual macros take it, with fields if wanted:
///
/// ```
/// # fn f(logger: &ferrule::Logger) {
/// log::info!(logger: logger, "listening");
/// log::warn!(logger: logger, peer = "10.0.0.1", attempt = 3; "slow client");
/// # }
/// ```
///
/// The macros without `logger:` work too, also in libraries: their records go to the component that
/// the thread works for, which is known in all calls from the host and in threads of
/// [`Host::spawn`](crate::Host::spawn), and otherwise to the plugin as a whole.
#[derive(Clone, Debug)]
pub struct Logger {
    component: sys::ferrule_ref,
}

impl Logger {
    pub(crate) fn new(component: sys::ferrule_ref) -> Self {
        Self { component }
    }

    /// Writes a record whose fields are a JSON object of any depth. Anything but an object is
    /// written under the name `value`.
    pub fn event(&self, level: Level, target: &str, message: &str, fields: &Value) {
        if !current::log_enabled(self.component, severity(level)) {
            return;
        }
        let fields = match fields {
            Value::Null => String::new(),
            Value::Object(_) => fields.to_string(),
            other => serde_json::json!({ "value": other }).to_string(),
        };
        upcall::log(self.component, severity(level), target, message, &fields);
    }
}

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        current::log_enabled(self.component, severity(metadata.level()))
    }

    fn log(&self, record: &Record<'_>) {
        write(self.component, record);
    }

    fn flush(&self) {}
}

/// The logger of the macros without `logger:`.
pub(crate) struct Bridge;

impl Log for Bridge {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        current::log_enabled(current::component(), severity(metadata.level()))
    }

    fn log(&self, record: &Record<'_>) {
        write(current::component(), record);
    }

    fn flush(&self) {}
}

fn write(component: sys::ferrule_ref, record: &Record<'_>) {
    let severity = severity(record.level());
    if !current::log_enabled(component, severity) {
        return;
    }
    let formatted;
    let message = if let Some(message) = record.args().as_str() {
        message
    } else {
        formatted = record.args().to_string();
        &formatted
    };
    upcall::log(component, severity, record.target(), message, &fields(record.key_values()));
}

fn fields(source: &dyn kv::Source) -> String {
    let mut fields = Fields(Map::new());
    // Fields never returns an error.
    let _ = source.visit(&mut fields);
    if fields.0.is_empty() { String::new() } else { Value::Object(fields.0).to_string() }
}

struct Fields(Map<String, Value>);

impl<'kvs> VisitSource<'kvs> for Fields {
    fn visit_pair(&mut self, key: kv::Key<'kvs>, value: kv::Value<'kvs>) -> Result<(), kv::Error> {
        let mut plain = Plain(Value::Null);
        value.visit(&mut plain)?;
        self.0.insert(key.as_str().to_owned(), plain.0);
        Ok(())
    }
}

struct Plain(Value);

impl VisitValue<'_> for Plain {
    fn visit_any(&mut self, value: kv::Value<'_>) -> Result<(), kv::Error> {
        self.0 = Value::from(value.to_string());
        Ok(())
    }

    fn visit_null(&mut self) -> Result<(), kv::Error> {
        self.0 = Value::Null;
        Ok(())
    }

    fn visit_u64(&mut self, value: u64) -> Result<(), kv::Error> {
        self.0 = Value::from(value);
        Ok(())
    }

    fn visit_i64(&mut self, value: i64) -> Result<(), kv::Error> {
        self.0 = Value::from(value);
        Ok(())
    }

    fn visit_f64(&mut self, value: f64) -> Result<(), kv::Error> {
        self.0 = number(value);
        Ok(())
    }

    fn visit_bool(&mut self, value: bool) -> Result<(), kv::Error> {
        self.0 = Value::from(value);
        Ok(())
    }
}

/// JSON has no infinities and no NaN: they are written as texts.
pub(crate) fn number(value: f64) -> Value {
    if value.is_finite() { value.into() } else { value.to_string().into() }
}

fn severity(level: Level) -> i32 {
    match level {
        Level::Error => sys::FERRULE_ERROR,
        Level::Warn => sys::FERRULE_WARN,
        Level::Info => sys::FERRULE_INFO,
        Level::Debug => sys::FERRULE_DEBUG,
        Level::Trace => sys::FERRULE_TRACE,
    }
}
