//! Metrics of a component, which are part of the collector's own telemetry.

use std::marker::PhantomData;
use std::ptr;

use ferrule_sys::{ferrule_metric, ferrule_ref, ferrule_slice};
use serde_json::{Map, Value};

use crate::factories::size_of_u32;
use crate::{Error, upcall};

/// Describes a metric; [`build`](Self::build) gives the thing to count or measure with.
///
/// ```
/// # fn f(host: &ferrule::Host) -> Result<(), ferrule::Error> {
/// let refused = host
///     .counter("requests_refused")
///     .unit("{request}")
///     .description("Requests that were not let through.")
///     .attribute("reason", "no token")
///     .build()?;
/// refused.add(1);
///
/// let took = host.histogram("lookup_duration").unit("s").bounds(&[0.001, 0.01, 0.1]).build()?;
/// took.record(0.004);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is counted before build"]
#[derive(Clone, Debug)]
pub struct MetricBuilder<'a, M> {
    component: ferrule_ref,
    kind: i32,
    name: &'a str,
    unit: &'a str,
    description: &'a str,
    attributes: Map<String, Value>,
    bounds: &'a [f64],
    makes: PhantomData<fn() -> M>,
}

/// Counts what only grows, such as requests.
///
/// Adding calls the host: some tens of nanoseconds, without an allocation. Aggregate what happens
/// more than 100,000 times a second. Counts after the end of the component are lost.
#[derive(Clone, Debug)]
pub struct Counter {
    series: ferrule_ref,
}

/// Counts what grows and shrinks, such as open connections. Costs what a [`Counter`] does.
#[derive(Clone, Debug)]
pub struct UpDownCounter {
    series: ferrule_ref,
}

/// Shows how values are spread, such as durations. Costs what a [`Counter`] does.
#[derive(Clone, Debug)]
pub struct Histogram {
    series: ferrule_ref,
}

/// What a [`MetricBuilder`] builds.
pub trait Metric: private::Made {}

mod private {
    pub trait Made {
        fn of(series: u64) -> Self;
    }
}

macro_rules! metric {
    ($($type:ident)*) => {
        $(
            impl Metric for $type {}
            impl private::Made for $type {
                fn of(series: ferrule_ref) -> Self {
                    Self { series }
                }
            }
        )*
    };
}

metric!(Counter UpDownCounter Histogram);

impl<'a, M: Metric> MetricBuilder<'a, M> {
    pub(crate) fn new(component: ferrule_ref, kind: i32, name: &'a str) -> Self {
        let (unit, description, bounds) = ("", "", [].as_slice());
        let attributes = Map::new();
        Self { component, kind, name, unit, description, attributes, bounds, makes: PhantomData }
    }

    /// The unit, in UCUM: `s`, `By`, `{request}`.
    pub fn unit(mut self, unit: &'a str) -> Self {
        self.unit = unit;
        self
    }

    /// What is counted or measured, in one sentence.
    pub fn description(mut self, description: &'a str) -> Self {
        self.description = description;
        self
    }

    /// An attribute of this series: a text, a number or a bool. Each set of attributes is a series
    /// of its own, of which a component may have 2,000.
    pub fn attribute(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.attributes.insert(key.into(), value.into());
        self
    }

    /// The series; the same again gives the same. Fails if the host takes it for no metric, or has
    /// one of that name with another kind or unit, or has too many.
    pub fn build(self) -> Result<M, Error> {
        let attributes = if self.attributes.is_empty() {
            String::new()
        } else {
            Value::Object(self.attributes).to_string()
        };
        let metric = ferrule_metric {
            size: size_of_u32::<ferrule_metric>(),
            kind: self.kind,
            name: ferrule_slice::new(self.name.as_bytes()),
            unit: ferrule_slice::new(self.unit.as_bytes()),
            description: ferrule_slice::new(self.description.as_bytes()),
            attributes_json: ferrule_slice::new(attributes.as_bytes()),
            bounds: if self.bounds.is_empty() { ptr::null() } else { self.bounds.as_ptr() },
            n_bounds: self.bounds.len() as u64,
        };
        upcall::define_metric(self.component, &metric).map(M::of)
    }
}

impl<'a> MetricBuilder<'a, Histogram> {
    /// The bounds between the buckets, ascending; without them those of OpenTelemetry.
    pub fn bounds(mut self, bounds: &'a [f64]) -> Self {
        self.bounds = bounds;
        self
    }
}

impl Counter {
    /// So many more.
    #[allow(clippy::cast_precision_loss)] // the host counts in doubles
    pub fn add(&self, count: u64) {
        upcall::record(self.series, count as f64);
    }

    /// So much more; what is negative or not a number is left out.
    pub fn add_f64(&self, amount: f64) {
        if amount >= 0.0 {
            upcall::record(self.series, amount);
        }
    }
}

impl UpDownCounter {
    /// So many more, or fewer.
    #[allow(clippy::cast_precision_loss)] // the host counts in doubles
    pub fn add(&self, count: i64) {
        upcall::record(self.series, count as f64);
    }

    /// So much more, or less.
    pub fn add_f64(&self, amount: f64) {
        upcall::record(self.series, amount);
    }
}

impl Histogram {
    /// One more value.
    pub fn record(&self, value: f64) {
        upcall::record(self.series, value);
    }
}
