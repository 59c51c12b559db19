package io.roentgen.instrumentation.javax.servlet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import io.roentgen.trace.TraceHeader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same request recorded by us and by Amazon's {@code AWSXRayServletFilter}, which the
 * application at /recorder has as its first filter: what both record is the same, but for what each
 * test names.
 */
class RecorderSdkTest {

  private static final String HEADER =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  private static final List<Segment> THEIRS = new CopyOnWriteArrayList<>();

  @RegisterExtension final Served served = new Served();

  private final Map<String, Object> ours = new TreeMap<>();
  private final Map<String, Object> theirs = new TreeMap<>();

  @BeforeAll
  static void recorder() {
    AWSXRay.setGlobalRecorder(
        AWSXRayRecorderBuilder.standard()
            .withEmitter(new Keep())
            .withSamplingStrategy(new AllSamplingStrategy())
            .withContextMissingStrategy((ContextMissingStrategy) (message, type) -> {})
            .build());
  }

  private static final class Keep extends Emitter {
    @Override
    public boolean sendSegment(Segment segment) {
      return THEIRS.add(segment);
    }

    @Override
    public boolean sendSubsegment(Subsegment subsegment) {
      return true;
    }
  }

  @BeforeEach
  void forget() {
    THEIRS.clear();
  }

  private void record(String path, String... headers) throws Exception {
    served.get("/recorder" + path, headers);
    recordOurs(served.only());
    await().until(() -> THEIRS.size() == 1);
    recordTheirs(THEIRS.get(0));
  }

  private void recordOurs(io.roentgen.trace.Segment segment) {
    put(ours, "name", segment.name());
    put(ours, "fault", segment.fault());
    put(ours, "error", segment.error());
    put(ours, "throttle", segment.throttle());
    if (segment.parentId() != 0) {
      put(ours, "trace_id", segment.trace().traceId());
      put(ours, "parent_id", TraceHeader.id(segment.parentId()));
    }
    put(ours, "request.method", segment.method());
    put(ours, "request.url", segment.url());
    put(ours, "request.user_agent", segment.userAgent());
    put(ours, "request.client_ip", segment.clientIp());
    put(ours, "request.x_forwarded_for", segment.forwarded() ? true : null);
    put(ours, "response.status", segment.status());
    put(ours, "response.content_length", number(segment.contentLength()));
    if (segment.exception() != null) {
      put(ours, "exception.type", segment.exception().throwable().getClass().getName());
      put(ours, "exception.message", segment.exception().message());
      put(ours, "exception.remote", segment.exception().remote());
    }
  }

  private void recordTheirs(Segment segment) {
    put(theirs, "name", segment.getName());
    put(theirs, "fault", segment.isFault());
    put(theirs, "error", segment.isError());
    put(theirs, "throttle", segment.isThrottle());
    if (segment.getParentId() != null) {
      put(theirs, "trace_id", segment.getTraceId().toString());
      put(theirs, "parent_id", segment.getParentId());
    }
    for (Map.Entry<String, Object> part : segment.getHttp().entrySet()) {
      for (Map.Entry<?, ?> field : ((Map<?, ?>) part.getValue()).entrySet()) {
        Object value = field.getValue();
        put(
            theirs,
            part.getKey() + "." + field.getKey(),
            field.getKey().equals("content_length") ? number(((Number) value).longValue()) : value);
      }
    }
    if (!segment.getCause().getExceptions().isEmpty()) {
      var exception = segment.getCause().getExceptions().get(0);
      put(theirs, "exception.type", exception.getType());
      put(theirs, "exception.message", exception.getMessage());
      put(theirs, "exception.remote", exception.isRemote());
    }
  }

  private static Object number(long length) {
    return length < 0 ? null : length;
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /** Says where we differ; what is said must be so. */
  private void differs(String key, Object here, Object there) {
    assertNotEquals(here, there);
    assertEquals(here, ours.remove(key));
    assertEquals(there, theirs.remove(key));
  }

  private void same() {
    assertEquals(theirs, ours);
  }

  @Test
  void aRequest() throws Exception {
    record("/s/plain?token=secret", "User-Agent", "curl/8.1");
    same();
  }

  @Test
  void aLargeResponse() throws Exception {
    record("/s/large");
    same();
  }

  @Test
  void aRequestOfATrace() throws Exception {
    record("/s/plain", "X-Amzn-Trace-Id", HEADER);
    same();
  }

  @Test
  void aForwardedRequest() throws Exception {
    record("/s/plain", "X-Forwarded-For", "203.0.113.7, 10.0.0.1");
    same();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/s/forward", "/s/include", "/s/send-409", "/s/status-503"})
  void whateverItAnswers(String path) throws Exception {
    record(path);
    same();
  }

  @Test
  void throttled() throws Exception {
    record("/s/send-429");
    same();
  }

  @Test
  void anException() throws Exception {
    record("/s/throw");
    // The SDK asks for the status before the container has made one of the exception.
    differs("response.status", 500, 200);
    same();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async/complete", "/async/now"})
  void asynchronous(String path) throws Exception {
    record(path);
    same();
  }
}
