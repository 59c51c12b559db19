package io.roentgen.instrumentation.sqs1;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.ReceiveMessageResult;
import io.roentgen.instrumentation.aws.message.Delivery;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Asks for the trace header of messages, and keeps it out of the application's sight. */
final class Receiving {

  /** The list of names that replaced the other in newer versions; null before. */
  private static final Method GET_NEWER = find("getMessageSystemAttributeNames");

  private static final Method SET_NEWER = find("setMessageSystemAttributeNames", Collection.class);

  private Receiving() {}

  private static Method find(String name, Class<?>... parameters) {
    try {
      return ReceiveMessageRequest.class.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** Adds our wish, in a copy, to the list the application uses, or to the newest there is. */
  static ReceiveMessageRequest asking(ReceiveMessageRequest request)
      throws ReflectiveOperationException {
    if (request == null || hasAsked(request)) {
      return request;
    }
    ReceiveMessageRequest sent = request.clone();
    List<String> newer = newer(request);
    if (SET_NEWER != null && (!newer.isEmpty() || request.getAttributeNames().isEmpty())) {
      SET_NEWER.invoke(sent, withOurs(newer));
    } else {
      sent.setAttributeNames(withOurs(request.getAttributeNames()));
    }
    return sent;
  }

  private static List<String> withOurs(List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add(Sending.ATTRIBUTE);
    return all;
  }

  private static boolean hasAsked(ReceiveMessageRequest request)
      throws ReflectiveOperationException {
    return includesHeader(request.getAttributeNames()) || includesHeader(newer(request));
  }

  private static boolean includesHeader(List<String> names) {
    return names.contains(Sending.ATTRIBUTE) || names.contains("All");
  }

  @SuppressWarnings("unchecked")
  private static List<String> newer(ReceiveMessageRequest request)
      throws ReflectiveOperationException {
    return GET_NEWER == null
        ? Collections.<String>emptyList()
        : (List<String>) GET_NEWER.invoke(request);
  }

  /**
   * Notes each message's header, takes it out if the application did not ask for it, and lets a
   * loop over the messages work on their traces.
   */
  static void take(AmazonWebServiceRequest request, Object result)
      throws ReflectiveOperationException {
    if (!(request instanceof ReceiveMessageRequest)) {
      return;
    }
    ReceiveMessageRequest asked = (ReceiveMessageRequest) request;
    boolean hide = !hasAsked(asked);
    for (Message message : ((ReceiveMessageResult) result).getMessages()) {
      String header = message.getAttributes().get(Sending.ATTRIBUTE);
      if (hide && header != null) {
        message.getAttributes().remove(Sending.ATTRIBUTE);
        if (message.getAttributes().isEmpty()) {
          // As the SDK has it when the service sent none.
          message.setAttributes(null);
        }
      }
      Delivery.remember(
          message,
          new Delivery(
              asked.getQueueUrl(), message.getMessageId(), message.getReceiptHandle(), header));
    }
  }
}
