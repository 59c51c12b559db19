/** From a class being loaded to a handler being called: matching, weaving, linking. */
package io.roentgen.agent.weave;
