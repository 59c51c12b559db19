package io.roentgen.console.text;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON that is looked at as a whole. How deep it may be is for the reader to bound. */
public final class JsonValues {

  private JsonValues() {}

  /**
   * The next value: a Map, List, String, Double, Boolean or null.
   *
   * @throws IOException if it is no JSON
   */
  public static Object read(JsonReader in) throws IOException {
    switch (in.peek()) {
      case BEGIN_OBJECT:
        return object(in);
      case BEGIN_ARRAY:
        List<Object> list = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
          list.add(read(in));
        }
        in.endArray();
        return list;
      case NUMBER:
        return in.nextDouble();
      case BOOLEAN:
        return in.nextBoolean();
      case NULL:
        in.nextNull();
        return null;
      default:
        return in.nextString();
    }
  }

  /**
   * The object that comes next, in its order.
   *
   * @throws IOException if it is no JSON
   */
  public static Map<String, Object> object(JsonReader in) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      object.put(in.nextName(), read(in));
    }
    in.endObject();
    return object;
  }
}
