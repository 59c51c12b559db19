package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.roentgen.console.trace.TraceSummary;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter is asked about every trace of a store: it allocates nothing. */
class FilterCostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok",
        "!fault AND !error AND !throttle AND !partial AND inferred",
        "responsetime > 0.5 duration < 100 http.status = 200",
        "http.url CONTAINS \"/orders/\" AND http.method = \"GET\"",
        "http.url http.useragent BEGINSWITH \"curl\" http.clientip",
        "user = \"alice\" message CONTAINS \"stock\" availabilityzone instance.id resource.arn",
        "annotation.customer = \"gold\" AND annotation.items > 2 AND annotation.vip",
        "service(\"stock\") { fault responsetime > 0.1 annotation.warehouse = \"north\" }",
        "service(id(type: \"AWS::DynamoDB::Table\")) { throttle message CONTAINS \"Rate\" }",
        "edge(\"shop\", \"orders\") { error duration < 5 http.status = 400 annotation.shard }"
      })
  void allocatesNothing(String expression) throws Exception {
    TraceSummary shop = Traces.of(Traces.lines("shop.jsonl"));
    Filter filter = Filter.parse(expression);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    // The first rounds load classes; any later one would show an object for each trace.
    int rounds = 10_000;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      int matched = 0;
      for (int i = 0; i < rounds; i++) {
        matched += filter.matches(shop) ? 1 : 0;
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
      assertEquals(rounds, matched);
    }
    assertTrue(least < rounds, expression + " allocates " + least + " bytes");
  }
}
