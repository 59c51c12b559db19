package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.handlers.TracingHandler;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import com.sun.net.httpserver.HttpServer;
import io.roentgen.testing.Recorded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's handlers in clients of AWS leave the call, and its header, to the agent. */
final class AwsSdkHandlersTest {

  private static final String HEADER = "X-Amzn-Trace-Id";

  @RegisterExtension static final Recorded recorded = new Recorded();

  @BeforeEach
  void reset() {
    Sdk.reset();
  }

  @AfterEach
  void theSdkSendsNothing() {
    assertEquals(List.of(), Sdk.SENT);
  }

  @Test
  void tracingInterceptor() throws Exception {
    List<List<String>> headers = new CopyOnWriteArrayList<>();
    HttpServer server = sqsServer(headers);
    try (SqsClient sqs =
        SqsClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .overrideConfiguration(c -> c.addExecutionInterceptor(new TracingInterceptor()))
            .build()) {
      io.roentgen.trace.Segment segment =
          recorded.trace(
              () -> {
                Segment before = AWSXRay.getCurrentSegment();
                sqs.listQueues();
                assertSame(before, AWSXRay.getTraceEntity());
              });
      io.roentgen.trace.Subsegment call = recorded.only(segment);
      assertEquals("SQS", call.name().toUpperCase());
      assertEquals("aws", call.namespace());
      assertEquals("ListQueues", call.aws().get("operation"));
      assertEquals(null, call.extras("aws"));
      assertEquals(List.of(), recorded.children(call));
      assertEquals(1, headers.get(0).size());
      recorded.unsampled(sqs::listQueues);
      assertEquals(1, headers.get(1).size());
      assertEquals("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0", headers.get(1).get(0));
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer sqsServer(List<List<String>> headers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          headers.add(exchange.getRequestHeaders().get(HEADER));
          exchange.getRequestBody().readAllBytes();
          boolean json = exchange.getRequestHeaders().containsKey("X-Amz-Target");
          byte[] body =
              (json
                      ? "{}"
                      : "<ListQueuesResponse><ListQueuesResult/><ResponseMetadata>"
                          + "<RequestId>r-1</RequestId></ResponseMetadata></ListQueuesResponse>")
                  .getBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void tracingHandler() throws Exception {
    List<List<String>> headers = new CopyOnWriteArrayList<>();
    HttpServer server = sqsServer(headers);
    AmazonSQS sqs =
        AmazonSQSClientBuilder.standard()
            .withCredentials(
                new AWSStaticCredentialsProvider(new BasicAWSCredentials("key", "secret")))
            .withEndpointConfiguration(
                new EndpointConfiguration(
                    "http://127.0.0.1:" + server.getAddress().getPort(), "eu-west-1"))
            .withRequestHandlers(new TracingHandler())
            .build();
    try {
      io.roentgen.trace.Segment segment =
          recorded.trace(
              () -> {
                Segment before = AWSXRay.getCurrentSegment();
                sqs.listQueues();
                assertSame(before, AWSXRay.getTraceEntity());
              });
      io.roentgen.trace.Subsegment call = recorded.only(segment);
      assertEquals("aws", call.namespace());
      assertEquals("ListQueues", call.aws().get("operation"));
      assertEquals(null, call.extras("aws"));
      assertEquals(List.of(), recorded.children(call));
      assertEquals(1, headers.get(0).size());
      recorded.unsampled(
          () -> {
            Entity before = AWSXRay.getTraceEntity();
            sqs.listQueues();
            assertSame(before, AWSXRay.getTraceEntity());
          });
      assertEquals(1, headers.get(1).size());
      assertEquals("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0", headers.get(1).get(0));
    } finally {
      sqs.shutdown();
      server.stop(0);
    }
  }
}
