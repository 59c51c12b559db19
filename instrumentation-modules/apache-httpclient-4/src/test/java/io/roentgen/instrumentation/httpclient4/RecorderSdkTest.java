package io.roentgen.instrumentation.httpclient4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.proxies.apache.http.TracedHttpClient;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import io.roentgen.testing.Comparison;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import java.io.IOException;
import java.util.Map;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same call recorded by us and by Amazon's {@code aws-xray-recorder-sdk-apache-http}: what both
 * record is the same, but for what each test names.
 */
final class RecorderSdkTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static LocalHttpServer server;
  private static CloseableHttpClient client;
  private static AWSXRayRecorder recorder;

  @BeforeAll
  static void start() {
    server = new LocalHttpServer();
    client = HttpClients.createDefault();
    recorder =
        AWSXRayRecorderBuilder.standard()
            .withEmitter(new Nowhere())
            .withSamplingStrategy(new AllSamplingStrategy())
            .build();
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  private static final class Nowhere extends Emitter {
    @Override
    public boolean sendSegment(Segment segment) {
      return true;
    }

    @Override
    public boolean sendSubsegment(Subsegment subsegment) {
      return true;
    }
  }

  private interface Call {
    void with(CloseableHttpClient client) throws Exception;
  }

  private final Comparison comparison = new Comparison();

  @BeforeEach
  void forget() {
    server.forget();
  }

  @SuppressWarnings("deprecation") // the only way to see the subsegments
  private void record(Call call) throws Exception {
    recordOurs(recorded.only(recorded.trace(() -> call.with(client))));
    Segment segment = recorder.beginSegment("test");
    try {
      call.with(new TracedHttpClient(client, recorder));
    } finally {
      recorder.endSegment();
    }
    assertEquals(1, segment.getSubsegments().size());
    recordTheirs(segment.getSubsegments().get(0));
  }

  private void recordOurs(io.roentgen.trace.Subsegment call) {
    comparison.ours(call);
    comparison.ours("namespace", call.namespace());
    comparison.ours("request.method", call.method());
    comparison.ours("request.url", call.url());
    comparison.ours("response.status", call.status() == 0 ? null : call.status());
    comparison.ours(
        "response.content_length", call.contentLength() < 0 ? null : call.contentLength());
  }

  private void recordTheirs(Subsegment call) {
    comparison.theirs("name", call.getName());
    comparison.theirs("namespace", call.getNamespace());
    comparison.theirs("fault", call.isFault());
    comparison.theirs("error", call.isError());
    comparison.theirs("throttle", call.isThrottle());
    call.getHttp()
        .forEach(
            (part, fields) ->
                ((Map<?, ?>) fields)
                    .forEach((key, value) -> comparison.theirs(part + "." + key, value)));
    if (!call.getCause().getExceptions().isEmpty()) {
      var exception = call.getCause().getExceptions().get(0);
      comparison.theirs("exception.type", exception.getType());
      comparison.theirs("exception.message", exception.getMessage());
      comparison.theirs("exception.remote", exception.isRemote());
    }
  }

  private static void get(CloseableHttpClient client, String url) throws IOException {
    try (var response = client.execute(new HttpGet(url))) {
      EntityUtils.consume(response.getEntity());
    }
  }

  private void status(int status) throws Exception {
    record(client -> get(client, server.url("/status/" + status)));
    assertEquals(status, comparison.ours("response.status"));
    comparison.same();
  }

  @Test
  void ok() throws Exception {
    record(client -> get(client, server.url("/ok")));
    comparison.same();
  }

  @Test
  void notFound() throws Exception {
    status(404);
  }

  @Test
  void throttled() throws Exception {
    status(429);
  }

  @Test
  void unavailable() throws Exception {
    status(503);
  }

  @Test
  void redirected() throws Exception {
    record(client -> get(client, server.url("/redirect")));
    comparison.same();
  }

  @Test
  void hostApart() throws Exception {
    HttpHost host = new HttpHost("127.0.0.1", server.port());
    record(client -> client.execute(host, new BasicHttpRequest("GET", "/ok")).close());
    comparison.same();
  }

  @Test
  void query() throws Exception {
    record(client -> get(client, server.url("/ok?token=secret")));
    // The SDK records the query, whatever is in it.
    comparison.differs("request.url", server.url("/ok"), server.url("/ok?token=secret"));
    comparison.same();
  }

  @Test
  void refused() throws Exception {
    String url = "http://127.0.0.1:" + LocalHttpServer.deadPort() + "/x";
    record(client -> assertThrows(IOException.class, () -> get(client, url)));
    comparison.same();
  }
}
