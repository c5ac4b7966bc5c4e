use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// What the host says of the service, as far as it is shown. What a host leaves out is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Description {
    pub(crate) build: Build,
    #[serde(rename = "started_unix_ms", deserialize_with = "time")]
    pub(crate) started: Option<Timestamp>,
    pub(crate) pipelines: Vec<Pipeline>,
    pub(crate) components: Vec<Component>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Build {
    pub(crate) command: String,
    pub(crate) description: String,
    pub(crate) version: String,
}

/// A pipeline, with the ids of its parts in order.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pipeline {
    pub(crate) id: String,
    pub(crate) receivers: Vec<String>,
    pub(crate) processors: Vec<String>,
    pub(crate) exporters: Vec<String>,
}

/// A component and how it is doing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Component {
    pub(crate) kind: String,
    pub(crate) id: String,
    /// Which of several of that id, such as the pipeline of a processor.
    pub(crate) label: String,
    pub(crate) status: String,
    #[serde(deserialize_with = "text")]
    pub(crate) error: String,
    #[serde(rename = "since_unix_ms", deserialize_with = "time")]
    since: Option<Timestamp>,
}

impl Description {
    /// A failure names what the host got wrong.
    pub(crate) fn read(service: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(service)
    }

    pub(crate) fn is_connector(&self, id: &str) -> bool {
        self.components.iter().any(|it| it.kind == "connector" && it.id == id)
    }
}

impl Component {
    pub(crate) fn is_extension(&self) -> bool {
        self.kind == "extension"
    }

    pub(crate) fn is_failing(&self) -> bool {
        !self.error.is_empty() || self.status.contains("Error")
    }

    /// Since when it has that status; empty if it never had one.
    pub(crate) fn since(&self) -> String {
        self.since.map(|since| since.to_string()).unwrap_or_default()
    }
}

/// Milliseconds since 1970, or null.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let millis = Option::<i64>::deserialize(deserializer)?;
    millis.map(Timestamp::from_millisecond).transpose().map_err(serde::de::Error::custom)
}

/// A text, or null for none.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
