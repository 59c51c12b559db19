package io.roentgen.instrumentation.awssdk2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** Writes an answer as its service would: as JSON, or as the XML of the query protocol. */
final class Answers {

  private Answers() {}

  /** Names and values of the headers that members are in. */
  static List<String> headers(SdkPojo answer) {
    List<String> headers = new ArrayList<>();
    for (SdkField<?> field : answer.sdkFields()) {
      Object value = field.getValueOrDefault(answer);
      if (field.location() == MarshallLocation.HEADER && value instanceof String text) {
        headers.add(field.locationName());
        headers.add(text);
      }
    }
    return headers;
  }

  static String json(SdkPojo answer) {
    for (SdkField<?> field : answer.sdkFields()) {
      if (field.containsTrait(PayloadTrait.class)) {
        return "{}";
      }
    }
    return object(answer);
  }

  private static String object(SdkPojo pojo) {
    List<String> members = new ArrayList<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (field.location() == MarshallLocation.PAYLOAD && value != null) {
        TimestampFormatTrait format = field.getTrait(TimestampFormatTrait.class);
        boolean text = format != null && format.format() == TimestampFormatTrait.Format.ISO_8601;
        members.add("\"" + field.locationName() + "\":" + json(text ? value.toString() : value));
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private static String json(Object value) {
    if (value instanceof SdkPojo pojo) {
      return object(pojo);
    } else if (value instanceof List<?> list) {
      return list.stream().map(Answers::json).toList().toString();
    } else if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((key, entry) -> entries.add("\"" + key + "\":" + json(entry)));
      return "{" + String.join(",", entries) + "}";
    } else if (value instanceof SdkBytes bytes) {
      return "\"" + java.util.Base64.getEncoder().encodeToString(bytes.asByteArray()) + "\"";
    } else if (value instanceof Instant instant) {
      return Long.toString(instant.getEpochSecond());
    } else if (value instanceof String || value instanceof Document) {
      String text = value instanceof Document document ? document.asString() : (String) value;
      return "\"" + text.replace("\"", "\\\"") + "\"";
    }
    return value.toString();
  }

  static String query(String operation, SdkPojo answer) {
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult><ResponseMetadata><RequestId>R</RequestId></ResponseMetadata></%1$sResponse>"
        .formatted(operation, members(answer));
  }

  private static String members(SdkPojo pojo) {
    StringBuilder xml = new StringBuilder();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value instanceof List<?> list) {
        ListTrait trait = field.getTrait(ListTrait.class);
        String each = "";
        for (Object element : list) {
          String name = trait.isFlattened() ? field.unmarshallLocationName() : name(trait);
          each += element(name, element);
        }
        xml.append(trait.isFlattened() ? each : tag(field.unmarshallLocationName(), each));
      } else if (value instanceof Map<?, ?> map) {
        MapTrait trait = field.getTrait(MapTrait.class);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String both =
              element(trait.keyLocationName(), entry.getKey())
                  + element(trait.valueLocationName(), entry.getValue());
          String name = field.unmarshallLocationName();
          xml.append(trait.isFlattened() ? tag(name, both) : tag(name, tag("entry", both)));
        }
      } else if (value != null) {
        xml.append(element(field.unmarshallLocationName(), value));
      }
    }
    return xml.toString();
  }

  private static String name(ListTrait trait) {
    return trait.memberLocationName() == null ? "member" : trait.memberLocationName();
  }

  private static String element(String name, Object value) {
    if (value instanceof SdkBytes bytes) {
      return tag(name, java.util.Base64.getEncoder().encodeToString(bytes.asByteArray()));
    }
    return tag(name, value instanceof SdkPojo pojo ? members(pojo) : value.toString());
  }

  private static String tag(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }
}
