package io.roentgen.agent;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.Constructor;

/** Threads of the agent's own, which belong to no request and to no web application. */
public final class AgentThread {

  private AgentThread() {}

  /**
   * A thread that does not keep the JVM alive, without the inheritable thread locals of the request
   * that happens to need it first.
   */
  public static Thread create(Runnable task, String name) {
    Thread fresh = inRootGroup(task, name);
    fresh.setDaemon(true);
    fresh.setContextClassLoader(null);
    return fresh;
  }

  /** Starts it outside of the trace that is current here. */
  public static void start(Thread fresh) {
    TraceContext current = Tracer.attach(null);
    try {
      fresh.start();
    } finally {
      Tracer.restore(current);
    }
  }

  private static Thread inRootGroup(Runnable task, String name) {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group != null && group.getParent() != null) {
      group = group.getParent();
    }
    try {
      Constructor<Thread> since9 =
          Thread.class.getConstructor(
              ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
      return since9.newInstance(group, task, name, 0L, false);
    } catch (ReflectiveOperationException e) {
      return new Thread(group, task, name);
    }
  }
}
