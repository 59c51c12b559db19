package io.roentgen.instrumentation.sqsjms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazon.sqs.javamessaging.SQSConnection;
import com.amazon.sqs.javamessaging.SQSSession;
import com.amazon.sqs.javamessaging.message.SQSTextMessage;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Open;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Against ElasticMQ. Names no type of {@code jakarta.jms}, so that it compiles with {@code
 * javax.jms} as well.
 */
final class SqsJmsTest {

  private static final int AUTO = 1;
  private static final int CLIENT = 2;

  @RegisterExtension static final Recorded recorded = new Recorded();

  static Broker broker;
  static int queues;

  private final List<Segment> senders = new ArrayList<>();
  private SQSConnection connection;
  private String queue;

  @BeforeAll
  static void start() throws Exception {
    broker = new Broker();
    // To close a consumer takes as long as its last poll, which in 1.x is 20 s.
    Field wait =
        Class.forName("com.amazon.sqs.javamessaging.SQSMessageConsumerPrefetch")
            .getDeclaredField("WAIT_TIME_SECONDS");
    if (!Modifier.isFinal(wait.getModifiers())) {
      wait.setAccessible(true);
      wait.set(null, 1);
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void connect() throws Exception {
    queue = "orders-" + ++queues;
    broker.create(queue);
    connection = broker.factory().createConnection();
    connection.start();
  }

  /** Nobody waits for its last poll: the next test has a queue of its own. */
  @AfterEach
  void disconnect() {
    SQSConnection old = connection;
    Thread closer =
        new Thread(
            () -> {
              try {
                old.close();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    closer.setDaemon(true);
    closer.start();
  }

  private void send(String... bodies) throws Exception {
    var session = connection.createSession(false, AUTO);
    var producer = session.createProducer(session.createQueue(queue));
    for (String body : bodies) {
      senders.add(recorded.trace(() -> producer.send(session.createTextMessage(body))));
    }
    session.close();
  }

  private void handle(Object message) {
    try {
      assertEquals(1, ((SQSTextMessage) message).getText().length());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    assertNotNull(Tracer.current());
    broker.work(queue);
  }

  private List<Segment> processed(int wanted) throws InterruptedException {
    int all = senders.size() + wanted;
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (recorded.segments().size() < all && System.nanoTime() - deadline < 0) {
      Thread.sleep(20);
      Open.sweep(false);
    }
    List<Segment> segments = recorded.segments();
    assertEquals(all, segments.size());
    segments.removeAll(senders);
    return segments;
  }

  /** The calls in any order: a message may be acknowledged while a task still works on it. */
  private void processed(String... calls) throws InterruptedException {
    List<Segment> segments = processed(senders.size());
    Set<Long> parents = new HashSet<>();
    for (Segment sender : senders) {
      for (Subsegment call : recorded.children(sender)) {
        parents.add(call.id());
      }
    }
    for (Segment segment : segments) {
      assertTrue(parents.remove(segment.parentId()), "the message's parent, once");
      List<String> made = new ArrayList<>();
      for (Subsegment call : recorded.children(segment)) {
        made.add((String) call.aws().get("operation"));
      }
      List<String> wanted = new ArrayList<>(Arrays.asList(calls));
      Collections.sort(wanted);
      Collections.sort(made);
      assertEquals(wanted, made);
    }
  }

  @Test
  void processesWhatIsReceived() throws Exception {
    send("a", "b");
    var session = connection.createSession(false, AUTO);
    var consumer = session.createConsumer(session.createQueue(queue));
    handle(consumer.receive());
    handle(consumer.receive(10_000));
    consumer.close();
    assertNull(Tracer.current());
    processed("DeleteMessage", "GetQueueUrl");
  }

  @Test
  void processesUntilItIsAcknowledged() throws Exception {
    send("a");
    var session = connection.createSession(false, CLIENT);
    var consumer = session.createConsumer(session.createQueue(queue));
    var message = consumer.receive();
    handle(message);
    message.acknowledge();
    assertNull(Tracer.current());
    processed("GetQueueUrl", "DeleteMessageBatch");
  }

  @Test
  void processesWithoutOrder() throws Exception {
    send("a", "b");
    var session = connection.createSession(false, SQSSession.UNORDERED_ACKNOWLEDGE);
    var consumer = session.createConsumer(session.createQueue(queue));
    for (int i = 0; i < 2; i++) {
      var message = consumer.receive();
      handle(message);
      message.acknowledge();
      assertNull(Tracer.current());
    }
    processed("GetQueueUrl", "DeleteMessage");
  }

  @Test
  void endsWhenTheNextIsAskedFor() throws Exception {
    send("a");
    var session = connection.createSession(false, AUTO);
    var consumer = session.createConsumer(session.createQueue(queue));
    handle(consumer.receive());
    assertNull(consumer.receiveNoWait());
    assertNull(Tracer.current());
    processed("DeleteMessage", "GetQueueUrl");
  }

  @Test
  void callsAListener() throws Exception {
    send("a", "b", "c");
    CountDownLatch done = new CountDownLatch(3);
    Set<TraceContext> seen = ConcurrentHashMap.newKeySet();
    var session = connection.createSession(false, AUTO);
    var consumer = session.createConsumer(session.createQueue(queue));
    consumer.setMessageListener(
        message -> {
          seen.add(Tracer.current());
          handle(message);
          done.countDown();
        });
    assertTrue(done.await(30, TimeUnit.SECONDS));
    processed("GetQueueUrl", "DeleteMessage");
    assertEquals(3, seen.size());
  }

  @Test
  void callsAListenerThatAcknowledges() throws Exception {
    send("a");
    var session = connection.createSession(false, CLIENT);
    var consumer = session.createConsumer(session.createQueue(queue));
    consumer.setMessageListener(
        message -> {
          try {
            message.acknowledge();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          handle(message);
        });
    processed("DeleteMessageBatch", "GetQueueUrl");
  }

  @Test
  void waitsForWhatAListenerHandsOver() throws Exception {
    send("a");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    var session = connection.createSession(false, AUTO);
    var consumer = session.createConsumer(session.createQueue(queue));
    CountDownLatch gate = new CountDownLatch(1);
    consumer.setMessageListener(
        message ->
            pool.execute(
                () -> {
                  try {
                    gate.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  handle(message);
                }));
    assertEquals(1, recorded.segments().size());
    gate.countDown();
    processed("DeleteMessage", "GetQueueUrl");
    pool.shutdown();
  }

  @Test
  void recordsWhatAListenerThrowsAndTheNextAttempt() throws Exception {
    send("a");
    var session = connection.createSession(false, AUTO);
    var consumer = session.createConsumer(session.createQueue(queue));
    CountDownLatch once = new CountDownLatch(1);
    consumer.setMessageListener(
        message -> {
          if (once.getCount() > 0) {
            once.countDown();
            throw new IllegalStateException("broken");
          }
        });
    List<Segment> both = processed(2);
    assertTrue(both.get(0).fault());
    assertEquals("broken", both.get(0).exception().message());
    assertEquals("ChangeMessageVisibilityBatch", recorded.only(both.get(0)).aws().get("operation"));
    assertEquals("DeleteMessage", recorded.only(both.get(1)).aws().get("operation"));
    assertEquals(both.get(0).parentId(), both.get(1).parentId());
  }

  @Test
  void leavesTheListenerToTheApplication() throws Exception {
    var session = connection.createSession(false, AUTO);
    var consumer = session.createConsumer(session.createQueue(queue));
    consumer.setMessageListener(message -> handle(message));
    assertSame(consumer.getMessageListener(), consumer.getMessageListener());
    assertTrue(consumer.getMessageListener().getClass().getName().contains("SqsJmsTest"));
  }
}
