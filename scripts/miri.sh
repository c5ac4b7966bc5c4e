#!/bin/sh
# Runs those tests of the Rust SDK under Miri that drive its unsafe code: undefined behaviour, data
# races and leaks end them. Takes some minutes. Without Miri it says how to install it, and is
# skipped.
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$root/scripts/toolchain.sh"
find_cargo

skip() {
  printf 'miri: skipped: %s\n' "$*"
  exit 0
}

command -v rustup >/dev/null || skip "rustup is missing, which has Miri; see rustup.rs."
rustup toolchain list | grep -q '^nightly' ||
  skip "there is no nightly toolchain. Install it with 'rustup toolchain install nightly --component miri,rust-src'."
{ cargo +nightly miri --version && [ -d "$(rustc +nightly --print sysroot)/lib/rustlib/src" ]; } \
  >/dev/null 2>&1 ||
  skip "the nightly toolchain has no Miri. Install it with 'rustup component add --toolchain nightly miri rust-src'."

cd "$root/rust"
# Some tests look at the clock.
isolation=-Zmiri-disable-isolation

printf '\n== miri: unit tests\n'
MIRIFLAGS=$isolation cargo +nightly miri test --locked -p ferrule --lib

# What a plugin publishes is never freed. The test that is skipped waits for a backtrace, which an
# interpreter takes longer for than the test has patience.
printf '\n== miri: tests through the C table\n'
MIRIFLAGS="$isolation -Zmiri-ignore-leaks" cargo +nightly miri test --locked -p ferrule \
  --test misuse --test duplicates --test cancel --test server_auth --test client_auth -- --skip or_panics
printf '\n== miri: all green\n'
