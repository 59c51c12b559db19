/**
 * X-Ray's filter expressions. Source of the language: "Using filter expressions", AWS X-Ray
 * developer guide; what that leaves open is said in docs/console.md.
 */
package io.roentgen.console.filter;
