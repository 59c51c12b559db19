package io.roentgen.instrumentation.awssdk2;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Requests and answers with a value in every member, made from the SDK's own description of them.
 * What is sent, stored or secret says so.
 */
final class Samples {

  /** In what must not be recorded. */
  static final String SECRET = "SECRET";

  private static final String BODY_MD5 = "44c7be48226ebad5dca8216674cad62b";
  private static final String ATTRIBUTES_MD5 = "e69d9455dfca2c6b252265a1404c9e39";

  private static final int MAX_DEPTH = 6;

  private static final Set<String> SECRETS =
      Set.of(
          "AttributeValue",
          "Body",
          "Cause",
          "Content",
          "Data",
          "Definition",
          "Description",
          "Detail",
          "Endpoint",
          "Error",
          "Event",
          "EventPattern",
          "Input",
          "Message",
          "MessageBody",
          "Output",
          "Payload",
          "PhoneNumber",
          "Policy",
          "ResourcePolicy",
          "S",
          "N",
          "SecretString",
          "Subject",
          "Token",
          "Value",
          "SSECustomerKey",
          "TaskToken",
          "CustomAttributes");

  private Samples() {}

  /** A request or answer of that class. */
  static <T extends SdkPojo> T of(Class<T> type, Predicate<SdkField<?>> wanted) throws Exception {
    SdkBuilder<?, ?> builder = (SdkBuilder<?, ?>) type.getMethod("builder").invoke(null);
    fill((SdkPojo) builder, wanted, 0);
    return type.cast(builder.build());
  }

  private static void fill(SdkPojo builder, Predicate<SdkField<?>> wanted, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (wanted.test(field)) {
        Object value = value(field, depth);
        if (value != null) {
          field.set(builder, value);
        }
      }
    }
  }

  private static Object value(SdkField<?> field, int depth) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.STRING) {
      return text(field.memberName());
    } else if (type == MarshallingType.LIST) {
      SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
      Object value = depth > MAX_DEPTH ? null : value(element, depth + 1);
      return value == null ? null : new ArrayList<>(List.of(value));
    } else if (type == MarshallingType.MAP) {
      SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
      Object value = depth > MAX_DEPTH ? null : value(element, depth + 1);
      return value == null ? null : Map.of("key1", value);
    } else if (type == MarshallingType.SDK_POJO) {
      if (depth > MAX_DEPTH) {
        return null;
      }
      SdkPojo builder = field.constructor().get();
      fill(builder, nested -> true, depth + 1);
      return ((SdkBuilder<?, ?>) builder).build();
    } else if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromUtf8String(SECRET);
    } else if (type == MarshallingType.DOCUMENT) {
      return Document.fromString(SECRET);
    }
    return scalar(type);
  }

  private static Object scalar(MarshallingType<?> type) {
    if (type == MarshallingType.INTEGER) {
      return 3;
    } else if (type == MarshallingType.LONG) {
      return 3L;
    } else if (type == MarshallingType.SHORT) {
      return (short) 3;
    } else if (type == MarshallingType.DOUBLE) {
      return 1.5;
    } else if (type == MarshallingType.FLOAT) {
      return 1.5f;
    } else if (type == MarshallingType.BIG_DECIMAL) {
      return BigDecimal.ONE;
    } else if (type == MarshallingType.BOOLEAN) {
      return true;
    }
    return type == MarshallingType.INSTANT ? Instant.ofEpochSecond(1_800_000_000) : null;
  }

  private static String text(String member) {
    if (member == null) {
      return "element";
    }
    String name = Character.toUpperCase(member.charAt(0)) + member.substring(1);
    if (name.startsWith("MD5Of")) {
      // Of what is in a message here; SQS's client checks them.
      return name.endsWith("Body") ? BODY_MD5 : ATTRIBUTES_MD5;
    } else if (SECRETS.contains(name)) {
      return SECRET;
    } else if (name.equals("Statement")) {
      return "SELECT * FROM \"orders\" WHERE card = 'SECRET'";
    } else if (name.equals("QueueUrl")) {
      return "http://127.0.0.1/123456789012/orders";
    } else if (name.startsWith("Bucket") || name.endsWith("Bucket")) {
      return "bills";
    }
    return name.toLowerCase().endsWith("arn")
        ? "arn:aws:kinesis:us-west-2:123456789012:stream/" + name
        : "a" + name;
  }
}
