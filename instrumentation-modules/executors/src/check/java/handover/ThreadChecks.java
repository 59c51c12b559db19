package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Threads the application starts itself. */
final class ThreadChecks extends Checks {

  ThreadChecks() {
    all.put("Thread.start", this::start);
    all.put("a Thread that overrides run", this::overridesRun);
    all.put("a Thread that overrides start", this::overridesStart);
    all.put("a thread that starts a thread", this::nested);
    all.put("a thread made in a request and started outside", this::startedOutside);
    all.put("a thread started outside of a request", this::outside);
    all.put("starting twice fails as ever", this::twice);
    all.put("fork-join workers do not inherit", this::forkJoinWorker);
    try {
      Class.forName("java.net.http.HttpClient");
      all.put("the selector thread of java.net.http does not inherit", this::selector);
    } catch (ClassNotFoundException e) {
      // Java 8, or a runtime without the module
    }
  }

  private void start() throws Exception {
    Seen seen = new Seen();
    TraceContext context = request(() -> new Thread(seen).start());
    same(context, seen.context(), "in the thread");
  }

  private void overridesRun() throws Exception {
    Seen seen = new Seen();
    TraceContext context =
        request(
            () ->
                new Thread() {
                  @Override
                  public void run() {
                    seen.run();
                  }
                }.start());
    same(context, seen.context(), "in the thread");
  }

  private void overridesStart() throws Exception {
    Seen seen = new Seen();
    TraceContext context =
        request(
            () ->
                new Thread(seen) {
                  @Override
                  public synchronized void start() {
                    setDaemon(true);
                    super.start();
                  }
                }.start());
    same(context, seen.context(), "in the thread");
  }

  private void nested() throws Exception {
    Seen seen = new Seen();
    TraceContext context = request(() -> new Thread(() -> new Thread(seen).start()).start());
    same(context, seen.context(), "in the inner thread");
  }

  private void startedOutside() throws Exception {
    Seen seen = new Seen();
    Thread[] thread = new Thread[1];
    request(() -> thread[0] = new Thread(seen));
    thread[0].start();
    same(null, seen.context(), "in the thread");
  }

  private void outside() throws Exception {
    Seen seen = new Seen();
    new Thread(seen).start();
    same(null, seen.context(), "in the thread");
  }

  private void twice() throws Exception {
    Seen seen = new Seen();
    Thread thread = new Thread(seen);
    thread.start();
    seen.context();
    thread.join();
    request(
        () -> {
          try {
            thread.start();
            throw new AssertionError("started twice");
          } catch (IllegalThreadStateException e) {
            same(null, e.getMessage(), "message");
          }
        });
  }

  /** With a direct executor a client does all its work on its selector thread. */
  private void selector() throws Exception {
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    Executor direct =
        task -> {
          seen.add(String.valueOf(Tracer.current()));
          task.run();
        };
    Class<?> type = Class.forName("java.net.http.HttpClient");
    Class<?> builder = Class.forName("java.net.http.HttpClient$Builder");
    Object[] client = new Object[1];
    request(
        () -> {
          Object made = type.getMethod("newBuilder").invoke(null);
          builder.getMethod("executor", Executor.class).invoke(made, direct);
          client[0] = builder.getMethod("build").invoke(made);
        });
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Class<?> requestType = Class.forName("java.net.http.HttpRequest");
      Object builtRequest =
          Class.forName("java.net.http.HttpRequest$Builder")
              .getMethod("build")
              .invoke(
                  requestType
                      .getMethod("newBuilder", URI.class)
                      .invoke(null, URI.create("http://127.0.0.1:" + server.getLocalPort())));
      Class<?> handler = Class.forName("java.net.http.HttpResponse$BodyHandler");
      Object discarding =
          Class.forName("java.net.http.HttpResponse$BodyHandlers")
              .getMethod("discarding")
              .invoke(null);
      Future<?> response =
          (Future<?>)
              type.getMethod("sendAsync", requestType, handler)
                  .invoke(client[0], builtRequest, discarding);
      try (Socket socket = server.accept()) {
        socket.getInputStream().read();
        socket.getOutputStream().write("HTTP/1.1 204 No\r\n\r\n".getBytes("US-ASCII"));
        response.get(30, TimeUnit.SECONDS);
      }
    }
    isTrue(!seen.isEmpty(), "something ran");
    for (Object context : seen) {
      equal("null", context, "on the selector thread");
    }
  }

  private void forkJoinWorker() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    request(() -> pool.submit(() -> {}).get());
    Seen seen = new Seen();
    pool.execute(seen);
    same(null, seen.context(), "in a worker started by a request");
    same(null, Tracer.current(), "here");
    stop(pool);
  }
}
