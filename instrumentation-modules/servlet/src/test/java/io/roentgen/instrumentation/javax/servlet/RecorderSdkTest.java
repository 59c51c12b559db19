package io.roentgen.instrumentation.javax.servlet;

import static org.awaitility.Awaitility.await;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import io.roentgen.testing.Comparison;
import io.roentgen.trace.TraceHeader;
import java.util.List;
import java.util.Map;
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

  private final Comparison comparison = new Comparison();

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
    comparison.ours(segment);
    if (segment.parentId() != 0) {
      comparison.ours("trace_id", segment.trace().traceId());
      comparison.ours("parent_id", TraceHeader.id(segment.parentId()));
    }
    comparison.ours("request.method", segment.method());
    comparison.ours("request.url", segment.url());
    comparison.ours("request.user_agent", segment.userAgent());
    comparison.ours("request.client_ip", segment.clientIp());
    comparison.ours("request.x_forwarded_for", segment.forwarded() ? true : null);
    comparison.ours("response.status", segment.status());
    comparison.ours("response.content_length", number(segment.contentLength()));
  }

  private void recordTheirs(Segment segment) {
    comparison.theirs("name", segment.getName());
    comparison.theirs("fault", segment.isFault());
    comparison.theirs("error", segment.isError());
    comparison.theirs("throttle", segment.isThrottle());
    if (segment.getParentId() != null) {
      comparison.theirs("trace_id", segment.getTraceId().toString());
      comparison.theirs("parent_id", segment.getParentId());
    }
    for (Map.Entry<String, Object> part : segment.getHttp().entrySet()) {
      for (Map.Entry<?, ?> field : ((Map<?, ?>) part.getValue()).entrySet()) {
        Object value = field.getValue();
        comparison.theirs(
            part.getKey() + "." + field.getKey(),
            field.getKey().equals("content_length") ? number(((Number) value).longValue()) : value);
      }
    }
    if (!segment.getCause().getExceptions().isEmpty()) {
      var exception = segment.getCause().getExceptions().get(0);
      comparison.theirs("exception.type", exception.getType());
      comparison.theirs("exception.message", exception.getMessage());
      comparison.theirs("exception.remote", exception.isRemote());
    }
  }

  private static Object number(long length) {
    return length < 0 ? null : length;
  }

  @Test
  void aRequest() throws Exception {
    record("/s/plain?token=secret", "User-Agent", "curl/8.1");
    comparison.same();
  }

  @Test
  void aLargeResponse() throws Exception {
    record("/s/large");
    comparison.same();
  }

  @Test
  void aRequestOfATrace() throws Exception {
    record("/s/plain", "X-Amzn-Trace-Id", HEADER);
    comparison.same();
  }

  @Test
  void aForwardedRequest() throws Exception {
    record("/s/plain", "X-Forwarded-For", "203.0.113.7, 10.0.0.1");
    comparison.same();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/s/forward", "/s/include", "/s/send-409", "/s/status-503"})
  void whateverItAnswers(String path) throws Exception {
    record(path);
    comparison.same();
  }

  @Test
  void throttled() throws Exception {
    record("/s/send-429");
    comparison.same();
  }

  @Test
  void anException() throws Exception {
    record("/s/throw");
    // The SDK asks for the status before the container has made one of the exception.
    comparison.differs("response.status", 500, 200);
    comparison.same();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async/complete", "/async/now"})
  void asynchronous(String path) throws Exception {
    record(path);
    comparison.same();
  }
}
