package io.roentgen.benchmarks;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import io.roentgen.trace.Database;
import io.roentgen.trace.HttpCall;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.HashMap;
import java.util.Map;

/**
 * One request with three SQL queries, an HTTP call and an AWS call, recorded by Roentgen's tracer
 * and by Amazon's recorder SDK as their own instrumentations do.
 */
final class Work {

  static final String SAMPLED =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  static final String UNSAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";

  private static final String QUERY = "SELECT id, name, city FROM owners WHERE id = ? AND city = ?";
  private static final String URL = "jdbc:postgresql://db.example.com:5432/shop";
  private static final Database DATABASE =
      new Database(URL, "shop", "PostgreSQL", "16.2", "42.7.14");

  private Work() {}

  static int roentgen(String header) {
    int calls = 0;
    TraceContext request = Tracer.enterSegment(header, "shop.example.com", "GET", "/orders/17");
    if (request instanceof io.roentgen.trace.Segment) {
      io.roentgen.trace.Segment segment = (io.roentgen.trace.Segment) request;
      segment.setRequest("GET", "http://shop.example.com/orders/17");
      segment.setClient("203.0.113.7", true, "curl/8.1");
    }
    for (int i = 0; i < 3; i++) {
      io.roentgen.trace.Subsegment call = Tracer.enterCall("shop@db.example.com", "remote");
      if (call != null) {
        call.setSql(DATABASE, QUERY, "statement");
        call.close(null);
        calls++;
      }
    }
    io.roentgen.trace.Subsegment http = HttpCall.enter();
    if (http != null) {
      HttpCall.request(http, "GET", "http://catalog.example.com/products/17?full=true");
    }
    calls += Tracer.headerFor(http).length();
    if (http != null) {
      HttpCall.response(http, 200, 1234);
      http.close(null);
    }
    io.roentgen.trace.Subsegment aws = Tracer.enterCall("DynamoDb", "aws");
    calls += Tracer.headerFor(aws).length();
    if (aws != null) {
      aws.aws("operation", "GetItem");
      aws.aws("region", "eu-central-1");
      aws.aws("table_name", "carts");
      aws.aws("request_id", "UBQNSO5AEM8T4FDA4RQDEB94OVTDRVV4K4HIRGVJF66Q9ASUAAJG");
      aws.aws("retries", 0);
      aws.setStatus(200);
      aws.setContentLength(63);
      aws.close(null);
    }
    if (request instanceof io.roentgen.trace.Segment) {
      ((io.roentgen.trace.Segment) request).setStatus(200);
    }
    Tracer.end(request);
    return calls;
  }

  static AWSXRayRecorder recorder(String address) {
    System.setProperty("com.amazonaws.xray.emitters.daemonAddress", address);
    return AWSXRayRecorderBuilder.standard()
        .withSamplingStrategy(new AllSamplingStrategy())
        .build();
  }

  static int sdk(AWSXRayRecorder recorder, String header) {
    TraceHeader incoming = TraceHeader.fromString(header);
    TraceID traceId = incoming.getRootTraceId();
    Segment segment =
        incoming.getSampled() == TraceHeader.SampleDecision.SAMPLED
            ? recorder.beginSegment("shop", traceId, incoming.getParentId())
            : recorder.beginNoOpSegment(traceId);
    Map<String, Object> request = new HashMap<>();
    request.put("url", "http://shop.example.com/orders/17");
    request.put("method", "GET");
    request.put("user_agent", "curl/8.1");
    request.put("client_ip", "203.0.113.7");
    request.put("x_forwarded_for", true);
    segment.putHttp("request", request);
    int calls = 0;
    for (int i = 0; i < 3; i++) {
      Subsegment call = recorder.beginSubsegment("shop@db.example.com");
      call.setNamespace("remote");
      Map<String, Object> sql = new HashMap<>();
      sql.put("url", URL);
      sql.put("user", "shop");
      sql.put("driver_version", "42.7.14");
      sql.put("database_type", "PostgreSQL");
      sql.put("database_version", "16.2");
      sql.put("sanitized_query", QUERY);
      call.putAllSql(sql);
      recorder.endSubsegment();
      calls++;
    }
    Subsegment http = recorder.beginSubsegment("catalog.example.com");
    http.setNamespace("remote");
    Map<String, Object> outgoing = new HashMap<>();
    outgoing.put("url", "http://catalog.example.com/products/17");
    outgoing.put("method", "GET");
    http.putHttp("request", outgoing);
    calls += TraceHeader.fromEntity(http).toString().length();
    Map<String, Object> answer = new HashMap<>();
    answer.put("status", 200);
    answer.put("content_length", 1234L);
    http.putHttp("response", answer);
    recorder.endSubsegment();
    Subsegment aws = recorder.beginSubsegment("DynamoDb");
    aws.setNamespace("aws");
    calls += TraceHeader.fromEntity(aws).toString().length();
    Map<String, Object> fields = new HashMap<>();
    fields.put("operation", "GetItem");
    fields.put("region", "eu-central-1");
    fields.put("table_name", "carts");
    fields.put("request_id", "UBQNSO5AEM8T4FDA4RQDEB94OVTDRVV4K4HIRGVJF66Q9ASUAAJG");
    fields.put("retries", 0);
    aws.putAllAws(fields);
    Map<String, Object> awsAnswer = new HashMap<>();
    awsAnswer.put("status", 200);
    awsAnswer.put("content_length", 63L);
    aws.putHttp("response", awsAnswer);
    recorder.endSubsegment();
    Map<String, Object> response = new HashMap<>();
    response.put("status", 200);
    segment.putHttp("response", response);
    recorder.endSegment();
    return calls;
  }
}
