#!/bin/sh
# Drives plugins that break the rules. A check that cannot fail proves nothing: the host has to fail
# on each, and to say why.
#
#   canaries.sh DIRECTORY [leaks]   leaks: the sanitizers find leaks here
set -eu
out=$1
leaks=${2:-}

canary() {
  if "$out/memory/host_test" -w -t 20 "$out/memory/libc_fixture.so" "{\"c_fixture\":$1}" >"$out/canary.txt" 2>&1; then
    echo "the host did not notice $1" >&2
    exit 1
  fi
  if ! grep -q "$2" "$out/canary.txt"; then
    echo "the host failed on $1, but did not say '$2':" >&2
    tail -n 20 "$out/canary.txt" >&2
    exit 1
  fi
}

canary '{"leak":10}' 'FAILED: [0-9]* bufs of [0-9]* bytes are left'
canary '{"start":"double"}' 'FAILED: [0-9]* completions were of no use'
canary '{"start":"never"}' 'FAILED: [0-9]* tokens are left'
canary '{"shutdown":"never"}' 'FAILED: shutdown'
canary '{"log":true,"odd":"bad_utf8","odd_in":"log"}' 'FAILED: a log message is UTF-8'
if [ -n "$leaks" ]; then
  canary '{"leak":10,"leak_counted":false}' 'LeakSanitizer: detected memory leaks'
fi
echo "every canary was noticed"
