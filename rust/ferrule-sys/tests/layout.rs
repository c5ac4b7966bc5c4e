//! Compares this crate with the header, through the table that `c/layout.c` prints.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::mem::offset_of;
use std::path::{Path, PathBuf};
use std::process::Command;

use ferrule_sys::*;

fn size_of_field<S, F>(_: fn(&S) -> &F) -> usize {
    size_of::<F>()
}

/// Our side of the table: what c/layout.c says of the same item.
fn ours() -> BTreeMap<String, String> {
    let mut table = structs();
    table.extend(constants());
    table
}

fn structs() -> BTreeMap<String, String> {
    let mut table = BTreeMap::new();
    macro_rules! size {
        ($($name:ident),*) => {
            $(table.insert(format!("size {}", stringify!($name)), size_of::<$name>().to_string());)*
        };
    }
    macro_rules! fields {
        ($($name:ident { $($field:ident),* })*) => {
            $(
                size!($name);
                $(
                    let field = stringify!($field).trim_end_matches('_');
                    let size = size_of_field(|it: &$name| &it.$field);
                    let offset = offset_of!($name, $field);
                    let key = format!("field {} {field}", stringify!($name));
                    table.insert(key, format!("{offset} {size}"));
                )*
            )*
        };
    }
    size!(ferrule_token, ferrule_ref);
    fields! {
        ferrule_slice { ptr, len }
        ferrule_buf { ptr, len, owner, release }
        ferrule_error { size, code, flags, reserved, message, detail_json }
        ferrule_call { size, reserved, timeout_ns }
        ferrule_metric {
            size, kind, name, unit, description, attributes_json, bounds, n_bounds
        }
        ferrule_interface { functions, object }
        ferrule_event { size, kind, payload_json }
        ferrule_host {
            size, abi_major, abi_minor, ctx, worker_threads, reserved, log_enabled, log,
            report_status, complete, define_metric, record, find_extension, describe
        }
        ferrule_create { size, reserved, self_, id, config_json }
        ferrule_component {
            size, kind, type_name, stability, reserved, default_config, config_schema, validate,
            dependencies, create, start, notify, get_interface, cancel, shutdown, destroy
        }
        ferrule_stats {
            size, reserved, live_components, live_bufs, live_buf_bytes, live_threads,
            pending_tokens, panics, live_heap_bytes, live_heap_blocks
        }
        ferrule_plugin {
            size, magic, abi_major, abi_minor, n_components, components, name, version,
            manifest_json, stats, close
        }
        ferrule_header { name, value }
        ferrule_server_auth { size, reserved, authenticate }
        ferrule_client_request { size, reserved, authority, path }
        ferrule_credentials { size, reserved, keep_ns, headers_json }
        ferrule_client_auth { size, flags, headers }
    }
    table
}

fn constants() -> BTreeMap<String, String> {
    let mut table = BTreeMap::new();
    macro_rules! constants {
        ($($name:ident),* $(,)?) => {
            $(table.insert(format!("const {}", stringify!($name)), i64::from($name).to_string());)*
        };
    }
    constants![
        FERRULE_MAGIC,
        FERRULE_ABI_MAJOR,
        FERRULE_ABI_MINOR,
        FERRULE_OK,
        FERRULE_PENDING,
        FERRULE_E_ARG,
        FERRULE_E_CONFIG,
        FERRULE_E_STATE,
        FERRULE_E_BUSY,
        FERRULE_E_CANCELLED,
        FERRULE_E_DEADLINE,
        FERRULE_E_UNSUPPORTED,
        FERRULE_E_INTERNAL,
        FERRULE_E_PANIC,
        FERRULE_E_NOMEM,
        FERRULE_E_REFUSED,
        FERRULE_PERMANENT,
        FERRULE_RETRYABLE,
        FERRULE_RECEIVER,
        FERRULE_PROCESSOR,
        FERRULE_EXPORTER,
        FERRULE_CONNECTOR,
        FERRULE_EXTENSION,
        FERRULE_UNDEFINED,
        FERRULE_UNMAINTAINED,
        FERRULE_DEPRECATED,
        FERRULE_DEVELOPMENT,
        FERRULE_ALPHA,
        FERRULE_BETA,
        FERRULE_STABLE,
        FERRULE_TRACE,
        FERRULE_DEBUG,
        FERRULE_INFO,
        FERRULE_WARN,
        FERRULE_ERROR,
        FERRULE_STATUS_STARTING,
        FERRULE_STATUS_OK,
        FERRULE_STATUS_RECOVERABLE_ERROR,
        FERRULE_STATUS_PERMANENT_ERROR,
        FERRULE_STATUS_FATAL_ERROR,
        FERRULE_STATUS_STOPPING,
        FERRULE_STATUS_STOPPED,
        FERRULE_PIPELINES_READY,
        FERRULE_PIPELINES_NOT_READY,
        FERRULE_COUNTER,
        FERRULE_UP_DOWN_COUNTER,
        FERRULE_HISTOGRAM,
        FERRULE_REQUIRES_TLS,
    ];
    table
}

/// Our side of what the header defines as a text.
fn text_of(name: &str) -> Option<&'static str> {
    match name {
        "FERRULE_SERVER_AUTH_V1" => Some(FERRULE_SERVER_AUTH_V1),
        "FERRULE_CLIENT_AUTH_V1" => Some(FERRULE_CLIENT_AUTH_V1),
        _ => None,
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn theirs() -> BTreeMap<String, String> {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("layout");
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let built = Command::new(&compiler)
        .args(["-std=c11", "-Wall", "-Wextra", "-Wpadded", "-Werror", "-I"])
        .arg(root().join("include"))
        .arg(root().join("c/layout.c"))
        .arg("-o")
        .arg(&program)
        .output()
        .unwrap_or_else(|error| panic!("cannot run the C compiler {compiler}: {error}"));
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let printed = Command::new(&program).output().expect("the program runs");
    let text = String::from_utf8(printed.stdout).expect("it prints text");
    text.lines()
        .map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            let key_words = if words[0] == "field" { 3 } else { 2 };
            (words[..key_words].join(" "), words[key_words..].join(" "))
        })
        .collect()
}

#[test]
fn the_mirror_is_the_header() {
    assert_eq!(ours(), theirs());
}

#[test]
fn the_names_are_those_of_the_header() {
    let header = fs::read_to_string(root().join("include/ferrule_plugin.h")).expect("it is there");
    let mut names = 0;
    for line in header.lines().filter_map(|line| line.strip_prefix("#define ")) {
        let text = line
            .split_once(' ')
            .and_then(|(name, rest)| Some((name, rest.strip_prefix('"')?.strip_suffix('"')?)));
        if let Some((name, text)) = text {
            assert_eq!(text_of(name), Some(text), "{name}");
            names += 1;
        }
    }
    assert!(names > 0, "the header defines no names");
}

#[test]
fn the_table_has_every_constant_and_field_of_the_header() {
    let header = fs::read_to_string(root().join("include/ferrule_plugin.h")).expect("it is there");
    let ours = ours();
    let mut constants: Vec<&str> = header
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| word.starts_with("FERRULE_"))
        .collect();
    constants.sort_unstable();
    constants.dedup();
    for name in constants {
        let not_values = ["FERRULE_PLUGIN_H", "FERRULE_EXPORT"];
        let known = ours.contains_key(&format!("const {name}")) || text_of(name).is_some();
        assert!(known || not_values.contains(&name), "{name} is not compared");
    }
    for structure in header.split("typedef struct ").skip(1) {
        let name = structure.split(' ').next().expect("a struct has a name");
        assert!(ours.contains_key(&format!("size {name}")), "{name} is not compared");
    }
}
