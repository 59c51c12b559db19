package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks on whatever JVM it runs, from 8, that the context current where a task is handed over is
 * current in the task and gone afterwards. Run with the agent: {@code java -javaagent:roentgen.jar
 * -cp <test classes> handover.HandOverCheck}. Prints PASS or FAIL for each check and exits with the
 * number of failures.
 */
public final class HandOverCheck {

  /** Passes if it returns. */
  public interface Check {
    /** Runs it. */
    void run() throws Exception;
  }

  private HandOverCheck() {}

  /** All checks that this JVM has the classes for, by name. */
  public static Map<String, Check> all() {
    Map<String, Check> all = new LinkedHashMap<>();
    for (Checks checks :
        new Checks[] {
          new PoolChecks(),
          new SubmitChecks(),
          new RejectionChecks(),
          new HoldChecks(),
          new StreamChecks(),
          new StageChainChecks(),
          new PoolSurfaceChecks(),
          new ScheduleChecks(),
          new ForkJoinChecks(),
          new StageChecks(),
          new ThreadChecks(),
          new VirtualThreadChecks(),
          new CrowdChecks()
        }) {
      all.putAll(checks.all);
    }
    return all;
  }

  /** Runs one check and sees that it left nothing behind on this thread. */
  public static void run(Check check) throws Exception {
    check.run();
    TraceContext left = Tracer.attach(null);
    Checks.same(null, left, "left on the calling thread");
  }

  /** Runs all checks. */
  public static void main(String[] arguments) {
    int failed = 0;
    Map<String, Check> all = all();
    for (Map.Entry<String, Check> check : all.entrySet()) {
      try {
        run(check.getValue());
        System.out.println("PASS " + check.getKey());
      } catch (Throwable t) {
        failed++;
        Tracer.attach(null);
        System.out.println("FAIL " + check.getKey() + " " + t);
        t.printStackTrace(System.out);
      }
    }
    System.out.println(
        (failed == 0 ? "PASS" : "FAIL")
            + " java "
            + System.getProperty("java.version")
            + ": "
            + (all.size() - failed)
            + " of "
            + all.size());
    System.exit(failed);
  }
}
