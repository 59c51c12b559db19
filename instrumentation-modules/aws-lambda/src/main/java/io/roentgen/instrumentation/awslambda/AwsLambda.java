package io.roentgen.instrumentation.awslambda;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Weave;

/**
 * Functions on Lambda's Java runtimes. The segment of an invocation is Lambda's, the handler's
 * exception included: only what the function calls is recorded, below the parent that the runtime
 * was told.
 */
@Instrumentation(name = "aws-lambda", since = "2.4.1")
final class AwsLambda {

  /** Local UDP takes a fraction of a millisecond; more only when something is wrong. */
  private static final long FLUSH_MILLIS = 500;

  private AwsLambda() {}

  /**
   * The one caller of every kind of handler, in the runtime interface client and under its older
   * name in the runtimes java8.al2 and java11. Its argument's type has moved between versions.
   */
  @Weave(
      type = {
        "com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader$2",
        "lambdainternal.EventHandlerLoader$2"
      },
      method = "call")
  static final class Invocation {
    static TraceContext enter(@Argument(0) Object request) {
      return Tracer.enterInvocation(InvocationHeader.of(request));
    }

    /** The sandbox may be frozen as soon as the answer is posted, which is what comes next. */
    static void exit(@Enter TraceContext invocation) {
      Tracer.end(invocation);
      Tracer.flush(FLUSH_MILLIS);
    }
  }

  /** Before the application's own hooks, which may call others already. */
  @Weave(type = "com.amazonaws.services.lambda.crac.ContextImpl", method = "afterRestore")
  static final class Restore {
    static void enter() {
      Tracer.restored();
    }
  }
}
