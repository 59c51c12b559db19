package io.roentgen.console.trace;

import java.nio.charset.StandardCharsets;

/** Documents and traces out of text, with single quotes for double ones. */
public final class Documents {

  private Documents() {}

  public static Document document(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    try {
      return new DocumentParser().parse(bytes, 0, bytes.length);
    } catch (BadDocument e) {
      throw new AssertionError(e.getMessage() + ": " + json, e);
    }
  }

  public static Trace trace(String... documents) {
    Trace trace = new Trace("1-5759e988-bd862e3fe1be46a994272793", 0);
    for (String json : documents) {
      trace.add(document(json));
    }
    return trace;
  }

  /** A segment that began a second after 100 and took a second. */
  public static String segment(String name, String id, String parent, String more) {
    return "{'trace_id':'1-5759e988-bd862e3fe1be46a994272793','name':'"
        + name
        + "','id':'"
        + id
        + "','start_time':101,'end_time':102"
        + (parent == null ? "" : ",'parent_id':'" + parent + "'")
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  /** A subsegment inside another document. */
  public static String call(String name, String id, String more) {
    return "{'name':'"
        + name
        + "','id':'"
        + id
        + "','start_time':101.25,'end_time':101.75"
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }
}
