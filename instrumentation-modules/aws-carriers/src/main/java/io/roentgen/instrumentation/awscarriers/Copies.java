package io.roentgen.instrumentation.awscarriers;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** Copies of SDK 2's requests, which can't be changed, with the header in them. */
final class Copies {

  private Copies() {}

  /** A copy with the header in an empty member; the object itself if it is not, or has none. */
  static Object filled(SdkPojo object, String member, String header) {
    SdkField<?> field = field(object, member);
    return field == null || !Carrier.isEmpty((String) field.getValueOrDefault(object))
        ? object
        : with(object, field, header);
  }

  /** A copy in which the objects of a list have the header in an empty member. */
  static Object filledInside(SdkPojo object, String list, String member, String header) {
    SdkField<?> field = field(object, list);
    if (field == null || !(field.getValueOrDefault(object) instanceof List)) {
      return object;
    }
    List<Object> copies = new ArrayList<>();
    for (Object element : (List<?>) field.getValueOrDefault(object)) {
      copies.add(element == null ? null : filled((SdkPojo) element, member, header));
    }
    return with(object, field, copies);
  }

  static SdkField<?> field(SdkPojo object, String member) {
    for (SdkField<?> field : object.sdkFields()) {
      if (field.memberName().equals(member)) {
        return field;
      }
    }
    return null;
  }

  static Object with(SdkPojo object, SdkField<?> field, Object value) {
    SdkBuilder<?, ?> builder = ((ToCopyableBuilder<?, ?>) object).toBuilder();
    field.set(builder, value);
    return builder.build();
  }
}
