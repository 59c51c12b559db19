package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;

/** One client and one request, used by many threads at once. */
final class AwsThreadsTest extends TopicsContract {

  /** A request may be used again, by several threads at once, and for several clients. */
  @Test
  void keepsCallsOfManyThreadsApart() throws Exception {
    stub.answer(200, TOPICS);
    int threads = 12;
    int rounds = 25;
    ListTopicsRequest request = ListTopicsRequest.builder().build();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (SnsClient sync = sync(ONCE);
        SnsAsyncClient async = async(ONCE)) {
      List<Future<List<Segment>>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        work.add(pool.submit(() -> requests(sync, async, request, rounds)));
      }
      Set<String> recordedHeaders = new HashSet<>();
      for (Future<List<Segment>> future : work) {
        for (Segment segment : future.get()) {
          List<Subsegment> calls = recorded.children(segment);
          assertEquals(3, calls.size());
          for (Subsegment call : calls) {
            assertTrue(call.hasEnded());
            assertFalse(call.fault() || call.error());
            assertEquals(0, call.aws().get("retries"));
            recordedHeaders.add(call.header());
          }
        }
      }
      Set<String> sent = new HashSet<>();
      for (AwsStub.Request arrived : stub.requests()) {
        assertTrue(sent.addAll(arrived.header("X-Amzn-Trace-Id")), "none twice");
      }
      assertEquals(recordedHeaders, sent);
      assertEquals(threads * rounds * 3, sent.size());
    } finally {
      pool.shutdown();
    }
  }

  private static List<Segment> requests(
      SnsClient sync, SnsAsyncClient async, ListTopicsRequest request, int rounds) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      TraceContext context = Tracer.enterSegment(null, "test", "GET", "/");
      sync.listTopics(request);
      CompletableFuture<?> first = async.listTopics(request);
      CompletableFuture<?> second = async.listTopics(request);
      first.join();
      second.join();
      Tracer.end(context);
      segments.add((Segment) context);
    }
    return segments;
  }
}
