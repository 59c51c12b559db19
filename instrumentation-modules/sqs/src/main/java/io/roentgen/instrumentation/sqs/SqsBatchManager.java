package io.roentgen.instrumentation.sqs;

import io.roentgen.instrumentation.aws.message.Deleting;
import io.roentgen.instrumentation.aws.message.Processing;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * The asynchronous batch manager: each message is a call of whoever sent, deleted or kept it, with
 * the trace of that moment. The batch, which is sent later by a timer or by whoever fills it, is
 * nobody's call and is not recorded: it has messages of many traces.
 */
@Instrumentation(name = "sqs", since = "2.28.0")
final class SqsBatchManager {

  private static final String PACKAGE =
      "software.amazon.awssdk.services.sqs.internal.batchmanager.";
  private static final String MANAGER = PACKAGE + "DefaultSqsAsyncBatchManager";

  private SqsBatchManager() {}

  @Weave(type = MANAGER, method = "sendMessage")
  static final class Send {
    static BatchedCall enter(@Argument(0) SendMessageRequest request) {
      return request == null ? null : BatchedCall.begin("SendMessage", request.queueUrl());
    }

    @AssignArgument(0)
    static SendMessageRequest assign(@Argument(0) SendMessageRequest request) {
      return Sending.withTrace(request);
    }

    static void exit(
        @Enter BatchedCall call, @Return CompletableFuture<?> done, @Thrown Throwable thrown) {
      BatchedCall.leave(call, done, thrown);
    }
  }

  @Weave(type = MANAGER, method = "deleteMessage")
  static final class Delete {
    static BatchedCall enter(@Argument(0) DeleteMessageRequest request) {
      if (request == null) {
        return null;
      }
      Processing processing = Deleting.enter(request.receiptHandle());
      return BatchedCall.begin("DeleteMessage", request.queueUrl(), processing);
    }

    static void exit(
        @Enter BatchedCall call, @Return CompletableFuture<?> done, @Thrown Throwable thrown) {
      BatchedCall.leave(call, done, thrown);
    }
  }

  @Weave(type = MANAGER, method = "changeMessageVisibility")
  static final class Keep {
    static BatchedCall enter(@Argument(0) ChangeMessageVisibilityRequest request) {
      return request == null
          ? null
          : BatchedCall.begin("ChangeMessageVisibility", request.queueUrl());
    }

    static void exit(
        @Enter BatchedCall call, @Return CompletableFuture<?> done, @Thrown Throwable thrown) {
      BatchedCall.leave(call, done, thrown);
    }
  }

  @Weave(
      type = {
        PACKAGE + "SendMessageBatchManager",
        PACKAGE + "DeleteMessageBatchManager",
        PACKAGE + "ChangeMessageVisibilityBatchManager"
      },
      method = "batchAndSend")
  static final class Batch {
    static Nobody enter() {
      return new Nobody(Tracer.attach(null));
    }

    static void exit(@Enter Nobody nobody) {
      if (nobody != null) {
        Tracer.restore(nobody.previous);
      }
    }
  }

  /** What was current before nothing was. */
  private static final class Nobody {
    final TraceContext previous;

    Nobody(TraceContext previous) {
      this.previous = previous;
    }
  }
}
