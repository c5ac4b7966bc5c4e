use ferrule::{ConfigProblem, GoDuration};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Beats, and says so when the collector stalls.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// The time from one beat to the next.
    pub(crate) interval: GoDuration,
    /// How late a beat may be before the extension reports an error. Zero means any time.
    pub(crate) tolerance: GoDuration,
    /// What is logged at each beat.
    pub(crate) message: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            interval: GoDuration::from_secs(10),
            tolerance: GoDuration::from_secs(1),
            message: "alive".to_owned(),
        }
    }
}

impl Config {
    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if self.interval.limit().is_none() {
            let problem = ConfigProblem::new("/interval", "the interval is not positive");
            problems.push(problem.hint("write a duration such as 10s"));
        }
        problems
    }
}
