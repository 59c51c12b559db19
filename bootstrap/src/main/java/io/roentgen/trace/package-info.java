/**
 * The tracer: segments, subsegments, and which of them is current on a thread. These classes are on
 * the bootstrap class path, visible to every class of the application, and depend on nothing but
 * the JDK.
 */
package io.roentgen.trace;
