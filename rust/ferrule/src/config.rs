//! From the JSON of the host to an author's settings, with every problem on the way.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::problem::{escape, unescape};
use crate::{ConfigProblem, Error, ErrorCode, ExtensionFactory};

/// More problems than this are not looked for.
const MOST_PROBLEMS: usize = 50;

/// Reads and checks settings.
pub(crate) fn decode<F: ExtensionFactory>(json: &[u8]) -> Result<F::Config, Error> {
    let mut tree: Value = serde_json::from_slice(json).map_err(|error| {
        Error::with_code(ErrorCode::Argument, format!("the settings are not JSON: {error}"))
    })?;
    if !tree.is_object() {
        let problem = ConfigProblem::new("", "the settings are not a map");
        return Err(Error::config(vec![problem]));
    }
    let mut problems = Vec::new();
    for not_yet in F::NOT_YET {
        // A key without a value is as good as none, as in the Go Collector.
        if take(&mut tree, not_yet.pointer).is_some_and(|value| !value.is_null()) {
            let message = format!("not supported yet: {}", not_yet.reason);
            problems.push(ConfigProblem::new(not_yet.pointer, message).at_key());
        }
    }
    let config = shape::<F::Config>(tree, &mut problems);
    if let Some(config) = &config {
        let known: BTreeSet<String> =
            problems.iter().map(|problem| problem.pointer().to_owned()).collect();
        // Where the shape was wrong the default was put: what is said of that is beside the point.
        let more = F::validate(config);
        problems.extend(more.into_iter().filter(|problem| !known.contains(problem.pointer())));
    }
    match config {
        Some(config) if problems.is_empty() => Ok(config),
        _ => Err(Error::config(problems)),
    }
}

/// Reads the settings. At each problem the wrong part is replaced by the default, or left out, and
/// the reading starts again, so that all problems are found. None if that leads nowhere.
fn shape<C: DeserializeOwned + Serialize + Default>(
    mut tree: Value,
    problems: &mut Vec<ConfigProblem>,
) -> Option<C> {
    let defaults = serde_json::to_value(C::default()).unwrap_or_default();
    let mut seen = BTreeSet::new();
    loop {
        let failure = match serde_path_to_error::deserialize::<_, C>(&tree) {
            Ok(config) => return Some(config),
            Err(failure) => failure,
        };
        let place = pointer(failure.path());
        if fill_null(&mut tree, &defaults, &place) {
            continue;
        }
        let problem = problem(&place, &failure.inner().to_string());
        let at = problem.pointer().to_owned();
        if !seen.insert(at.clone()) || seen.len() > MOST_PROBLEMS {
            // The repair did not help: this failure is a consequence of one that was reported.
            return None;
        }
        problems.push(problem);
        if at.is_empty() {
            return None;
        }
        match defaults.pointer(&at) {
            Some(default) => *tree.pointer_mut(&at)? = default.clone(),
            None => drop(take(&mut tree, &at)?),
        }
    }
}

/// Puts what the Go Collector takes for a key without a value: a map or a list keeps its default, a
/// scalar is zero. Returns whether there was such a key.
fn fill_null(tree: &mut Value, defaults: &Value, place: &str) -> bool {
    let Some(value) = tree.pointer_mut(place).filter(|value| value.is_null()) else { return false };
    match defaults.pointer(place) {
        Some(Value::String(_)) => *value = Value::from(""),
        Some(Value::Number(_)) => *value = Value::from(0),
        Some(Value::Bool(_)) => *value = Value::from(false),
        Some(default @ (Value::Array(_) | Value::Object(_))) => *value = default.clone(),
        // Nothing to compare with, as inside a part that is absent by default: leave it out there.
        Some(Value::Null) | None => return leave_out(tree, place),
    }
    true
}

/// Removes a key; elements of lists stay.
fn leave_out(tree: &mut Value, pointer: &str) -> bool {
    let parent = pointer.rsplit_once('/').and_then(|(parent, _)| tree.pointer(parent));
    parent.is_some_and(Value::is_object) && take(tree, pointer).is_some()
}

/// A failure of serde in the words of an operator.
fn problem(at: &str, message: &str) -> ConfigProblem {
    let Some(listed) = message.strip_prefix("unknown field ") else {
        return ConfigProblem::new(at, message);
    };
    let mut names = listed.split('`').skip(1).step_by(2);
    let unknown = names.next().unwrap_or_default();
    let settings: Vec<&str> = names.collect();
    // The path ends at the map or at the key, as serde happened to notice.
    let suffix = format!("/{}", escape(unknown));
    let at = if at.ends_with(&suffix) { at.to_owned() } else { format!("{at}{suffix}") };
    let problem = ConfigProblem::new(at, format!("there is no setting `{unknown}`")).at_key();
    match settings.as_slice() {
        [] => problem,
        [only] => problem.hint(format!("the only setting is {only}")),
        several => problem.hint(format!("the settings are {}", several.join(", "))),
    }
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                // Writing to a string cannot fail.
                let _ = write!(pointer, "/{index}");
            }
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&escape(key));
            }
            Segment::Enum { .. } => {}
            Segment::Unknown => break,
        }
    }
    pointer
}

/// Takes the value at a pointer out of the tree.
fn take(tree: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, last) = pointer.rsplit_once('/')?;
    match tree.pointer_mut(parent)? {
        Value::Object(map) => map.remove(&unescape(last)),
        Value::Array(elements) => {
            let index = last.parse().ok()?;
            (index < elements.len()).then(|| elements.remove(index))
        }
        _ => None,
    }
}
