package io.roentgen.instrumentation.sqs;

import io.roentgen.instrumentation.aws.message.Deleting;
import io.roentgen.instrumentation.aws.message.Delivery;
import io.roentgen.instrumentation.aws.message.Processing;
import io.roentgen.instrumentation.aws.message.Reading;
import io.roentgen.instrumentation.aws.message.TracedMessages;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Weave;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * SQS with the AWS SDK 2: the trace travels in the system attribute {@code AWSTraceHeader}, and a
 * loop over received messages works on each one's trace.
 *
 * <p>Requests are changed where they are marshalled: inside the call that aws-sdk-2 has begun, so
 * that the message names it as its parent, and behind all interceptors, so that the application
 * finds its own request in whatever it looks at. Without aws-sdk-2 the parent is the segment.
 *
 * <p>A message whose sender was not traced begins a trace of its own, if it is sampled: a worker
 * shows up whoever feeds it. Polling belongs to no trace, and an empty answer to no message.
 */
@Instrumentation(name = "sqs", since = "2.20.0")
final class Sqs {

  private static final String CHAIN =
      "software.amazon.awssdk.core.interceptor.ExecutionInterceptorChain";

  private static final String CLIENT = "software.amazon.awssdk.services.sqs.DefaultSqsClient";
  private static final String ASYNC_CLIENT =
      "software.amazon.awssdk.services.sqs.DefaultSqsAsyncClient";
  private static final String MESSAGE = "software.amazon.awssdk.services.sqs.model.Message";

  private Sqs() {}

  @Weave(
      type = "software.amazon.awssdk.services.sqs.transform.SendMessageRequestMarshaller",
      method = "marshall")
  static final class Send {
    @AssignArgument(0)
    static SendMessageRequest assign(@Argument(0) SendMessageRequest request) {
      return Sending.withTrace(request);
    }
  }

  @Weave(
      type = "software.amazon.awssdk.services.sqs.transform.SendMessageBatchRequestMarshaller",
      method = "marshall")
  static final class SendBatch {
    @AssignArgument(0)
    static SendMessageBatchRequest assign(@Argument(0) SendMessageBatchRequest request) {
      return Sending.withTrace(request);
    }
  }

  /** Whoever polls a queue again is done with what it got from it before the call begins. */
  @Weave(type = CLIENT, method = "receiveMessage")
  @Weave(type = ASYNC_CLIENT, method = "receiveMessage")
  static final class Poll {
    static void enter(@Argument(0) ReceiveMessageRequest request) {
      if (request != null) {
        Processing.endAbandoned(request.queueUrl());
      }
    }
  }

  @Weave(
      type = "software.amazon.awssdk.services.sqs.transform.ReceiveMessageRequestMarshaller",
      method = "marshall")
  static final class Receive {
    @AssignArgument(0)
    static ReceiveMessageRequest assign(@Argument(0) ReceiveMessageRequest request) {
      return Receiving.asking(request);
    }
  }

  /** Behind the last interceptor: takes out again what the application did not ask for. */
  @Weave(type = CHAIN, method = "modifyResponse")
  static final class Received {
    static InterceptorContext exit(
        @Argument(1) ExecutionAttributes attributes, @Return InterceptorContext context) {
      return context != null && isReceive(attributes)
          ? Receiving.take(context, attributes)
          : context;
    }
  }

  /** The SDK's own checks, which look at each message too, are over. */
  @Weave(type = CHAIN, method = "afterExecution")
  static final class Checked {
    static void exit(
        @Argument(0) Context.AfterExecution context, @Argument(1) ExecutionAttributes attributes) {
      if (isReceive(attributes)) {
        Receiving.remember(context.response(), attributes);
      }
    }
  }

  @Weave(
      type = "software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse",
      method = "messages")
  static final class Messages {
    static List<Message> exit(@Return List<Message> messages) {
      return TracedMessages.of(messages);
    }
  }

  /** A message's body is read. */
  @Weave(type = MESSAGE, method = "body")
  static final class Body {
    static void enter(@This Message message) {
      Reading.body(message);
    }
  }

  /** The last that is read of a message before it is deleted. */
  @Weave(type = MESSAGE, method = "receiptHandle")
  static final class ReceiptHandle {
    static void enter(@This Message message) {
      if (Delivery.isAnyKnown()) {
        Reading.touch(message);
      }
    }
  }

  /** These read the body as well. */
  @Weave(
      type = MESSAGE,
      method = {"toString", "hashCode", "equalsBySdkFields"})
  static final class Own {
    static Object enter() {
      return Reading.enterOwn();
    }

    static void exit(@Enter Object entered) {
      Reading.exitOwn(entered);
    }
  }

  @Weave(type = CLIENT, method = "deleteMessage")
  @Weave(type = ASYNC_CLIENT, method = "deleteMessage")
  static final class Delete {
    static Processing enter(@Argument(0) DeleteMessageRequest request) {
      return request == null ? null : Deleting.enter(request.receiptHandle());
    }

    static void exit(@Enter Processing processing) {
      Deleting.exit(processing);
    }
  }

  @Weave(type = CLIENT, method = "deleteMessageBatch")
  @Weave(type = ASYNC_CLIENT, method = "deleteMessageBatch")
  static final class DeleteBatch {
    static void enter(@Argument(0) DeleteMessageBatchRequest request) {
      if (request != null) {
        for (DeleteMessageBatchRequestEntry entry : request.entries()) {
          Deleting.enterBatch(entry.receiptHandle());
        }
      }
    }
  }

  /** Asked before any class of SQS is touched: the chain belongs to every service. */
  private static boolean isReceive(ExecutionAttributes attributes) {
    return "ReceiveMessage".equals(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
        && "Sqs".equals(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
  }
}
