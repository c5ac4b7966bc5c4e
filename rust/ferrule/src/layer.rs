//! Events of `tracing` in the collector's log.

use std::error::Error;
use std::fmt::{self, Write as _};

use ferrule_sys as sys;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, Subscriber, set_global_default};
use tracing::{Event, Level, Metadata};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry, SpanRef};

use crate::logger::number;
use crate::{current, upcall};

/// Makes the host's log the subscriber of the plugin.
pub(crate) fn install() {
    // Fails only if a library of the plugin set one; its events go there then.
    let _ = set_global_default(Registry::default().with(HostLayer));
}

/// Writes events to the log of the component that the thread works for, or for which the span was
/// opened that the event is in.
struct HostLayer;

/// What is kept of a span.
struct Opened {
    component: sys::ferrule_ref,
    fields: Fields,
}

/// The fields of an event or a span.
#[derive(Default)]
struct Fields {
    message: String,
    others: Map<String, Value>,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for HostLayer {
    /// The level is that of a component and may change: `enabled` is asked each time.
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>, context: Context<'_, S>) -> bool {
        let component = owner(context.lookup_current());
        current::log_enabled(component, severity(*metadata.level()))
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let component = owner(span.parent());
        span.extensions_mut().insert(Opened { component, fields });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(opened) = span.extensions_mut().get_mut::<Opened>() {
            values.record(&mut opened.fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let span = context.event_span(event);
        let component = owner(context.event_span(event));
        if let Some(span) = span {
            let spans: Vec<Value> = span.scope().from_root().map(|span| described(&span)).collect();
            fields.others.insert("spans".to_owned(), spans.into());
        }
        let others = fields.others;
        let json =
            if others.is_empty() { String::new() } else { Value::Object(others).to_string() };
        let metadata = event.metadata();
        let severity = severity(*metadata.level());
        upcall::log(component, severity, metadata.target(), &fields.message, &json);
    }
}

/// The component of the thread, or of the innermost span that has one.
fn owner<S: for<'a> LookupSpan<'a>>(span: Option<SpanRef<'_, S>>) -> sys::ferrule_ref {
    let component = current::component();
    if component != 0 {
        return component;
    }
    let Some(span) = span else { return 0 };
    for span in span.scope() {
        let of_span = span.extensions().get::<Opened>().map_or(0, |opened| opened.component);
        if of_span != 0 {
            return of_span;
        }
    }
    0
}

/// A span's fields and its name.
fn described<S: for<'a> LookupSpan<'a>>(span: &SpanRef<'_, S>) -> Value {
    let mut fields = match span.extensions().get::<Opened>() {
        Some(opened) => opened.fields.others.clone(),
        None => Map::new(),
    };
    fields.insert("name".to_owned(), span.name().into());
    Value::Object(fields)
}

impl Fields {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        let name = field.name();
        self.others.insert(name.strip_prefix("r#").unwrap_or(name).to_owned(), value.into());
    }

    fn put_text(&mut self, field: &Field, text: String) {
        if field.name() == "message" {
            self.message = text;
        } else {
            self.put(field, text);
        }
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, number(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put_text(field, value.to_owned());
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        let mut text = value.to_string();
        let mut cause = value.source();
        while let Some(error) = cause {
            // Writing to a String cannot fail, unless the error's own Display does.
            let _ = write!(text, ": {error}");
            cause = error.source();
        }
        self.put_text(field, text);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put_text(field, format!("{value:?}"));
    }
}

fn severity(level: Level) -> i32 {
    match level {
        Level::ERROR => sys::FERRULE_ERROR,
        Level::WARN => sys::FERRULE_WARN,
        Level::INFO => sys::FERRULE_INFO,
        Level::DEBUG => sys::FERRULE_DEBUG,
        Level::TRACE => sys::FERRULE_TRACE,
    }
}
