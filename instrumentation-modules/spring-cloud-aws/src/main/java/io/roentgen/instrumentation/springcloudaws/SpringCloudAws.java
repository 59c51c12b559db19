package io.roentgen.instrumentation.springcloudaws;

import io.roentgen.instrumentation.aws.message.Delivery;
import io.roentgen.instrumentation.aws.message.Reading;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * Spring Cloud AWS, {@code @SqsListener} and its containers: a message is processed from when the
 * container gives it to its pipeline until interceptors, listener, error handler and, if it is done
 * at once, acknowledgement are over. Acknowledging in batches, which is the default, belongs to the
 * container.
 *
 * <p>No type of Spring is needed here: its messages are remembered like the SDK's. A batch listener
 * works on the first message's trace; all of them are processed meanwhile.
 */
@Instrumentation(name = "spring-cloud-aws", since = "3.0.0")
final class SpringCloudAws {

  private static final String SINK =
      "io.awspring.cloud.sqs.listener.sink.AbstractMessageProcessingPipelineSink";

  private SpringCloudAws() {}

  /** The converter reads the body, which processes nothing. */
  @Weave(
      type = "io.awspring.cloud.sqs.listener.source.AbstractMessageConvertingMessageSource",
      method = "convertMessage")
  static final class Convert {
    static Object enter() {
      return Reading.enterOwn();
    }

    static void exit(@Argument(0) Object received, @Enter Object entered, @Return Object message) {
      Reading.exitOwn(entered);
      remember(received, message);
    }
  }

  /** Messages are never changed: another one takes its place. */
  @Weave(
      type = "io.awspring.cloud.sqs.MessageHeaderUtils",
      method = {"addHeaderIfAbsent", "addHeadersIfAbsent", "removeHeaderIfPresent"})
  static final class Replace {
    static void exit(@Argument(0) Object message, @Return Object replacement) {
      remember(message, replacement);
    }
  }

  private static void remember(Object original, Object message) {
    Delivery delivery = message == null || message == original ? null : Delivery.of(original);
    if (delivery != null) {
      Delivery.remember(message, delivery);
    }
  }

  @Weave(type = SINK, method = "execute")
  static final class Execute {
    static PipelineRun enter(@Argument(0) Object messages) {
      return messages instanceof Collection
          ? PipelineRun.ofAll((Collection<?>) messages)
          : PipelineRun.of(messages);
    }

    static void exit(
        @Enter PipelineRun run, @Return CompletableFuture<?> done, @Thrown Throwable thrown) {
      if (run != null) {
        run.leave(done, thrown);
      }
    }
  }
}
