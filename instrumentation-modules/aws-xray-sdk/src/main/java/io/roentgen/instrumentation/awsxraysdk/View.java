package io.roentgen.instrumentation.awsxraysdk;

import io.roentgen.trace.TraceContext;

/** One of the agent's contexts, as an entity of the SDK. */
interface View {

  /** What it shows. */
  TraceContext context();

  /** Whether the application began it with the SDK; the agent ends all others itself. */
  boolean begunBySdk();
}
