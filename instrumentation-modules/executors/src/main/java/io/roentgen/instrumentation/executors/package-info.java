/** Hands what is current on to other threads. Part of the bootstrap class path. */
package io.roentgen.instrumentation.executors;
