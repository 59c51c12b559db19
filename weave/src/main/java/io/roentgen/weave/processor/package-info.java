/** Runs in the compiler. */
package io.roentgen.weave.processor;
