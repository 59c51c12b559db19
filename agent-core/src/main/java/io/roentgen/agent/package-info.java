/** The inside of the agent, in a loader of its own that no application sees. */
package io.roentgen.agent;
