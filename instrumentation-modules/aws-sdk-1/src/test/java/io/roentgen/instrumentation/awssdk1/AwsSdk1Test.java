package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.Request;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.util.VersionInfoUtils;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.SigV4;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every service has in common, on answers of a stub. */
final class AwsSdk1Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final String HEADER = "X-Amzn-Trace-Id";
  static final AwsStub stub = new AwsStub();
  static final AmazonDynamoDBClient client = Clients.local(AmazonDynamoDBClient::new, stub.uri());

  @AfterAll
  static void stop() {
    client.shutdown();
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.forget();
  }

  static GetItemRequest get() {
    return new GetItemRequest("orders", Map.of("id", new AttributeValue("17")));
  }

  @Test
  void recordsACall() throws Exception {
    stub.answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R-1");
    checkSuccess(recorded.only(recorded.trace(() -> client.getItem(get()))));
  }

  @Test
  void recordsAnAsynchronousCallBeforeItsFutureCompletes() throws Exception {
    stub.answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R-1");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    AmazonDynamoDBAsyncClient async =
        Clients.at(
            new AmazonDynamoDBAsyncClient(Clients.CREDENTIALS, Clients.configuration(), executor),
            stub.uri());
    checkSuccess(recorded.only(recorded.trace(() -> async.getItemAsync(get()).get())));
    async.shutdown();
  }

  /** Older versions would sign the header, and the SDK repeats whatever a handler has put in. */
  @Test
  void sendsTheHeaderOnceUnsignedInEachAttempt() throws Exception {
    stub.answer(500, "{}").answer(200, "{}");
    for (String name : List.of(HEADER, "x-amzn-trace-id")) {
      RequestHandler2 own =
          new RequestHandler2() {
            @Override
            public void beforeRequest(Request<?> request) {
              request.addHeader("X-Own", "1");
              request.addHeader(name, "Root=1-5759e988-bd862e3fe1be46a994272793");
            }
          };
      AmazonDynamoDBClient configured = Clients.local(AmazonDynamoDBClient::new, stub.uri());
      configured.addRequestHandler(own);
      GetItemRequest request = get();
      request.putCustomRequestHeader("X-Once", "2");
      stub.forget();
      stub.answer(500, "{}").answer(200, "{}");
      Subsegment call = recorded.only(recorded.trace(() -> configured.getItem(request)));
      assertEquals(1, call.aws().get("retries"));
      assertEquals(2, stub.requests().size());
      for (AwsStub.Request sent : stub.requests()) {
        assertEquals(List.of(call.header()), sent.header(HEADER));
        assertEquals(List.of("1"), sent.header("X-Own"));
        assertEquals(List.of("2"), sent.header("X-Once"));
        List<String> signed = SigV4.check(sent, "secret");
        assertTrue(signed.contains("x-own"), signed.toString());
      }
      configured.shutdown();
    }
  }

  @Test
  void recordsARequestThatIsUsedAgain() throws Exception {
    stub.answer(200, "{}");
    GetItemRequest request = get();
    Segment segment =
        recorded.trace(
            () -> {
              client.getItem(request);
              client.getItem(request);
            });
    client.getItem(request);
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(2, calls.size());
    assertEquals(List.of(calls.get(0).header()), stub.requests().get(0).header(HEADER));
    assertEquals(List.of(calls.get(1).header()), stub.requests().get(1).header(HEADER));
    assertEquals(List.of(), stub.requests().get(2).header(HEADER));
    assertEquals(get(), request);
  }

  @Test
  void keepsThreadsApartThatShareARequest() throws Exception {
    stub.answer(200, "{}");
    GetItemRequest request = get();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<List<String>>> traces =
        Collections.nCopies(
            40,
            () -> List.of(recorded.only(recorded.trace(() -> client.getItem(request))).header()));
    Set<List<String>> headers = new HashSet<>();
    for (Future<List<String>> trace : threads.invokeAll(traces)) {
      headers.add(trace.get());
    }
    threads.shutdown();
    Set<List<String>> sent = new HashSet<>();
    for (AwsStub.Request one : stub.requests()) {
      sent.add(one.header(HEADER));
    }
    assertEquals(40, sent.size());
    assertEquals(headers, sent);
  }

  @Test
  void namesAnApplicationsOwnRequestAfterTheSdksOne() throws Exception {
    stub.answer(200, "{}");
    GetItemRequest own = new GetItemRequest() {};
    own.withTableName("orders").withKey(Map.of("id", new AttributeValue("17")));
    Subsegment call = recorded.only(recorded.trace(() -> client.getItem(own)));
    assertEquals("GetItem", call.aws().get("operation"));
  }

  @Test
  void takesWhatTheSdkDoesForCredentialsForAPartOfTheCall() throws Exception {
    AWSCredentialsProvider provider =
        new AWSCredentialsProvider() {
          @Override
          public AWSCredentials getCredentials() {
            client.listTables();
            return Clients.KEYS;
          }

          @Override
          public void refresh() {}
        };
    AmazonDynamoDBClient remote = new AmazonDynamoDBClient(provider, Clients.configuration());
    Clients.at(remote, stub.uri());
    AmazonS3Client s3 = new AmazonS3Client(provider, Clients.configuration());
    Clients.at(s3, stub.uri());
    for (Recorded.Action action :
        List.<Recorded.Action>of(() -> remote.getItem(get()), () -> s3.deleteBucket("bills"))) {
      stub.forget();
      stub.answer(200, "{}");
      Subsegment call = recorded.only(recorded.trace(action));
      assertEquals(0, call.aws().get("retries"));
      assertTrue(stub.requests().size() >= 2);
      for (AwsStub.Request request : stub.requests()) {
        List<String> target = request.header("X-Amz-Target");
        boolean outer = target.isEmpty() || target.get(0).endsWith("GetItem");
        assertEquals(outer ? List.of(call.header()) : List.of(), request.header(HEADER));
      }
    }
    remote.shutdown();
    s3.shutdown();
  }

  @Test
  void passesTheTraceOnWhenNotSampled() throws Exception {
    stub.answer(200, "{}");
    recorded.unsampled(() -> client.getItem(get()));
    assertEquals(1, stub.requests().size());
    assertEquals(
        List.of("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0"),
        stub.requests().get(0).header(HEADER));
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void leavesCallsOutsideOfATraceAlone() throws Exception {
    stub.answer(200, "{}");
    client.getItem(get());
    assertEquals(List.of(), stub.requests().get(0).header(HEADER));
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void testsTheVersionItIsTo() {
    assertEquals(System.getProperty("tested.version"), VersionInfoUtils.getVersion());
  }

  private static void checkSuccess(Subsegment call) {
    assertEquals("AmazonDynamoDBv2", call.name());
    assertEquals("aws", call.namespace());
    assertEquals("GetItem", call.aws().get("operation"));
    assertEquals("us-west-2", call.aws().get("region"));
    assertEquals("R-1", call.aws().get("request_id"));
    assertEquals(0, call.aws().get("retries"));
    assertEquals(200, call.status());
    assertEquals(11, call.contentLength());
    assertFalse(call.error() || call.throttle() || call.fault());
    assertNull(call.exception());
    AwsStub.Request request = stub.requests().get(0);
    assertEquals(List.of(call.header()), request.header(HEADER));
  }
}
