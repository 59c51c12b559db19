/**
 * How an instrumentation says where it goes and what it wants to know. Nothing of this is there at
 * run time: the processor turns it into an index while the module is compiled.
 */
package io.roentgen.weave;
