/** What the user wants: keys, where they come from, and the service's name. */
package io.roentgen.agent.config;
