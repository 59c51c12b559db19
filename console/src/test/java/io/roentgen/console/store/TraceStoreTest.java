package io.roentgen.console.store;

import static io.roentgen.console.trace.Documents.call;
import static io.roentgen.console.trace.Documents.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.trace.BadDocument;
import io.roentgen.console.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceStoreTest {

  private final AtomicLong clock = new AtomicLong(1_000_000);

  private TraceStore store(int traces, long bytes, long age) {
    return new TraceStore(new Limits(traces, bytes, age), clock::get);
  }

  private static Trace.Added add(TraceStore store, String trace, String segment)
      throws BadDocument {
    byte[] document =
        segment
            .replace('\'', '"')
            .replace("1-5759e988-bd862e3fe1be46a994272793", trace)
            .getBytes(StandardCharsets.UTF_8);
    return store.add(document, 0, document.length);
  }

  private static String one(int id) {
    return segment("shop", String.format("%016x", id), null, "");
  }

  private static List<String> ids(TraceStore store) {
    List<String> ids = new ArrayList<>();
    store.all().forEach(trace -> ids.add(trace.id()));
    return ids;
  }

  @Test
  void theOldestGoFirstWhenThereAreTooMany() throws Exception {
    TraceStore store = store(3, 1 << 20, 1 << 20);
    for (String trace : List.of("a", "b", "c", "d", "e")) {
      add(store, trace, one(1));
    }
    assertEquals(List.of("c", "d", "e"), ids(store));
    assertEquals(2, store.figures().evicted);
    assertEquals(3, store.figures().documents);
    assertNull(store.find("a"));
  }

  @Test
  void theOldestGoFirstWhenTheyAreTooLarge() throws Exception {
    TraceStore store = store(1_000, 20_000, 1 << 20);
    for (int i = 0; i < 100; i++) {
      add(store, "t" + i, one(i));
      assertTrue(store.figures().bytes <= 20_000);
    }
    assertEquals("t99", ids(store).get(ids(store).size() - 1));
    assertTrue(store.figures().traces > 10);
  }

  @Test
  void oneTraceThatIsTooLargeAloneStays() throws Exception {
    TraceStore store = store(10, 2_000, 1 << 20);
    add(store, "other", one(0));
    for (int i = 1; i < 50; i++) {
      add(store, "large", one(i));
    }
    assertEquals(List.of("large"), ids(store));
  }

  @Test
  void theOldGoByThemselves() throws Exception {
    TraceStore store = store(10, 1 << 20, 1_000);
    add(store, "a", one(1));
    clock.addAndGet(600);
    add(store, "b", one(1));
    clock.addAndGet(600);
    assertEquals(List.of("b"), ids(store));
    assertEquals(0, store(10, 1 << 20, 1_000).figures().bytes);
  }

  @Test
  void generationChangesWithWhatIsKept() throws Exception {
    TraceStore store = store(10, 1 << 20, 1_000);
    long empty = store.generation();
    add(store, "a", one(1));
    long first = store.generation();
    assertNotEquals(empty, first);
    assertEquals(Trace.Added.DUPLICATE, add(store, "a", one(1)));
    assertEquals(first, store.generation());
    assertEquals(1, store.figures().duplicates);
    store.clear();
    assertNotEquals(first, store.generation());
    assertEquals(0, store.figures().bytes);
    assertEquals(0, store.figures().documents);
  }

  @Test
  void refusesWhatIsNoDocument() {
    TraceStore store = store(10, 1 << 20, 1_000);
    assertThrows(BadDocument.class, () -> add(store, "a", "garbage"));
    assertThrows(BadDocument.class, () -> add(store, "x".repeat(129), one(1)));
    assertEquals(0, store.figures().traces);
  }

  @Test
  void remembersValuesForCompletion() throws Exception {
    TraceStore store = store(10, 1 << 20, 1_000);
    String calls =
        "'user':'anna','annotations':{'size':3,'colour':'red'},'subsegments':["
            + call("db", "2", "'namespace':'remote'")
            + ","
            + call("own work", "3", "")
            + "]";
    add(store, "a", segment("shop", "1", null, calls));
    assertEquals(List.of("anna"), store.seen().users());
    assertTrue(store.seen().annotations().containsAll(List.of("size", "colour")));
    assertEquals(List.of("red"), store.seen().values("colour"));
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    TraceStore store = store(100_000, 1L << 30, 1 << 20);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Void>> work = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int from = t * 2_000;
      work.add(
          () -> {
            for (int i = from; i < from + 2_000; i++) {
              add(store, "t" + i % 500, one(i + 1));
              store.all().get(0).summary();
            }
            return null;
          });
    }
    threads.invokeAll(work).forEach(done -> assertTrue(done.isDone()));
    threads.shutdown();
    assertEquals(500, store.figures().traces);
    assertEquals(8_000, store.figures().documents);
    int entities = 0;
    for (Trace trace : store.all()) {
      entities += trace.summary().nodes().length / 2;
    }
    assertEquals(8_000, entities);
  }

  @Test
  void oneTraceIsForgotten() throws Exception {
    TraceStore store = store(3, 1 << 20, 1 << 20);
    add(store, "a", one(1));
    long bytes = store.figures().bytes;
    long generation = store.generation();
    add(store, "b", one(2));
    assertTrue(store.forget("b"));
    assertFalse(store.forget("b"));
    assertEquals(List.of("a"), ids(store));
    assertEquals(bytes, store.figures().bytes);
    assertEquals(1, store.figures().documents);
    assertEquals(0, store.figures().evicted);
    assertNotEquals(generation + 1, store.generation());
  }

  @Test
  void whatIsForgottenIsGoneFromTheFile(@TempDir Path folder) throws Exception {
    String file = folder.resolve("traces.jsonl").toString();
    TraceStore store = store(3, 1 << 20, 1 << 20);
    store.open(file);
    add(store, "a", one(1));
    add(store, "b", one(2));
    assertTrue(store.forget("a"));
    store.close();
    TraceStore next = store(3, 1 << 20, 1 << 20);
    next.open(file);
    assertEquals(List.of("b"), ids(next));
    next.close();
  }
}
