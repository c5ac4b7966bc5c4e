//! Whether a JSON Schema describes values: the part of draft 2020-12 that settings need.

use serde_json::Value;

/// What does not fit, each with its pointer. Beyond what a schema says, each `default` in it is to
/// be the value that is there.
pub(crate) fn problems(schema: &Value, defaults: &Value) -> Vec<String> {
    let mut check = Check { root: schema, problems: Vec::new() };
    check.value(schema, defaults, "");
    if schema["additionalProperties"] != Value::Bool(false) {
        check.problems.push("the schema allows keys that are no settings".to_owned());
    }
    check.problems
}

struct Check<'a> {
    /// Where references lead.
    root: &'a Value,
    problems: Vec<String>,
}

impl Check<'_> {
    fn value(&mut self, schema: &Value, value: &Value, at: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            match reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer)) {
                Some(target) => self.value(target, value, at),
                None => self.problems.push(format!("{at}: {reference} leads nowhere")),
            }
        }
        if let Some(branches) =
            schema.get("anyOf").or(schema.get("oneOf")).and_then(Value::as_array)
        {
            let fits = branches.iter().any(|branch| {
                let mut check = Check { root: self.root, problems: Vec::new() };
                check.value(branch, value, at);
                check.problems.is_empty()
            });
            self.expect(fits, at, value, "fits none of the alternatives");
        }
        if let Some(default) = schema.get("default") {
            self.expect(default == value, at, value, &format!("is {default} in the schema"));
        }
        if let Some(types) = schema.get("type") {
            let fits = match types {
                Value::Array(types) => types.iter().any(|name| has_type(value, name)),
                name => has_type(value, name),
            };
            self.expect(fits, at, value, &format!("is not of the type {types}"));
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
            self.expect(allowed.contains(value), at, value, "is not among the values allowed");
        }
        if let Some(only) = schema.get("const") {
            self.expect(only == value, at, value, &format!("is not {only}"));
        }
        if let Some(number) = value.as_f64() {
            let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
            let low = bound("minimum").is_some_and(|minimum| number < minimum);
            let high = bound("maximum").is_some_and(|maximum| number > maximum);
            self.expect(!low && !high, at, value, "is out of bounds");
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let at = format!("{at}/{key}");
                    match schema["properties"].get(key).or(schema.get("additionalProperties")) {
                        Some(Value::Bool(false)) => {
                            self.problems.push(format!("{at} is not in the schema"));
                        }
                        Some(described) => self.value(described, member, &at),
                        None => {}
                    }
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.value(&schema["items"], element, &format!("{at}/{index}"));
                }
            }
            _ => {}
        }
    }

    fn expect(&mut self, fits: bool, at: &str, value: &Value, otherwise: &str) {
        if !fits {
            self.problems.push(format!("{at}: the default {value} {otherwise}"));
        }
    }
}

fn has_type(value: &Value, name: &Value) -> bool {
    match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(properties: &Value, defaults: &Value) -> Vec<String> {
        let schema = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
            "$defs": {"port": {"type": "integer", "minimum": 1, "maximum": 65535}},
        });
        problems(&schema, defaults)
    }

    #[test]
    fn what_fits_is_no_problem() {
        let properties = json!({
            "name": {"type": ["string", "null"], "default": "x"},
            "mode": {"anyOf": [{"enum": ["a", "b"]}, {"type": "null"}]},
            "port": {"$ref": "#/$defs/port", "default": 80},
            "limits": {"type": "object", "additionalProperties": {"type": "number"}},
            "list": {"type": "array", "items": {"type": "boolean"}},
            "absent": {"type": "string"},
        });
        let defaults = json!({
            "name": "x", "mode": null, "port": 80, "limits": {"a": 0.5}, "list": [true],
        });
        assert_eq!(found(&properties, &defaults), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_is_found() {
        for (property, default) in [
            (json!({"type": "string"}), json!(7)),
            (json!({"type": "string", "default": "a"}), json!("b")),
            (json!({"enum": ["a"]}), json!("b")),
            (json!({"const": false}), json!(true)),
            (json!({"$ref": "#/$defs/port"}), json!(0)),
            (json!({"$ref": "#/$defs/port"}), json!(65536)),
            (json!({"$ref": "#/$defs/nothing"}), json!(1)),
            (json!({"anyOf": [{"type": "null"}, {"type": "array"}]}), json!(1)),
            (json!({"items": {"type": "string"}}), json!(["a", 1])),
            (json!({"additionalProperties": {"type": "string"}}), json!({"a": 1})),
        ] {
            let problems = found(&json!({"it": property}), &json!({"it": default}));
            assert_eq!(problems.len(), 1, "{property} {default}: {problems:?}");
            assert!(problems[0].starts_with("/it"), "{problems:?}");
        }
        assert_eq!(found(&json!({}), &json!({"it": 1})), ["/it is not in the schema"]);
    }

    #[test]
    fn keys_that_are_no_settings_are_to_be_refused() {
        let problems = problems(&json!({"type": "object"}), &json!({}));
        assert_eq!(problems, ["the schema allows keys that are no settings"]);
    }
}
