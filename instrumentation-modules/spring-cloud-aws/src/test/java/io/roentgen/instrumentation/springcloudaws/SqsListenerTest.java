package io.roentgen.instrumentation.springcloudaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.config.SqsBootstrapConfiguration;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.acknowledgement.handler.AcknowledgementMode;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Open;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Against ElasticMQ. */
final class SqsListenerTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static ServerProcess server;
  static SqsAsyncClient client;

  private static int queues;

  private final List<Segment> senders = new ArrayList<>();
  private AnnotationConfigApplicationContext context;

  @BeforeAll
  static void start() {
    server = ServerProcess.elasticMq();
    client =
        SqsAsyncClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
            .region(Region.US_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Import(SqsBootstrapConfiguration.class)
  abstract static class Containers {

    private final AcknowledgementMode mode;
    private final Duration interval;

    Containers(AcknowledgementMode mode, Duration interval) {
      this.mode = mode;
      this.interval = interval;
    }

    @Bean
    SqsMessageListenerContainerFactory<Object> defaultSqsListenerContainerFactory() {
      return SqsMessageListenerContainerFactory.builder()
          .sqsAsyncClient(client)
          .configure(
              options ->
                  options
                      .acknowledgementMode(mode)
                      .acknowledgementInterval(interval)
                      .acknowledgementThreshold(interval == Duration.ZERO ? 0 : 10)
                      .maxDelayBetweenPolls(Duration.ofSeconds(1))
                      .pollTimeout(Duration.ofSeconds(1)))
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Immediate extends Containers {
    Immediate() {
      super(AcknowledgementMode.ON_SUCCESS, Duration.ZERO);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Batched extends Containers {
    Batched() {
      super(AcknowledgementMode.ON_SUCCESS, Duration.ofMillis(200));
    }
  }

  static void work(String body) {
    assertEquals(1, body.length());
    assertNotNull(Tracer.current());
    client.getQueueUrl(r -> r.queueName(System.getProperty("queue"))).join();
  }

  static final class Blocking {
    @SqsListener("${queue}")
    void listen(String body) {
      work(body);
    }
  }

  static final class NonBlocking {
    @SqsListener("${queue}")
    CompletableFuture<Void> listen(String body) {
      assertEquals(1, body.length());
      return client
          .getQueueUrl(r -> r.queueName(System.getProperty("queue")))
          .thenAccept(url -> {});
    }
  }

  static final class Batch {
    @SqsListener("${queue}")
    void listen(List<String> bodies) {
      assertNotNull(Tracer.current());
      client.getQueueUrl(r -> r.queueName(System.getProperty("queue"))).join();
    }
  }

  static final class Broken {
    private static final AtomicBoolean ONCE = new AtomicBoolean();

    @SqsListener("${queue}")
    void listen(String body) {
      if (ONCE.compareAndSet(false, true)) {
        throw new IllegalStateException("broken");
      }
    }
  }

  private void run(String visibility, Class<?> configuration, Class<?> listener, String... bodies)
      throws Exception {
    // What another test left to be delivered again is not for this one.
    String queue = "orders-" + ++queues;
    System.setProperty("queue", queue);
    String url =
        client
            .createQueue(
                r ->
                    r.queueName(queue)
                        .attributesWithStrings(Map.of("VisibilityTimeout", visibility)))
            .join()
            .queueUrl();
    for (String body : bodies) {
      senders.add(
          recorded.trace(() -> client.sendMessage(r -> r.queueUrl(url).messageBody(body)).join()));
    }
    context = new AnnotationConfigApplicationContext(configuration, listener);
  }

  private List<Segment> processed(int wanted) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    int all = senders.size() + wanted;
    while (recorded.segments().size() < all && System.nanoTime() - deadline < 0) {
      Thread.sleep(20);
      Open.sweep(false);
    }
    List<Segment> segments = recorded.segments();
    assertEquals(all, segments.size());
    segments.removeAll(senders);
    return segments;
  }

  private void processed(String... calls) throws InterruptedException {
    Set<Long> parents = new HashSet<>();
    List<Segment> segments = processed(senders.size());
    for (Segment sender : senders) {
      parents.add(recorded.only(sender).id());
    }
    for (Segment segment : segments) {
      assertTrue(parents.remove(segment.parentId()), "the message's parent, once");
      assertEquals(Arrays.asList(calls), calls(segment));
    }
  }

  private static List<String> calls(Segment segment) {
    List<String> made = new ArrayList<>();
    for (Subsegment call : recorded.children(segment)) {
      made.add((String) call.aws().get("operation"));
    }
    return made;
  }

  @Test
  void listens() throws Exception {
    run("30", Batched.class, Blocking.class, "a", "b", "c");
    processed("GetQueueUrl");
  }

  @Test
  void acknowledgesAsPartOfIt() throws Exception {
    run("30", Immediate.class, Blocking.class, "a", "b");
    processed("GetQueueUrl", "DeleteMessageBatch");
  }

  @Test
  void listensWithoutBlocking() throws Exception {
    run("30", Immediate.class, NonBlocking.class, "a", "b");
    processed("GetQueueUrl", "DeleteMessageBatch");
  }

  @Test
  void listensToBatches() throws Exception {
    run("30", Batched.class, Batch.class, "a", "b", "c");
    List<Subsegment> calls = new ArrayList<>();
    Set<Long> parents = new HashSet<>();
    List<Segment> segments = processed(3);
    for (Segment segment : segments) {
      calls.addAll(recorded.children(segment));
      assertTrue(parents.add(segment.parentId()));
    }
    assertTrue(!calls.isEmpty() && calls.size() <= 3);
    for (Subsegment call : calls) {
      assertEquals("GetQueueUrl", call.aws().get("operation"));
    }
    // All of a batch are processed while its listener runs.
    if (calls.size() == 1) {
      assertTrue(segments.stream().allMatch(segment -> segment.end() >= calls.get(0).end()));
    }
  }

  @Test
  void recordsWhatIsThrownAndTheSecondAttempt() throws Exception {
    run("2", Batched.class, Broken.class, "a");
    List<Segment> segments = processed(2);
    assertTrue(segments.get(0).fault());
    assertEquals("broken", segments.get(0).exception().message());
    assertTrue(!segments.get(1).fault());
    assertEquals(segments.get(0).parentId(), segments.get(1).parentId());
  }
}
