/**
 * What it costs to cross into native code and back, beside JNI doing the same work; and how many
 * native components can live and die in a second. {@code docs/benchmarks/README.md} tells how to
 * run and read it.
 */
@NullMarked
package dev.ferrule.bench;

import org.jspecify.annotations.NullMarked;
