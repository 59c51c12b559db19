/** What the JVM starts: premain, and the loader that keeps the agent to itself. */
package io.roentgen;
