//! The JSON Schema of settings, from the struct that holds them.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema of a component's settings. Parts are written where they are used, so that whoever
/// reads a setting has all of it.
pub(crate) fn of<C: JsonSchema>(type_name: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.transforms.push(Box::new(Prose));
    });
    let mut schema = settings.into_generator().into_root_schema_for::<C>();
    schema.insert("title".to_owned(), type_name.into());
    schema.to_value()
}

/// Makes one line of each paragraph of a doc comment.
#[derive(Clone, Debug)]
struct Prose;

impl Transform for Prose {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::String(text)) = schema.get_mut("description") {
            let paragraphs: Vec<String> =
                text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
            *text = paragraphs.join("\n\n");
        }
        transform_subschemas(self, schema);
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::*;
    use crate::{GoDuration, Secret};

    /// Greets whoever comes,
    /// politely.
    ///
    /// And at length.
    #[derive(Deserialize, JsonSchema, Serialize)]
    #[serde(default, deny_unknown_fields)]
    struct Config {
        /// How often.
        #[schemars(range(min = 1))]
        times: u16,
        /// How long to
        /// wait between.
        pause: GoDuration,
        password: Secret,
        #[serde(skip_serializing_if = "Option::is_none")]
        manner: Option<Manner>,
        guests: Vec<Guest>,
    }

    #[derive(Deserialize, JsonSchema, Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Manner {
        VeryPolite,
        Rude,
    }

    /// One who comes.
    #[derive(Default, Deserialize, JsonSchema, Serialize)]
    #[serde(default, deny_unknown_fields)]
    struct Guest {
        name: String,
    }

    impl Default for Config {
        fn default() -> Self {
            let (pause, password) = (GoDuration::from_secs(90), Secret::default());
            Self { times: 3, pause, password, manner: None, guests: Vec::new() }
        }
    }

    #[test]
    fn a_struct_says_it_all() {
        let mut schema = of::<Config>("greeter");
        let pattern = schema["properties"]["pause"].as_object_mut().unwrap().remove("pattern");
        assert!(pattern.unwrap().as_str().unwrap().starts_with('^'));
        assert_eq!(
            schema,
            json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": "greeter",
                "description": "Greets whoever comes, politely.\n\nAnd at length.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "times": {
                        "description": "How often.",
                        "type": "integer",
                        "format": "uint16",
                        "minimum": 1,
                        "maximum": 65535,
                        "default": 3,
                    },
                    "pause": {
                        "description": "How long to wait between.",
                        "type": ["string", "integer"],
                        "default": "1m30s",
                    },
                    "password": {"type": "string", "writeOnly": true, "default": ""},
                    "manner": {
                        "type": ["string", "null"],
                        "enum": ["very_polite", "rude", null],
                    },
                    "guests": {
                        "type": "array",
                        "default": [],
                        "items": {
                            "description": "One who comes.",
                            "type": "object",
                            "additionalProperties": false,
                            "properties": {"name": {"type": "string", "default": ""}},
                        },
                    },
                },
            })
        );
    }
}
