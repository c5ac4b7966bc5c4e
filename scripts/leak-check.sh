#!/bin/sh
# Looks for memory that is lost at the native boundary, at length: LeakSanitizer over ten thousand
# lives of components under the real JVM, and the size of the process over two hundred thousand.
# Both are also run on a plugin that loses a buffer in a thousand lives, or in a hundred, on which they
# must fail.
# A short version of the first is part of every build. Needs ./build native once, and gcc with its
# sanitizers.
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$root/scripts/toolchain.sh"
find_jdk
find_maven
cd "$root"
exec mvn verify -pl java/nativehost -am -Dgroups=soak -Dferrule.test.excluded=none
