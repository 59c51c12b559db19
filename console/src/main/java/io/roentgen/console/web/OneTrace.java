package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.map.TraceMap;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.Node;
import io.roentgen.console.trace.Trace;
import io.roentgen.console.trace.TraceSummary;
import io.roentgen.console.trace.TraceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/** One trace with all that is known of it: its map, its timeline, its documents. */
final class OneTrace {

  private static final String[] RESOURCES = {
    "table_name", "queue_url", "bucket_name", "topic_arn", "function_name", "stream_name"
  };

  /** Of seconds: no timeline reaches further. */
  private static final double MONTH = 30 * 24 * 3_600;

  private OneTrace() {}

  static void write(JsonWriter out, Trace trace, TraceStore store) throws IOException {
    Document[] documents = trace.documents();
    TraceSummary summary = trace.summary();
    out.name("id").value(trace.id());
    Json.number(out, "start", summary.start());
    Json.number(out, "end", summary.end());
    Json.number(out, "duration", summary.duration());
    Json.number(out, "responseTime", summary.responseTime());
    out.name("partial").value(summary.isPartial());
    out.name("pending").value((summary.flags() & Entity.IN_PROGRESS) != 0);
    Json.flags(out, summary.flags());
    out.name("map").beginObject();
    Maps.write(out, TraceMap.of(Collections.singletonList(summary), store::find));
    out.endObject();
    rows(out, TraceTree.of(documents), summary.start());
    out.name("documents").beginArray();
    for (Document document : documents) {
      out.jsonValue(text(document));
    }
    out.endArray();
    links(out, summary);
  }

  static String text(Document document) {
    return new String(document.bytes(), StandardCharsets.UTF_8);
  }

  private static void rows(JsonWriter out, TraceTree tree, double start) throws IOException {
    Map<TraceTree.Item, Integer> positions = new IdentityHashMap<>();
    out.name("rows").beginArray();
    for (TraceTree.Item item : tree.items()) {
      positions.put(item, positions.size());
      Entity entity = item.entity();
      Node node = node(item);
      out.beginObject();
      out.name("id").value(hex(entity.id()));
      out.name("parent").value(item.parent() == null ? -1 : positions.get(item.parent()));
      out.name("depth").value(item.depth());
      out.name("segment").value(entity.isSegment());
      out.name("name").value(entity.name());
      out.name("type").value(node == null ? "" : node.type());
      out.name("namespace").value(entity.namespace());
      out.name("node").value(node == null ? null : Maps.id(node));
      Json.number(out, "start", Math.min(MONTH, entity.start() - start));
      Json.number(out, "seconds", entity.seconds());
      out.name("pending").value(entity.is(Entity.IN_PROGRESS));
      Json.flags(out, entity.flags());
      out.name("summary").value(summary(entity));
      out.name("document").value(item.document());
      out.name("path").value(item.path());
      out.endObject();
    }
    out.endArray();
  }

  /** Local work is on no map. */
  private static Node node(TraceTree.Item item) {
    boolean local = !item.entity().isSegment() && item.entity().namespace() == null;
    return local ? null : TraceSummary.nodeOf(item);
  }

  private static String hex(long id) {
    StringBuilder hex = new StringBuilder(Long.toHexString(id));
    while (hex.length() < 16) {
      hex.insert(0, '0');
    }
    return hex.toString();
  }

  /** What an entity did, on a line. */
  private static String summary(Entity entity) {
    if (entity.isSql()) {
      return entity.sql();
    }
    StringBuilder text = new StringBuilder();
    word(text, "", entity.aws("operation"));
    for (String of : RESOURCES) {
      String resource = entity.aws(of);
      if (resource != null) {
        word(text, " ", resource.substring(resource.lastIndexOf('/') + 1));
        break;
      }
    }
    Entity.Http http = entity.http();
    if (http != null) {
      if (entity.aws("operation") == null) {
        word(text, " ", http.method());
        word(text, " ", entity.isSegment() ? path(http.url()) : http.url());
      }
      word(text, " → ", http.status() == 0 ? null : "" + http.status());
    }
    return text.toString();
  }

  private static void word(StringBuilder text, String before, String word) {
    if (word != null && !word.isEmpty()) {
      text.append(text.length() == 0 ? "" : before).append(word);
    }
  }

  private static String path(String url) {
    int host = url == null ? -1 : url.indexOf("://");
    int path = host < 0 ? -1 : url.indexOf('/', host + 3);
    return path < 0 ? url : url.substring(path);
  }

  private static void links(JsonWriter out, TraceSummary summary) throws IOException {
    out.name("links").beginArray();
    for (Entity entity : summary.linked()) {
      for (Entity.Link link : entity.links()) {
        out.beginObject();
        out.name("trace").value(link.traceId());
        out.name("row").value(hex(entity.id()));
        out.endObject();
      }
    }
    out.endArray();
  }
}
