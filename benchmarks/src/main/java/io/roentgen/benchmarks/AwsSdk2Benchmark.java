package io.roentgen.benchmarks;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * What one call of AWS SDK 2 costs its thread, over a transport that answers from memory: with the
 * agent, in a sampled request and in one that is not, and without it. Segments are thrown away when
 * they end: what the emitter's thread does is measured elsewhere. A request makes ten calls, so
 * that a tenth of its segment is in each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class AwsSdk2Benchmark {

  static final int CALLS = 10;

  private DynamoDbClient client;
  private GetItemRequest request;

  /** Answers every request alike. */
  private static final class Canned implements SdkHttpClient {

    private static final byte[] BODY =
        "{\"Item\":{\"id\":{\"S\":\"17\"},\"total\":{\"N\":\"42\"}}}"
            .getBytes(StandardCharsets.UTF_8);
    private static final SdkHttpResponse ANSWER =
        SdkHttpResponse.builder()
            .statusCode(200)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", String.valueOf(BODY.length))
            .putHeader("x-amzn-RequestId", "UBQNSO5AEM8T4FDA4RQDEB94OVTDRVV4K4HIRGVJF66Q9ASUAAJG")
            .build();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(ANSWER)
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(BODY)))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  /** Starts the client. */
  @Setup
  public void start() {
    Tracer.install("shop", (host, method, path) -> true, entity -> {});
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(new Canned())
            .build();
    request =
        GetItemRequest.builder()
            .tableName("carts")
            .key(Map.of("id", AttributeValue.builder().s("17").build()))
            .build();
  }

  /** Stops the client. */
  @TearDown
  public void stop() {
    client.close();
  }

  /** The SDK alone, in a segment of the tracer as well. */
  @Benchmark
  @Fork(2)
  @OperationsPerInvocation(CALLS)
  public int without() {
    return calls(Work.SAMPLED);
  }

  /** Woven, inside a sampled segment. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = "-javaagent:agent/target/roentgen.jar")
  @OperationsPerInvocation(CALLS)
  public int sampled() {
    return calls(Work.SAMPLED);
  }

  /** Woven, inside a request that is not sampled. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = "-javaagent:agent/target/roentgen.jar")
  @OperationsPerInvocation(CALLS)
  public int unsampled() {
    return calls(Work.UNSAMPLED);
  }

  /** One request; outside of a trace if there is no header. */
  int calls(String header) {
    TraceContext context =
        header == null
            ? null
            : Tracer.enterSegment(header, "shop.example.com", "GET", "/orders/17");
    int items = 0;
    for (int i = 0; i < CALLS; i++) {
      GetItemResponse response = client.getItem(request);
      items += response.item().size();
    }
    Tracer.end(context);
    return items;
  }
}
