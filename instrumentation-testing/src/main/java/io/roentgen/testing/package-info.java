/** What a module's tests need: its handlers woven into the test's JVM, and what they record. */
package io.roentgen.testing;
