/**
 * Lambda, as far as a function and who invokes it can see it: the Invoke API on one side, the
 * runtime API on the other, and between them the real runtime interface client in a process of its
 * own.
 */
package io.roentgen.smoke.lambda;
