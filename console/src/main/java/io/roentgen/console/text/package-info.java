/** What is done with words in more than one place. */
package io.roentgen.console.text;
