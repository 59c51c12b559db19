/** What the modules for both AWS SDKs share: no handlers, no library's types. */
package io.roentgen.instrumentation.aws;
