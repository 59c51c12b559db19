package io.roentgen.testing;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Looks into every thread of the JVM. */
public final class Threads {

  private static final Field LOCALS;
  private static final Method GET_ENTRY;
  private static final Field VALUE;
  private static final ThreadLocal<?> CURRENT;
  private static final Field CONTEXT;

  static {
    try {
      Module here = Threads.class.getModule();
      ByteBuddyAgent.install()
          .redefineModule(
              Object.class.getModule(),
              Set.of(),
              Map.of(),
              Map.of("java.lang", Set.of(here)),
              Set.of(),
              Map.of());
      LOCALS = open(Thread.class, "threadLocals");
      Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
      GET_ENTRY = map.getDeclaredMethod("getEntry", ThreadLocal.class);
      GET_ENTRY.setAccessible(true);
      VALUE = open(Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry"), "value");
      Class<?> current = Class.forName("io.roentgen.trace.Current");
      CURRENT = (ThreadLocal<?>) open(current, "LOCAL").get(null);
      CONTEXT = open(current, "context");
      Tracer.current();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Threads() {}

  private static Field open(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** The threads that have something current right now, and what. */
  public static List<String> busy() {
    List<String> busy = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      TraceContext context = contextOf(thread);
      if (context != null) {
        busy.add(thread.getName() + ": " + context.header());
      }
    }
    return busy;
  }

  private static TraceContext contextOf(Thread thread) {
    try {
      Object map = LOCALS.get(thread);
      Object entry = map == null ? null : GET_ENTRY.invoke(map, CURRENT);
      Object current = entry == null ? null : VALUE.get(entry);
      return current == null ? null : (TraceContext) CONTEXT.get(current);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
