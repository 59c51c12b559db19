/** Which requests are recorded. */
package io.roentgen.agent.sampling;
