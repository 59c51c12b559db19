package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What {@code leave} begins in the background runs to its end in the invocation {@code join}. */
public final class Leftover implements RequestHandler<Map<String, String>, String> {
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch next = new CountDownLatch(1);
  private Future<Integer> left;

  @Override
  public String handleRequest(Map<String, String> event, Context context) {
    try {
      Backend.get("/" + event.get("do"));
      if (event.get("do").equals("leave")) {
        left =
            background.submit(
                () -> {
                  next.await();
                  return Backend.get("/late");
                });
      } else {
        next.countDown();
        left.get();
      }
      return "ok";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
