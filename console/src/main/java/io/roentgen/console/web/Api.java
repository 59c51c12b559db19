package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.filter.Completion;
import io.roentgen.console.filter.Filter;
import io.roentgen.console.filter.FilterException;
import io.roentgen.console.map.TraceMap;
import io.roentgen.console.receive.SamplingHandler;
import io.roentgen.console.receive.SamplingRules;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** What the page asks for. Times are seconds since 1970, durations seconds. */
public final class Api {

  private static final String TRACE = "/api/trace/";

  private final TraceStore store;
  private final Status status;
  private final SamplingHandler sampling;

  public Api(TraceStore store, Status status, SamplingRules rules) {
    this.store = store;
    this.status = status;
    this.sampling = new SamplingHandler(rules);
  }

  /** The answer to a GET; null if there is no such thing. */
  Answer get(Request request) throws IOException, Request.BadRequest {
    try {
      switch (request.path) {
        case "/api/status":
          return Answer.json(Json.object(status::write));
        case "/api/map":
          return map(request);
        case "/api/traces":
          return traces(request);
        case "/api/groups":
          Groups groups = new Groups(Selection.of(store, request).traces, request.text("by"));
          return Answer.json(Json.object(groups::write));
        case "/api/errors":
          Failures failures = Failures.of(Selection.of(store, request).traces);
          return Answer.json(Json.object(failures::write));
        case "/api/compare":
          return compare(request);
        case "/api/filter":
          return filter(request);
        case "/api/sampling-rules":
          StringWriter rules = new StringWriter();
          sampling.get(rules);
          return Answer.json(rules.toString().getBytes(StandardCharsets.UTF_8));
        default:
          return request.path.startsWith(TRACE) ? trace(request) : null;
      }
    } catch (FilterException e) {
      return Answer.json(Json.object(out -> error(out, e))).as(400);
    }
  }

  private Answer map(Request request) throws Request.BadRequest, FilterException {
    long generation = store.generation();
    Selection selection = Selection.of(store, request);
    TraceMap map = TraceMap.of(selection.traces, store::find);
    return Answer.json(
        Json.object(
            out -> {
              head(out, generation, selection);
              out.name("traces").value(map.traces());
              Maps.write(out, map);
            }));
  }

  private Answer traces(Request request) throws Request.BadRequest, FilterException {
    long generation = store.generation();
    Selection selection = Selection.of(store, request);
    TraceList list = new TraceList(selection, request);
    return Answer.json(
        Json.object(
            out -> {
              head(out, generation, selection);
              list.write(out);
            }));
  }

  private static void head(JsonWriter out, long generation, Selection selection)
      throws IOException {
    out.name("generation").value(generation);
    Json.number(out, "start", selection.start);
    Json.number(out, "end", selection.end);
  }

  private Answer compare(Request request) throws Request.BadRequest, FilterException {
    String filter = request.text("filter");
    Selection a = side(request, "a", filter);
    Selection b = side(request, "b", filter);
    return Answer.json(Json.object(out -> Comparison.write(out, store, a, b)));
  }

  private Selection side(Request request, String side, String filter)
      throws Request.BadRequest, FilterException {
    if (!request.has(side + "Start") || !request.has(side + "End")) {
      throw new Request.BadRequest(side + "Start and " + side + "End are needed");
    }
    return Selection.of(
        store, request.number(side + "Start", 0), request.number(side + "End", 0), filter);
  }

  private Answer filter(Request request) throws Request.BadRequest {
    String text = request.text("expression");
    int at = request.count("at", text.length(), text.length());
    return Answer.json(
        Json.object(
            out -> {
              try {
                Filter.parse(text);
                out.name("error").nullValue();
              } catch (FilterException e) {
                error(out, e);
              }
              out.name("completions").beginArray();
              for (Completion completion : Completion.of(text, at, new Known(store))) {
                out.beginObject();
                out.name("text").value(completion.text());
                out.name("from").value(completion.from());
                out.name("to").value(completion.to());
                out.name("kind").value(completion.kind());
                out.name("hint").value(completion.hint());
                out.endObject();
              }
              out.endArray();
            }));
  }

  private static void error(JsonWriter out, FilterException e) throws IOException {
    out.name("error").beginObject();
    out.name("message").value(e.getMessage());
    out.name("position").value(e.position());
    out.name("length").value(e.length());
    out.endObject();
  }

  private Answer trace(Request request) {
    String rest = request.path.substring(TRACE.length());
    int cut = rest.indexOf('/');
    Trace trace = store.find(cut < 0 ? rest : rest.substring(0, cut));
    if (trace == null) {
      return Answer.error(404, "there is no such trace, or it had to make room for newer ones");
    }
    switch (cut < 0 ? "" : rest.substring(cut + 1)) {
      case "":
        return Answer.json(Json.object(out -> OneTrace.write(out, trace, store)));
      case "documents":
        return new Answer(200, "text/plain; charset=utf-8", lines(trace))
            .attached(trace.id() + ".jsonl");
      case "export":
        byte[] answer = Json.object(out -> OneTrace.write(out, trace, store));
        return new Answer(
                200,
                "text/html; charset=utf-8",
                TraceExport.page(trace.id(), answer, status.version(), System.currentTimeMillis()))
            .attached("trace-" + trace.id() + ".html");
      default:
        return null;
    }
  }

  private static byte[] lines(Trace trace) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Document document : trace.documents()) {
      lines.write(document.bytes(), 0, document.bytes().length);
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /** The answer to what changes something; null if there is no such thing. */
  Answer change(Request request, InputStream body) throws IOException, Request.BadRequest {
    switch (request.method + " " + request.path) {
      case "POST /api/import":
        Import lines = new Import(store);
        lines.read(body);
        return Answer.json(Json.object(lines::write));
      case "POST /api/forget":
        boolean was = store.forget(request.text("trace"));
        return was ? Answer.json(Json.object(out -> {})) : Answer.error(404, "no such trace");
      case "POST /api/clear":
        store.clear();
        return Answer.json(Json.object(out -> {}));
      case "PUT /api/sampling-rules":
        StringWriter answer = new StringWriter();
        Reader text = new InputStreamReader(body, StandardCharsets.UTF_8);
        int status = sampling.put(text, answer);
        return Answer.json(answer.toString().getBytes(StandardCharsets.UTF_8)).as(status);
      default:
        return null;
    }
  }
}
