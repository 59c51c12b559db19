package io.roentgen.instrumentation.sqs1;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.trace.WeakIdentityMap;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Weave;
import java.util.List;

/**
 * {@code AmazonSQSBufferedAsyncClient} makes batches of messages, which it sends from threads of
 * its own, and polls ahead there. Each message keeps the trace it was handed over in; a batch of
 * several traces, and the polling, belong to none.
 */
@Instrumentation(name = "sqs-1", since = "1.11.0")
final class Buffered {

  private static final String PACKAGE = "com.amazonaws.services.sqs.buffered.";

  /** By the future that the sender got. */
  private static final WeakIdentityMap<TraceContext> SENDERS = new WeakIdentityMap<>();

  /** Of the batch that this thread is sending, in order; null inside for a message without. */
  private static final ThreadLocal<String[]> HEADERS = new ThreadLocal<>();

  private Buffered() {}

  /** Of the messages of the batch that is being sent; null if it is like any other. */
  static String[] headers() {
    return HEADERS.get();
  }

  /** On the sender's thread, under the lock that sending the batch waits for. */
  @Weave(type = PACKAGE + "SendQueueBuffer$OutboundBatchTask", method = "addRequest")
  static final class Add {
    static void exit(@Argument(0) AmazonWebServiceRequest request, @Return Object future) {
      TraceContext context = Tracer.current();
      if (context != null && future != null && request instanceof SendMessageRequest) {
        SENDERS.put(future, context);
      }
    }
  }

  @Weave(type = PACKAGE + "SendQueueBuffer$SendMessageBatchTask", method = "process")
  static final class SendBatch {
    static Sent enter(@Argument(1) List<?> futures) {
      TraceContext current = Tracer.current();
      boolean isOne = true;
      TraceContext[] senders = new TraceContext[futures.size()];
      for (int i = 0; i < senders.length; i++) {
        senders[i] = SENDERS.remove(futures.get(i));
        isOne &= senders[i] == current;
      }
      return isOne ? null : new Sent(senders);
    }

    static void exit(@Enter Sent sent) {
      if (sent != null) {
        sent.end();
      }
    }
  }

  /** A batch that does not belong to the trace of the thread, while it is being sent. */
  private static final class Sent {

    private final TraceContext outer = Tracer.attach(null);

    Sent(TraceContext[] senders) {
      String[] headers = new String[senders.length];
      for (int i = 0; i < headers.length; i++) {
        headers[i] = senders[i] == null ? null : senders[i].header();
      }
      HEADERS.set(headers);
    }

    void end() {
      HEADERS.remove();
      Tracer.restore(outer);
    }
  }

  @Weave(type = PACKAGE + "ReceiveQueueBuffer$ReceiveMessageBatchTask", method = "run")
  static final class PollAhead {
    static TraceContext enter() {
      return Tracer.attach(null);
    }

    static void exit(@Enter TraceContext outer) {
      Tracer.restore(outer);
    }
  }
}
