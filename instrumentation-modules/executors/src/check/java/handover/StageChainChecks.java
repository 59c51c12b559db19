package handover;

import io.roentgen.trace.TraceContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Stages in company. */
final class StageChainChecks extends Checks {

  private final ExecutorService pool = StageChecks.daemon();

  StageChainChecks() {
    all.put("a chain over two pools", this::chain);
    all.put("an asynchronous task may throw", this::throwing);
    all.put("no function, no change", this::noFunction);
  }

  private void chain() throws Exception {
    ExecutorService second = Executors.newFixedThreadPool(1);
    StageChecks.One[] seen = {
      new StageChecks.One("a"),
      new StageChecks.One("b"),
      new StageChecks.One("c"),
      new StageChecks.One("d")
    };
    List<CompletableFuture<?>> ends = new ArrayList<>();
    TraceContext context =
        request(
            () ->
                ends.add(
                    CompletableFuture.supplyAsync((Supplier<Object>) seen[0], pool)
                        .thenApplyAsync((Function<Object, Object>) seen[1], second)
                        .thenCompose(
                            value ->
                                CompletableFuture.supplyAsync((Supplier<Object>) seen[2], pool))
                        .thenAccept((Consumer<Object>) seen[3])));
    ends.get(0).get(30, TimeUnit.SECONDS);
    for (StageChecks.One one : seen) {
      equal(Collections.singleton(context), one.contexts, "contexts");
    }
    clean(pool);
    clean(second);
    stop(second);
  }

  private void throwing() throws Exception {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    IllegalStateException wanted = new IllegalStateException("wanted");
    request(
        () ->
            ends.add(
                CompletableFuture.runAsync(
                    () -> {
                      throw wanted;
                    },
                    pool)));
    try {
      ends.get(0).get();
      throw new AssertionError("no exception");
    } catch (ExecutionException e) {
      same(wanted, e.getCause(), "the exception");
    }
    clean(pool);
  }

  private void noFunction() throws Exception {
    request(
        () -> {
          try {
            new CompletableFuture<Object>().thenApply(null);
            throw new AssertionError("took null");
          } catch (NullPointerException e) {
            same(null, e.getCause(), "cause");
          }
          try {
            pool.submit((Runnable) null);
            throw new AssertionError("took null");
          } catch (NullPointerException e) {
            same(null, e.getCause(), "cause");
          }
          try {
            pool.execute(null);
            throw new AssertionError("took null");
          } catch (NullPointerException e) {
            same(null, e.getCause(), "cause");
          }
        });
  }
}
