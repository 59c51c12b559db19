/**
 * Messages that were received and the traces they belong to, whichever SDK has received them: no
 * library's types.
 */
package io.roentgen.instrumentation.aws.message;
