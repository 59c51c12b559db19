package io.roentgen.smoke.sns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The SNS API over its query protocol, with topics in memory: CreateTopic, Subscribe (protocols
 * {@code lambda} and {@code sqs}) and Publish. It traces nothing itself, as SNS does without active
 * tracing, but hands the publisher's trace header on to whom it delivers. What differs from SNS:
 * nothing is signed, and a delivery that fails is reported on standard error and not tried again.
 * Source: Amazon SNS API reference.
 */
public final class SnsService implements AutoCloseable {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
  private static final String ARN = "arn:aws:sns:us-east-1:123456789012:";

  private final Map<String, List<Subscription>> topics = new ConcurrentHashMap<>();
  // One thread: subscribers get a message in the order in which they subscribed.
  private final ExecutorService deliveries = Executors.newSingleThreadExecutor(SnsService::daemon);
  private final ExecutorService threads = Executors.newCachedThreadPool(SnsService::daemon);
  private final HttpServer server;
  private final Deliveries to;

  /**
   * Starts without topics.
   *
   * @param lambda where functions are invoked, a URL; null if there are none
   * @param sqs where the queues are, a URL; null if there are none
   */
  public SnsService(String lambda, String sqs) throws IOException {
    to = new Deliveries(lambda, sqs);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sns");
    thread.setDaemon(true);
    return thread;
  }

  /** The endpoint for SDKs. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Creates a topic unless it is there; returns its ARN. */
  public String createTopic(String name) {
    topics.computeIfAbsent(ARN + name, arn -> new CopyOnWriteArrayList<>());
    return ARN + name;
  }

  /**
   * Subscribes a function to a topic.
   *
   * @param function its ARN
   */
  public void subscribe(String topic, String function) {
    String arn = topic + ":" + UUID.randomUUID();
    topics.get(topic).add(new Subscription(arn, "lambda", function, false));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      QueryRequest request = new QueryRequest(body);
      String trace = exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id");
      String id = UUID.randomUUID().toString();
      int status = 200;
      String answer;
      try {
        String action = request.get("Action");
        answer =
            ("<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult>"
                    + "<ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata>"
                    + "</%1$sResponse>")
                .formatted(action, NAMESPACE, result(action, request, trace), id);
      } catch (SnsException e) {
        status = e.status;
        answer =
            ("<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code>"
                    + "<Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>")
                .formatted(NAMESPACE, e.code, e.getMessage(), id);
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.getResponseHeaders().set("x-amzn-RequestId", id);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String result(String action, QueryRequest request, String trace) throws SnsException {
    switch (action == null ? "" : action) {
      case "CreateTopic":
        String name = request.get("Name");
        if (name == null || !name.matches("[A-Za-z0-9_-]{1,256}")) {
          throw new SnsException(400, "InvalidParameter", "Invalid parameter: Topic Name");
        }
        return "<TopicArn>" + createTopic(name) + "</TopicArn>";
      case "Subscribe":
        Subscription subscription = Subscription.of(request);
        topic(request).add(subscription);
        return "<SubscriptionArn>" + subscription.arn() + "</SubscriptionArn>";
      case "Publish":
        List<Subscription> subscriptions = topic(request);
        Notification notification = Notification.of(request, trace);
        for (Subscription subscriber : subscriptions) {
          deliveries.execute(() -> to.deliver(notification, subscriber));
        }
        return "<MessageId>" + notification.messageId() + "</MessageId>";
      default:
        throw new SnsException(400, "InvalidAction", "There is no such action here");
    }
  }

  private List<Subscription> topic(QueryRequest request) throws SnsException {
    String arn = request.get("TopicArn");
    List<Subscription> topic = arn == null ? null : topics.get(arn);
    if (topic == null) {
      throw new SnsException(404, "NotFound", "Topic does not exist");
    }
    return topic;
  }

  /** Delivers nothing more. */
  @Override
  public void close() {
    server.stop(0);
    deliveries.shutdownNow();
    threads.shutdownNow();
  }

  /** An answer that is an error. */
  static final class SnsException extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String code;

    SnsException(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }
}
