/** What an application does with Amazon's X-Ray SDK becomes part of the agent's trace. */
package io.roentgen.instrumentation.awsxraysdk;
