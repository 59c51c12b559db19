/** Functions that run on Lambda. */
package io.roentgen.instrumentation.awslambda;
