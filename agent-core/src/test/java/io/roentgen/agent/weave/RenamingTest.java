package io.roentgen.agent.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RenamingTest {

  private static final Renaming TO_BE = new Renaming("java.util.concurrent.atomic", "renamed.at");

  /** One constant of each kind that the compiler makes of ordinary code. */
  static final class Subject implements Supplier<String> {
    @Override
    public String get() {
      Supplier<Object> lambda = () -> 5_000_000_000L + 2.5 + 70_000 + 1.25f;
      return "java.util.concurrent.atomic.X java/util/concurrent/atomic \u00e4\u0000\ud83d\ude00 "
          + lambda.get();
    }
  }

  private static final class Definer extends ClassLoader {
    Definer() {
      super(RenamingTest.class.getClassLoader());
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static byte[] classFile(Class<?> type) throws Exception {
    String file = '/' + type.getName().replace('.', '/') + ".class";
    try (InputStream in = RenamingTest.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  @Test
  void whateverIsNotNamedStaysByteForByte() throws Exception {
    for (Class<?> type : new Class<?>[] {Subject.class, WovenMethod.class, String.class}) {
      byte[] bytes = classFile(type);
      assertArrayEquals(bytes, new Renaming("no.such", "thing").apply(bytes));
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void stringsAreRenamedAndTheClassStillRuns() throws Exception {
    Definer definer = new Definer();
    Class<?> renamed =
        definer.define(Subject.class.getName(), TO_BE.apply(classFile(Subject.class)));
    Constructor<?> constructor = renamed.getDeclaredConstructor();
    constructor.setAccessible(true);
    Supplier<String> subject = (Supplier<String>) constructor.newInstance();
    assertEquals("renamed.at.X renamed/at \u00e4\u0000\ud83d\ude00 5.00007000375E9", subject.get());
  }

  @Test
  void typesAreRenamed() throws Exception {
    String name = Subject.class.getName();
    byte[] bytes =
        new Renaming("io.roentgen.agent.weave", "io.roentgen.elsewhere")
            .apply(classFile(Subject.class));
    Class<?> renamed = new Definer().define(name.replace("agent.weave", "elsewhere"), bytes);
    assertEquals("io.roentgen.elsewhere", renamed.getPackageName());
  }
}
