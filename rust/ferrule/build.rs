//! Tells the crate what it is built for, which a plugin's manifest says.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = std::env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=FERRULE_TARGET={target}");
}
