/** The page and what it asks for. */
package io.roentgen.console.web;
