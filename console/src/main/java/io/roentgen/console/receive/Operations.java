package io.roentgen.console.receive;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of a daemon over TCP: operations of the X-Ray API, in its JSON. Fields that are not
 * known are passed over.
 */
final class Operations {

  static final String RULES = "/GetSamplingRules";
  static final String TARGETS = "/SamplingTargets";
  static final String SEGMENTS = "/TraceSegments";
  static final String TELEMETRY = "/TelemetryRecords";

  /** Of a document: X-Ray's. */
  static final int LARGEST_DOCUMENT = 64 << 10;

  static final String TOO_LARGE = "larger than 64 KB";

  /** Of a call: X-Ray's. */
  static final int MOST_DOCUMENTS = 50;

  private static final int NESTING = 32;
  private static final int DOCUMENT_NESTING = 1_000;

  private final SamplingRules rules;
  private final Documents documents;
  private final Counters counters;

  Operations(SamplingRules rules, Documents documents, Counters counters) {
    this.rules = rules;
    this.documents = documents;
    this.counters = counters;
  }

  static boolean isKnown(String path) {
    return RULES.equals(path)
        || TARGETS.equals(path)
        || SEGMENTS.equals(path)
        || TELEMETRY.equals(path);
  }

  /**
   * @throws ApiError if the body is not what the operation takes
   */
  void run(String path, Reader body, JsonWriter out, InetSocketAddress from)
      throws IOException, ApiError {
    switch (path) {
      case RULES:
        rules.writeRecords(out);
        break;
      case TARGETS:
        targets(body, out);
        break;
      case SEGMENTS:
        segments(body, out, from);
        break;
      default:
        counters.telemetry();
        out.beginObject().endObject();
    }
  }

  private void segments(Reader body, JsonWriter out, InetSocketAddress from)
      throws IOException, ApiError {
    // All before the first is taken: the call as a whole is right or wrong.
    List<String> texts = texts(body);
    out.beginObject().name("UnprocessedTraceSegments").beginArray();
    for (String text : texts) {
      String reason = accept(text);
      if (reason == null) {
        counters.document();
        continue;
      }
      counters.bad(reason, from, System.currentTimeMillis());
      String id = id(text);
      out.beginObject();
      if (id != null) {
        out.name("Id").value(id);
      }
      out.name("ErrorCode").value("InvalidSegment");
      out.name("Message").value("Invalid segment: " + reason);
      out.endObject();
    }
    out.endArray().endObject();
  }

  private String accept(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LARGEST_DOCUMENT) {
      return TOO_LARGE;
    }
    try {
      return documents.accept(bytes, 0, bytes.length);
    } catch (RuntimeException | Error e) {
      return "failed: " + e.getClass().getName();
    }
  }

  private static List<String> texts(Reader body) throws IOException, ApiError {
    List<String> texts = null;
    try {
      JsonReader in = open(body);
      while (in.hasNext()) {
        if (!"TraceSegmentDocuments".equals(in.nextName())) {
          in.skipValue();
          continue;
        }
        texts = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
          if (in.peek() != JsonToken.STRING || texts.size() == MOST_DOCUMENTS) {
            throw ApiError.invalid("TraceSegmentDocuments: at most 50 strings");
          }
          texts.add(in.nextString());
        }
        in.endArray();
      }
      end(in);
    } catch (IOException | IllegalStateException e) {
      throw ApiError.invalid("the body is no JSON object with a list TraceSegmentDocuments");
    }
    if (texts == null) {
      throw ApiError.invalid("TraceSegmentDocuments is missing");
    }
    return texts;
  }

  /** Null if none can be told. */
  private static String id(String document) {
    try {
      JsonReader in = new JsonReader(new StringReader(document));
      in.setNestingLimit(DOCUMENT_NESTING);
      in.beginObject();
      while (in.hasNext()) {
        if ("id".equals(in.nextName()) && in.peek() == JsonToken.STRING) {
          String id = in.nextString();
          return id.length() > 100 ? null : id;
        }
        in.skipValue();
      }
    } catch (IOException | IllegalStateException e) {
      // None, then.
    }
    return null;
  }

  private void targets(Reader body, JsonWriter out) throws IOException, ApiError {
    List<ClientReport> reports = reports(body);
    List<String> unknown = new ArrayList<>();
    out.beginObject().name("SamplingTargetDocuments").beginArray();
    for (ClientReport report : reports) {
      SamplingRules.Target target = rules.report(report);
      if (target == null) {
        unknown.add(report.rule);
        continue;
      }
      out.beginObject();
      out.name("RuleName").value(report.rule);
      out.name("FixedRate").value(target.rule.fixedRate);
      out.name("ReservoirQuota").value(target.quota);
      out.name("ReservoirQuotaTTL").value(target.quotaEnds);
      out.name("Interval").value(SamplingRules.INTERVAL);
      out.endObject();
    }
    out.endArray();
    out.name("LastRuleModification").value(rules.modified());
    out.name("UnprocessedStatistics").beginArray();
    for (String rule : unknown) {
      out.beginObject();
      out.name("RuleName").value(rule);
      out.name("ErrorCode").value("400");
      out.name("Message").value("Unknown rule");
      out.endObject();
    }
    out.endArray().endObject();
  }

  private static List<ClientReport> reports(Reader body) throws ApiError {
    List<ClientReport> reports = null;
    try {
      JsonReader in = open(body);
      while (in.hasNext()) {
        if (!"SamplingStatisticsDocuments".equals(in.nextName())) {
          in.skipValue();
          continue;
        }
        reports = new ArrayList<>();
        long now = System.currentTimeMillis();
        in.beginArray();
        while (in.hasNext()) {
          reports.add(report(in, now));
        }
        in.endArray();
      }
      end(in);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw ApiError.invalid("the body is no JSON object with a list SamplingStatisticsDocuments");
    }
    if (reports == null) {
      throw ApiError.invalid("SamplingStatisticsDocuments is missing");
    }
    return reports;
  }

  /** Its Timestamp is the client's clock, and not used. */
  private static ClientReport report(JsonReader in, long now) throws IOException, ApiError {
    String rule = null;
    String client = null;
    long requests = 0;
    long sampled = 0;
    long borrowed = 0;
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        continue;
      }
      switch (name) {
        case "RuleName":
          rule = in.nextString();
          break;
        case "ClientID":
          client = in.nextString();
          break;
        case "RequestCount":
          requests = in.nextLong();
          break;
        case "SampledCount":
          sampled = in.nextLong();
          break;
        case "BorrowCount":
          borrowed = in.nextLong();
          break;
        default:
          in.skipValue();
      }
    }
    in.endObject();
    if (rule == null || client == null || Math.min(Math.min(requests, sampled), borrowed) < 0) {
      throw ApiError.invalid("a statistics document has no RuleName, no ClientID or a count < 0");
    }
    return new ClientReport(Clients.id(client), rule, requests, sampled, borrowed, now);
  }

  private static JsonReader open(Reader body) throws IOException {
    JsonReader in = new JsonReader(body);
    in.setNestingLimit(NESTING);
    in.beginObject();
    return in;
  }

  private static void end(JsonReader in) throws IOException {
    in.endObject();
    if (in.peek() != JsonToken.END_DOCUMENT) {
      throw new IllegalStateException("more than one value");
    }
  }
}
