package io.roentgen.instrumentation.sqs;

import io.roentgen.instrumentation.aws.message.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructMap;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Asks for the trace header of messages, and keeps it out of the application's sight. */
final class Receiving {

  /** Newer versions of the SDK (2.25 and up) have the first, all have the second. */
  private static final String NEW_NAMES = "MessageSystemAttributeNames";

  private static final String OLD_NAMES = "AttributeNames";

  private static final ExecutionAttribute<Object> DELIVERIES =
      new ExecutionAttribute<>("io.roentgen.sqs");

  private Receiving() {}

  /** Adds our wish to the list the application uses, or to the newest there is. */
  static ReceiveMessageRequest asking(ReceiveMessageRequest request) {
    if (request == null || hasAsked(request)) {
      return request;
    }
    SdkField<?> field = field(request, NEW_NAMES);
    if (field == null || names(request, field).isEmpty()) {
      SdkField<?> older = field(request, OLD_NAMES);
      if (field == null || older != null && !names(request, older).isEmpty()) {
        field = older;
      }
    }
    if (field == null) {
      return request;
    }
    List<Object> names = new ArrayList<>(names(request, field));
    names.add(Sending.ATTRIBUTE);
    ReceiveMessageRequest.Builder builder = request.toBuilder();
    field.set(builder, names);
    return builder.build();
  }

  private static boolean hasAsked(ReceiveMessageRequest request) {
    return includesHeader(request, NEW_NAMES) || includesHeader(request, OLD_NAMES);
  }

  private static boolean includesHeader(ReceiveMessageRequest request, String member) {
    SdkField<?> field = field(request, member);
    if (field == null) {
      return false;
    }
    List<?> names = names(request, field);
    return names.contains(Sending.ATTRIBUTE) || names.contains("All");
  }

  private static SdkField<?> field(ReceiveMessageRequest request, String member) {
    for (SdkField<?> field : request.sdkFields()) {
      if (field.memberName().equals(member)) {
        return field;
      }
    }
    return null;
  }

  private static List<?> names(ReceiveMessageRequest request, SdkField<?> field) {
    Object names = field.getValueOrDefault(request);
    return names instanceof List ? (List<?>) names : new ArrayList<>();
  }

  /** Notes each message's header, and takes it out if the application did not ask for it. */
  static InterceptorContext take(InterceptorContext context, ExecutionAttributes attributes) {
    ReceiveMessageResponse response = (ReceiveMessageResponse) context.response();
    ReceiveMessageRequest request = (ReceiveMessageRequest) context.request();
    List<Message> messages = response.messages();
    if (messages.isEmpty()) {
      return context;
    }
    Delivery[] deliveries = new Delivery[messages.size()];
    List<Message> shown = new ArrayList<>(messages.size());
    boolean hide = !hasAsked(request);
    for (int i = 0; i < deliveries.length; i++) {
      Message message = messages.get(i);
      String header = message.attributesAsStrings().get(Sending.ATTRIBUTE);
      deliveries[i] =
          new Delivery(request.queueUrl(), message.messageId(), message.receiptHandle(), header);
      shown.add(hide && header != null ? without(message) : message);
    }
    attributes.putAttribute(DELIVERIES, deliveries);
    return hide
        ? context.toBuilder().response(response.toBuilder().messages(shown).build()).build()
        : context;
  }

  private static Message without(Message message) {
    Map<String, String> rest = new LinkedHashMap<>(message.attributesAsStrings());
    rest.remove(Sending.ATTRIBUTE);
    // As the SDK has it when the service sent none, so that hasAttributes() says no.
    Map<String, String> shown = rest.isEmpty() ? DefaultSdkAutoConstructMap.getInstance() : rest;
    return message.toBuilder().attributesWithStrings(shown).build();
  }

  /** From now on a loop over these messages works on their traces. */
  static void remember(SdkResponse response, ExecutionAttributes attributes) {
    Delivery[] deliveries = (Delivery[]) attributes.getAttribute(DELIVERIES);
    if (deliveries == null || !(response instanceof ReceiveMessageResponse)) {
      return;
    }
    List<Message> messages = ((ReceiveMessageResponse) response).messages();
    if (messages.size() == deliveries.length) {
      for (int i = 0; i < deliveries.length; i++) {
        Delivery.remember(messages.get(i), deliveries[i]);
      }
    }
  }
}
