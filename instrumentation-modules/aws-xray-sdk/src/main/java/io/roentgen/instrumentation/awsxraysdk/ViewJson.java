package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.SegmentImpl;
import com.amazonaws.xray.entities.SubsegmentImpl;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * The JSON of views for applications that ask for it, in a listener to log it perhaps. Jackson has
 * to take them for the SDK's own classes, as it needs their private constructors.
 */
final class ViewJson {

  private static final ObjectMapper MAPPER =
      SegmentView.mapper()
          .copy()
          .registerModule(
              new SimpleModule("roentgen")
                  .addSerializer(SegmentView.class, new As<SegmentView>(SegmentImpl.class))
                  .addSerializer(
                      SubsegmentView.class, new As<SubsegmentView>(SubsegmentImpl.class)));

  private ViewJson() {}

  static String of(Entity view) {
    return write(MAPPER.writer(), view);
  }

  static String pretty(Entity view) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), view);
  }

  static String alone(SubsegmentView view) {
    return write(MAPPER.writer(), tree(view));
  }

  static String prettyAlone(SubsegmentView view) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), tree(view));
  }

  private static ObjectNode tree(SubsegmentView view) {
    ObjectNode tree = MAPPER.valueToTree(view);
    tree.put("type", "subsegment");
    tree.put("parent_id", view.getParent().getId());
    tree.put("trace_id", view.getParentSegment().getTraceId().toString());
    return tree;
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      // As the SDK, which logs it besides.
      return "";
    }
  }

  private static final class As<T> extends JsonSerializer<T> {

    private final Class<?> type;

    As(Class<?> type) {
      this.type = type;
    }

    @Override
    public void serialize(T view, JsonGenerator json, SerializerProvider all) throws IOException {
      all.findValueSerializer(type, null).serialize(view, json, all);
    }
  }
}
