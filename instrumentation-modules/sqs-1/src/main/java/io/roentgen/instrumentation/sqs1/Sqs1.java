package io.roentgen.instrumentation.sqs1;

import com.amazonaws.AmazonWebServiceResponse;
import com.amazonaws.Request;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.services.sqs.model.DeleteMessageBatchRequest;
import com.amazonaws.services.sqs.model.DeleteMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.DeleteMessageRequest;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequest;
import com.amazonaws.services.sqs.model.SendMessageRequest;
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

/**
 * SQS with the AWS SDK 1, as with the AWS SDK 2: the trace travels in the system attribute {@code
 * AWSTraceHeader}, and a loop over received messages works on each one's trace.
 *
 * <p>The application may send one request object from several threads, and again later, so none is
 * touched. What is sent is changed behind it: older versions marshal into parameters of the query
 * protocol, to which ours are added; newer ones into JSON, for which a copy is marshalled. Handlers
 * of the application find its own object in either.
 */
@Instrumentation(name = "sqs-1", since = "1.11.0")
final class Sqs1 {

  private static final String MODEL = "com.amazonaws.services.sqs.model.";
  private static final String SEND = "com.amazonaws.services.sqs.model.transform.SendMessage";
  private static final String RECEIVE = "com.amazonaws.services.sqs.model.transform.ReceiveMessage";
  private static final String CLIENT = "com.amazonaws.services.sqs.AmazonSQSClient";
  private static final String ASYNC_CLIENT = "com.amazonaws.services.sqs.AmazonSQSAsyncClient";
  private static final String BUFFERED_CLIENT =
      "com.amazonaws.services.sqs.buffered.AmazonSQSBufferedAsyncClient";
  private static final String JSON = "com.amazonaws.protocol.ProtocolMarshaller";

  private Sqs1() {}

  @Weave(
      type = SEND + "RequestMarshaller",
      method = "marshall",
      parameters = MODEL + "SendMessageRequest")
  static final class Send {
    static void exit(@Return Request<?> request) {
      QueryParameters.withTrace(request);
    }
  }

  @Weave(
      type = SEND + "BatchRequestMarshaller",
      method = "marshall",
      parameters = MODEL + "SendMessageBatchRequest")
  static final class SendBatch {
    static void exit(@Return Request<?> request) {
      QueryParameters.withTraces(request);
    }
  }

  @Weave(
      type = RECEIVE + "RequestMarshaller",
      method = "marshall",
      parameters = MODEL + "ReceiveMessageRequest")
  static final class Receive {
    static void exit(@Return Request<?> request) {
      QueryParameters.asking(request);
    }
  }

  @Weave(
      type = SEND + "RequestMarshaller",
      method = "marshall",
      parameters = {MODEL + "SendMessageRequest", JSON})
  static final class SendJson {
    @AssignArgument(0)
    static SendMessageRequest assign(@Argument(0) SendMessageRequest request) {
      return Sending.withTrace(request);
    }
  }

  @Weave(
      type = SEND + "BatchRequestMarshaller",
      method = "marshall",
      parameters = {MODEL + "SendMessageBatchRequest", JSON})
  static final class SendBatchJson {
    @AssignArgument(0)
    static SendMessageBatchRequest assign(@Argument(0) SendMessageBatchRequest request) {
      return Sending.withTraces(request);
    }
  }

  @Weave(
      type = RECEIVE + "RequestMarshaller",
      method = "marshall",
      parameters = {MODEL + "ReceiveMessageRequest", JSON})
  static final class ReceiveJson {
    @AssignArgument(0)
    static ReceiveMessageRequest assign(@Argument(0) ReceiveMessageRequest request)
        throws ReflectiveOperationException {
      return Receiving.asking(request);
    }
  }

  /** Whoever polls a queue again is done with what it got from it before the call begins. */
  @Weave(
      type = {CLIENT, ASYNC_CLIENT, BUFFERED_CLIENT},
      method = {"receiveMessage", "receiveMessageAsync"})
  static final class Poll {
    static void enter(@Argument(0) ReceiveMessageRequest request) {
      if (request != null) {
        Processing.endAbandoned(request.getQueueUrl());
      }
    }
  }

  /** Where an answer has been read, before any handler of the application sees it. */
  @Weave(
      type = {"com.amazonaws.http.StaxResponseHandler", "com.amazonaws.http.JsonResponseHandler"},
      method = "handle")
  static final class Received {
    static void exit(@Argument(0) HttpResponse response, @Return AmazonWebServiceResponse<?> answer)
        throws ReflectiveOperationException {
      Object result = answer == null ? null : answer.getResult();
      // By its name: other services' answers come along here where there is no SQS.
      if (result != null && result.getClass().getName().equals(MODEL + "ReceiveMessageResult")) {
        Receiving.take(response.getRequest().getOriginalRequest(), result);
      }
    }
  }

  @Weave(type = MODEL + "ReceiveMessageResult", method = "getMessages")
  static final class Messages {
    static List<Message> exit(@Return List<Message> messages) {
      return TracedMessages.of(messages);
    }
  }

  /** A message's body is read. */
  @Weave(type = MODEL + "Message", method = "getBody")
  static final class Body {
    static void enter(@This Message message) {
      Reading.body(message);
    }
  }

  /** The last that is read of a message before it is deleted. */
  @Weave(type = MODEL + "Message", method = "getReceiptHandle")
  static final class ReceiptHandle {
    static void enter(@This Message message) {
      if (Delivery.isAnyKnown()) {
        Reading.touch(message);
      }
    }
  }

  /** These read the body as well. */
  @Weave(
      type = MODEL + "Message",
      method = {"toString", "hashCode", "equals"})
  @Weave(type = "com.amazonaws.services.sqs.MessageMD5ChecksumHandler", method = "afterResponse")
  static final class Own {
    static Object enter() {
      return Reading.enterOwn();
    }

    static void exit(@Enter Object entered) {
      Reading.exitOwn(entered);
    }
  }

  @Weave(type = CLIENT, method = "deleteMessage")
  @Weave(type = ASYNC_CLIENT, method = "deleteMessageAsync")
  @Weave(
      type = BUFFERED_CLIENT,
      method = {"deleteMessage", "deleteMessageAsync"})
  static final class Delete {
    static Processing enter(@Argument(0) DeleteMessageRequest request) {
      return request == null ? null : Deleting.enter(request.getReceiptHandle());
    }

    static void exit(@Enter Processing processing) {
      Deleting.exit(processing);
    }
  }

  @Weave(type = CLIENT, method = "deleteMessageBatch")
  @Weave(type = ASYNC_CLIENT, method = "deleteMessageBatchAsync")
  static final class DeleteBatch {
    static void enter(@Argument(0) DeleteMessageBatchRequest request) {
      if (request != null) {
        for (DeleteMessageBatchRequestEntry entry : request.getEntries()) {
          Deleting.enterBatch(entry.getReceiptHandle());
        }
      }
    }
  }
}
