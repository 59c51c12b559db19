package io.roentgen.instrumentation.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MembersTest {

  @Test
  void looksForAMemberOnce() throws Throwable {
    AtomicInteger lookups = new AtomicInteger();
    Members members =
        new Members() {
          @Override
          protected Member find(Object owner, String name) {
            lookups.incrementAndGet();
            return name.equals("Absent") ? null : any -> name + any;
          }
        };
    for (int i = 0; i < 3; i++) {
      assertEquals("Name17", members.get(17, "Name"));
      assertNull(members.get(17, "Absent"));
      assertEquals("Nameseventeen", members.get("seventeen", "Name"));
    }
    assertEquals(3, lookups.get());
  }

  @Test
  void keepsNoApplicationAlive() throws Throwable {
    Members members = new BeanMembers();
    WeakReference<Class<?>> type = new WeakReference<>(readIn(new Copies(), members));
    await()
        .until(
            () -> {
              System.gc();
              return type.get() == null;
            });
    assertEquals("orders", members.get(new Order(), "TableName"));
  }

  private static Class<?> readIn(ClassLoader loader, Members members) throws Throwable {
    Class<?> type = Class.forName(Order.class.getName(), true, loader);
    assertEquals("orders", members.get(type.getConstructor().newInstance(), "TableName"));
    return type;
  }

  /** An application of its own. */
  private static final class Copies extends ClassLoader {
    Copies() {
      super(MembersTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Order.class.getName())) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
