package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.smoke.lambda.Answer;
import io.roentgen.smoke.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions on the real runtime interface client, with the layer, as Lambda runs them. */
final class LambdaSmokeTest {

  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String PARENT = "53995c3f42cd8ad8";

  static List<Jvms.Installed> jvms() {
    return Jvms.since(8);
  }

  static Stream<Arguments> runtimes() {
    return jvms().stream()
        .flatMap(
            jvm ->
                Stream.of(LambdaFunction.OLDEST_RUNTIME, LambdaFunction.LATEST_RUNTIME)
                    .map(runtime -> Arguments.of(jvm, runtime)));
  }

  private static Jvms.Installed own() {
    return Jvms.all().get(0);
  }

  /** Each process is stopped before its answer is accepted, so what is not sent by then is late. */
  @ParameterizedTest
  @MethodSource("runtimes")
  void sendsAllBeforeTheAnswer(Jvms.Installed jvm, String runtime) throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-" + runtime, jvm)) {
      aws.deploy(aws.traced("Calls").runtime(runtime).frozen());
      aws.deploy(aws.traced("Streams").runtime(runtime).frozen());
      aws.deploy(aws.traced("Plain::handle").runtime(runtime).frozen());
      aws.deploy(aws.traced("Tables").runtime(runtime).frozen());

      assertNull(aws.lambda.invoke("Calls", "{\"path\":\"/calls\"}", null).functionError());
      assertEquals("[1]", aws.lambda.invoke("Streams", "[1]", null).text());
      assertEquals("404", aws.lambda.invoke("Plain", "\"/missing\"", null).text());
      assertEquals("\"[orders]\"", aws.lambda.invoke("Tables", "{}", null).text());
      Answer failed =
          aws.lambda.invoke("Calls", "{\"path\":\"/fail\",\"fail\":\"no invoices\"}", null);
      assertEquals("Unhandled", failed.functionError());

      Traces traces = aws.smoke.await(all -> all.all().stream().allMatch(LambdaSmokeTest::isWhole));
      aws.smoke.assertInvariants();
      aws.smoke.assertGolden("lambda", traces);
      assertHeader(traces, "/calls", aws);
      // The SDK puts one there itself on Lambda.
      assertHeader(traces, "/", aws);
      String output = String.join("\n", aws.lambda.sandbox("Calls").process().output());
      assertTrue(output.contains("traces \"Calls\" to udp://127.0.0.1:"), output);
      assertFalse(output.contains("Picked up"), output);
    }
  }

  private static boolean isWhole(Trace trace) {
    return trace.entities().size() == 3;
  }

  /** One header, and in it the call that made the request. */
  private static void assertHeader(Traces traces, String path, LambdaSmoke aws) {
    List<String> headers = aws.headersOf(path);
    List<String> possible = new ArrayList<>();
    for (Trace trace : traces.all()) {
      for (Entity entity : trace.entities()) {
        if (!entity.isSegment()) {
          possible.add("Root=" + trace.id() + ";Parent=" + entity.id() + ";Sampled=1");
        }
      }
    }
    assertEquals(1, headers.size(), headers::toString);
    assertTrue(possible.contains(headers.get(0)), headers + " is none of " + possible);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void leavesEachInvocationItsOwn(Jvms.Installed jvm) throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-reused", jvm)) {
      aws.deploy(aws.traced("Leftover").frozen());

      aws.lambda.invoke("Leftover", "{\"do\":\"leave\"}", null);
      aws.lambda.invoke("Leftover", "{\"do\":\"join\"}", null);

      Traces traces = aws.smoke.await(all -> entities(all) == 7);
      aws.smoke.assertInvariants();
      aws.smoke.assertGolden("lambda-reused", traces);
    }
  }

  private static int entities(Traces traces) {
    return traces.all().stream().mapToInt(trace -> trace.entities().size()).sum();
  }

  /** The backend answers neither before it has both. */
  @ParameterizedTest
  @MethodSource("jvms")
  void keepsConcurrentInvocationsApart(Jvms.Installed jvm) throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-concurrent", jvm)) {
      aws.deploy(aws.traced("Calls").concurrency(2));

      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      byte[] event = "{\"path\":\"/together\"}".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 6; i++) {
        answers.add(aws.lambda.submit("Calls", event, null, null));
      }
      for (CompletableFuture<Answer> answer : answers) {
        assertNull(answer.get(60, TimeUnit.SECONDS).functionError());
      }

      Traces traces = aws.smoke.await(all -> entities(all) == 18);
      aws.smoke.assertInvariants();
      assertEquals(6, traces.all().size());
      assertTrue(traces.all().stream().allMatch(LambdaSmokeTest::isWhole));
    }
  }

  /** Started by the environment's variable, without the wrapper. */
  @Test
  void passesOnWhatIsNotSampled() throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-unsampled", own())) {
      String option = "-javaagent:" + aws.agent();
      aws.deploy(aws.plain("Calls").environment("JAVA_TOOL_OPTIONS", option).frozen());
      aws.deploy(aws.plain("Tables").environment("JAVA_TOOL_OPTIONS", option).passThrough());
      String notSampled = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0";

      aws.lambda.invoke("Calls", "{\"path\":\"/not\"}", notSampled);
      aws.lambda.invoke("Tables", "{}", "Root=" + ROOT);
      aws.lambda.invoke("Calls", "{\"path\":\"/sampled\"}", null);

      aws.smoke.await(all -> entities(all) == 3);
      aws.smoke.assertInvariants();
      assertEquals(List.of(notSampled), aws.headersOf("/not"));
      assertEquals(List.of("Root=" + ROOT), aws.headersOf("/"));
    }
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void tellsWhatWasOpenWhenTheSandboxEnds(Jvms.Installed jvm) throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-timeout", jvm)) {
      aws.deploy(aws.traced("Calls").timeout(Duration.ofSeconds(5)));

      Answer answer = aws.lambda.invoke("Calls", "{\"path\":\"/hang\"}", null);
      assertTrue(answer.text().contains("Task timed out"), answer.text());
      assertNull(aws.lambda.invoke("Calls", "{\"path\":\"/next\"}", null).functionError());

      Traces traces = aws.smoke.await(all -> entities(all) == 6);
      Trace first = traces.all().get(0);
      Entity hanging = first.entities().stream().filter(e -> !e.isSegment()).findFirst().get();
      assertTrue(hanging.is("in_progress"), hanging.json()::toString);
      assertEquals("AWS::Lambda::Function", hanging.parent().text("origin"));
      assertFalse(hanging.json().has("end_time"));
      assertTrue(isWhole(traces.all().get(1)));
    }
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void tracesWhatContinuesFromASnapshot(Jvms.Installed jvm) throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-restored", jvm)) {
      aws.deploy(aws.traced("Calls").snapStart().environment("ROENTGEN_LOG_LEVEL", "debug"));
      aws.lambda.restore("Calls");

      aws.lambda.invoke("Calls", "{\"path\":\"/restored\"}", null);

      Traces traces = aws.smoke.await(all -> entities(all) == 3);
      aws.smoke.assertInvariants();
      assertTrue(isWhole(traces.all().get(0)));
    }
  }

  @ParameterizedTest
  @MethodSource("jvmsOfSpring")
  void tracesSpringCloudFunction(Jvms.Installed jvm) throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-spring", jvm)) {
      String invoker = "org.springframework.cloud.function.adapter.aws.FunctionInvoker";
      aws.deploy(
          aws.of(invoker, "lambda-spring-app")
              .wrapper(aws.wrapper())
              .environment("MAIN_CLASS", "com.example.lambdaspring.Functions")
              .frozen());

      Answer answer = aws.lambda.invoke("FunctionInvoker", "\"/spring\"", null);

      assertEquals("\"200\"", answer.text());
      Traces traces = aws.smoke.await(all -> entities(all) == 3);
      aws.smoke.assertInvariants();
      aws.smoke.assertGolden("lambda-spring", traces);
    }
  }

  static List<Jvms.Installed> jvmsOfSpring() {
    return Jvms.since(17);
  }

  /** What Lambda makes of messages: the senders' traces are linked to the function's, by Lambda. */
  @Test
  void leavesTheTracesOfMessagesToLambda() throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-messages", own())) {
      aws.deploy(aws.traced("Queue").frozen());
      aws.deploy(aws.traced("Topic").frozen());
      String sender = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1";

      Answer queue =
          aws.lambda.invoke(
              "Queue",
              "{\"Records\":["
                  + sqs("1", "/first", sender)
                  + ","
                  + sqs("2", "/second", sender.replace("53", "54"))
                  + "]}",
              null);
      Answer topic =
          aws.lambda.invoke(
              "Topic",
              "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Type\":\"Notification\","
                  + "\"MessageId\":\"3\",\"TopicArn\":\"arn:aws:sns:us-east-1:123456789012:t\","
                  + "\"Message\":\"/topic\"}}]}",
              null);

      assertNull(queue.functionError(), queue::text);
      assertEquals("{\"batchItemFailures\":[]}", queue.text());
      assertEquals("\"ok\"", topic.text());
      Traces traces = aws.smoke.await(all -> entities(all) == 7);
      aws.smoke.assertInvariants();
      aws.smoke.assertGolden("lambda-messages", traces);
      assertTrue(traces.all().stream().noneMatch(trace -> trace.id().equals(ROOT)));
    }
  }

  private static String sqs(String id, String body, String header) {
    return "{\"messageId\":\""
        + id
        + "\",\"receiptHandle\":\"r\",\"body\":\""
        + body
        + "\",\"attributes\":{\"AWSTraceHeader\":\""
        + header
        + "\",\"ApproximateReceiveCount\":\"1\"},\"messageAttributes\":{},"
        + "\"eventSource\":\"aws:sqs\",\"awsRegion\":\"us-east-1\","
        + "\"eventSourceARN\":\"arn:aws:sqs:us-east-1:123456789012:orders\"}";
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void joinsWhatTheFunctionSaysWithAmazonsSdk(Jvms.Installed jvm) throws Exception {
    try (LambdaSmoke aws = new LambdaSmoke("lambda-annotated", jvm)) {
      aws.deploy(aws.traced("Annotated").frozen());

      assertEquals("\"200\"", aws.lambda.invoke("Annotated", "\"pen\"", null).text());
      assertEquals("\"200\"", aws.lambda.invoke("Annotated", "\"ink\"", null).text());

      Traces traces = aws.smoke.await(all -> entities(all) == 8);
      aws.smoke.assertInvariants();
      aws.smoke.assertGolden("lambda-annotated", traces);
      List<String> annotated =
          traces.all().stream()
              .flatMap(trace -> trace.entities().stream())
              .filter(entity -> "price".equals(entity.name()))
              .map(entity -> entity.text("annotations", "sku"))
              .toList();
      assertEquals(List.of("pen", "ink"), annotated);
    }
  }
}
