/** Joins woven code, which any loader may have defined, to handlers in the agent's loaders. */
package io.roentgen.link;
