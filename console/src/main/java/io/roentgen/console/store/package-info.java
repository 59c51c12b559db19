/** Keeps traces, bounded, and a file of them if one is asked for. */
package io.roentgen.console.store;
