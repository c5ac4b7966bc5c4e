# Finds what Ferrule is built with. Sourced by ./build and ./ferrule; $root is the project's root.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$(basename "$0"): $*"
  exit 1
}

is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

# Sets and exports JAVA_HOME to a JDK 25.
find_jdk() {
  on_path=$(command -v javac || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*25* "$HOME"/.sdkman/candidates/java/25* \
    "$HOME"/.jdks/*25* /opt/*jdk*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return
    fi
  done
  fail "no JDK 25 found. Install one, for example from adoptium.net or with 'sdk install java 25-tem', and set JAVA_HOME to it."
}

find_maven() {
  command -v mvn >/dev/null ||
    fail "Maven is missing. Install 3.8.7 or later, for example with 'apt-get install maven' or 'brew install maven'."
}

find_cargo() {
  if ! command -v cargo >/dev/null && [ -x "$HOME/.cargo/bin/cargo" ]; then
    PATH=$HOME/.cargo/bin:$PATH
    export PATH
  fi
  command -v cargo >/dev/null ||
    fail "cargo is missing. Install Rust 1.95 or later with rustup, see rustup.rs."
  command -v cc >/dev/null ||
    fail "cc is missing; cargo links with it. Install a C compiler, for example with 'apt-get install build-essential'."
}

# Where the runnable collector is put together.
image=$root/java/cli/target/image
plugin=libferrule_plugin.so

# Copies the built Rust plugin into the image, if it is not there as it is.
place_plugin() {
  mkdir -p "$image/native"
  cmp -s "$root/rust/target/release/$plugin" "$image/native/$plugin" ||
    cp "$root/rust/target/release/$plugin" "$image/native/$plugin"
}
