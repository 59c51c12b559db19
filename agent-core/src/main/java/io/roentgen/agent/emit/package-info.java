/** From an ended entity to bytes on the wire, on one thread that no request waits for. */
package io.roentgen.agent.emit;
