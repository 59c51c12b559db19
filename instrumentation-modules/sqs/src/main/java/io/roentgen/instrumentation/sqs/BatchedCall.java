package io.roentgen.instrumentation.sqs;

import io.roentgen.instrumentation.aws.message.Deleting;
import io.roentgen.instrumentation.aws.message.Processing;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** A call that is answered when its batch is. */
final class BatchedCall implements BiConsumer<Object, Throwable> {

  /** Null where nothing is recorded. */
  private final Subsegment call;

  /** What the call ends, or null. */
  private final Processing processing;

  private BatchedCall(Subsegment call, Processing processing) {
    this.call = call;
    this.processing = processing;
  }

  static BatchedCall begin(String operation, String queueUrl) {
    return begin(operation, queueUrl, null);
  }

  static BatchedCall begin(String operation, String queueUrl, Processing processing) {
    Subsegment call = Tracer.enterCall("Sqs", Subsegment.AWS);
    if (call != null) {
      call.aws("operation", operation);
      call.aws("queue_url", queueUrl);
    }
    return call == null && processing == null ? null : new BatchedCall(call, processing);
  }

  static void leave(BatchedCall state, CompletableFuture<?> done, Throwable thrown) {
    if (state == null) {
      return;
    }
    if (state.call != null) {
      state.call.leave();
    }
    Deleting.exit(state.processing);
    if (state.call == null) {
      return;
    }
    if (done == null) {
      state.accept(null, thrown);
    } else {
      done.whenComplete(state);
    }
  }

  @Override
  public void accept(Object response, Throwable thrown) {
    if (response instanceof SendMessageResponse) {
      call.aws("message_id", ((SendMessageResponse) response).messageId());
    }
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof AwsServiceException) {
      call.setStatus(((AwsServiceException) cause).statusCode());
    }
    call.setException(cause, cause instanceof AwsServiceException);
    call.finish();
  }
}
