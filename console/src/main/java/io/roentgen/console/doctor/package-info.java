/** Looks for the reason when no traces arrive, and says it in words. */
package io.roentgen.console.doctor;
