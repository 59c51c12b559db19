/** Segment documents as X-Ray defines them, and traces put together from them. */
package io.roentgen.console.trace;
