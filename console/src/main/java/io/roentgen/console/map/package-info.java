/** The trace map, computed as X-Ray computes it. */
package io.roentgen.console.map;
