/** The console: a local X-Ray. */
package io.roentgen.console;
