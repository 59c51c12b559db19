/**
 * AWS services whose requests have a place for the trace header besides HTTP, which documentation
 * names. It is filled where the application left it empty. What has no such place is left alone:
 * payloads belong to the application.
 */
package io.roentgen.instrumentation.awscarriers;
