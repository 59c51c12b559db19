package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.concurrent.ForkJoinPool;

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
