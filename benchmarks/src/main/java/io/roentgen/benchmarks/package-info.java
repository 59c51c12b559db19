/** JMH benchmarks; {@code docs/overhead.md} has the commands and what they gave. */
package io.roentgen.benchmarks;
