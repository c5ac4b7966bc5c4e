use ferrule_sys::{
    FERRULE_COUNTER, FERRULE_E_ARG, FERRULE_E_BUSY, FERRULE_HISTOGRAM, ferrule_metric,
};
use serde_json::Value;

use crate::Failure;
use crate::lent::text;
use crate::record::Heard;

/// As many series as the header allows a component.
const MOST_SERIES: usize = 2000;

/// A series of a metric that a component defined, and what it recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The component.
    pub component: u64,
    /// The kind number.
    pub kind: i32,
    /// The name.
    pub name: String,
    /// The unit; may be empty.
    pub unit: String,
    /// The description; may be empty.
    pub description: String,
    /// The attributes; null if there are none.
    pub attributes: Value,
    /// The bounds of a histogram; empty for those of OpenTelemetry.
    pub bounds: Vec<f64>,
    /// All that was added or recorded, in order.
    pub values: Vec<f64>,
}

impl Series {
    /// The sum of all values: what a counter shows.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.values.iter().sum()
    }

    /// # Safety
    /// The metric is lent by the plugin, as in the header.
    pub(crate) unsafe fn read(component: u64, metric: &ferrule_metric) -> Result<Self, Failure> {
        let texts = [metric.name, metric.unit, metric.description, metric.attributes_json];
        // SAFETY: by the contract of this function.
        let texts = texts.map(|slice| unsafe { text(&raw const slice) });
        let [Some(name), Some(unit), Some(description), Some(attributes)] = texts else {
            return Err(wrong("a text of the metric is not UTF-8".to_owned()));
        };
        let bounds = match usize::try_from(metric.n_bounds) {
            Ok(n) if n > 0 && !metric.bounds.is_null() => {
                // SAFETY: by the contract of this function.
                unsafe { std::slice::from_raw_parts(metric.bounds, n) }.to_vec()
            }
            _ => Vec::new(),
        };
        let attributes = if attributes.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&attributes)
                .map_err(|error| wrong(format!("the attributes are not JSON: {error}")))?
        };
        let (kind, values) = (metric.kind, Vec::new());
        let series = Self { component, kind, name, unit, description, attributes, bounds, values };
        series.check()?;
        Ok(series)
    }

    fn check(&self) -> Result<(), Failure> {
        let name = &self.name;
        if !(FERRULE_COUNTER..=FERRULE_HISTOGRAM).contains(&self.kind) {
            return Err(wrong(format!("`{name}` has the unknown kind {}", self.kind)));
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_.-/".contains(c);
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !begins || name.len() > 255 || !name.chars().all(allowed) {
            return Err(wrong(format!("`{name}` is not the name of a metric")));
        }
        let plain = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
        let plain = match &self.attributes {
            Value::Null => true,
            Value::Object(attributes) => attributes.values().all(plain),
            _ => false,
        };
        if !plain {
            return Err(wrong(format!("the attributes of `{name}` are not plain")));
        }
        let ascending = self.bounds.windows(2).all(|pair| pair[0] < pair[1]);
        if !ascending || self.kind != FERRULE_HISTOGRAM && !self.bounds.is_empty() {
            return Err(wrong(format!("the bounds of `{name}` are not those of a histogram")));
        }
        Ok(())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.component == other.component
            && self.name == other.name
            && self.attributes == other.attributes
    }
}

impl Heard {
    /// Gives the number of the series; the same again gives the same.
    pub(crate) fn define(&mut self, series: Series) -> Result<u64, Failure> {
        let mut of_component = 0;
        for (number, known) in (1..).zip(&self.series) {
            if known.is_same(&series) && known.kind == series.kind && known.unit == series.unit {
                return Ok(number);
            }
            let same_metric = known.component == series.component && known.name == series.name;
            if same_metric && (known.kind != series.kind || known.unit != series.unit) {
                let message = format!("`{}` is there with another kind or unit", series.name);
                return Err(wrong(message));
            }
            of_component += usize::from(known.component == series.component);
        }
        if of_component == MOST_SERIES {
            return Err(Failure::new(FERRULE_E_BUSY, "the component has too many series"));
        }
        self.series.push(series);
        Ok(self.series.len() as u64)
    }

    pub(crate) fn record(&mut self, number: u64, value: f64) {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match index.and_then(|index| self.series.get_mut(index)) {
            Some(series) if series.kind == FERRULE_COUNTER && (value < 0.0 || value.is_nan()) => {
                let name = &series.name;
                self.violations.push(format!("{value} was added to the counter `{name}`"));
            }
            Some(series) => series.values.push(value),
            None => self.violations.push(format!("the series {number} is not known")),
        }
    }
}

fn wrong(message: String) -> Failure {
    Failure::new(FERRULE_E_ARG, message)
}
