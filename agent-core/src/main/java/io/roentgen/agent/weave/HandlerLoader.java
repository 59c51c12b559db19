package io.roentgen.agent.weave;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Defines the handlers for the classes of one application loader. It sees both sides:
 *
 * <pre>
 *   bootstrap: the JDK, io.roentgen.trace, io.roentgen.link
 *       ↑                         ↑
 *   application loader ←──── HandlerLoader: io.roentgen.instrumentation.*
 *       ↑                         ↑
 *   woven library class ─indy─────┘
 * </pre>
 *
 * <p>Only call sites of classes in the application loader hold it, so both are collected together.
 *
 * <p>A handler in {@code io.roentgen.instrumentation.javax.x} is written against {@code javax.x}
 * and serves {@code jakarta.x}, the same API under its newer name, as well: there it is defined
 * under the name {@code io.roentgen.instrumentation.jakarta.x}, with every mention of the one
 * package replaced by the other.
 */
final class HandlerLoader extends ClassLoader {

  static final String HANDLERS = "io.roentgen.instrumentation.";
  private static final String HANDLER_FILES = HANDLERS.replace('.', '/');
  private static final String JAVAX = HANDLERS + "javax.";
  private static final String JAKARTA = HANDLERS + "jakarta.";
  private static final String TRACER = "io.roentgen.";

  private final ClassFiles files;
  private final AtomicInteger adapters = new AtomicInteger();

  HandlerLoader(ClassLoader application, ClassFiles files) {
    super(application);
    this.files = files;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(HANDLERS)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : define(name);
      }
    }
    // Not by way of the application's loader: OSGi's and JBoss's hide what they don't know.
    return name.startsWith(TRACER)
        ? Class.forName(name, false, null)
        : super.loadClass(name, resolve);
  }

  @Override
  public InputStream getResourceAsStream(String path) {
    byte[] own = path.startsWith(HANDLER_FILES) ? files.find(path) : null;
    return own != null ? new ByteArrayInputStream(own) : super.getResourceAsStream(path);
  }

  /**
   * Defines what a call site calls, one for each: it knows its site.
   *
   * @param handler the name of the handler's class
   */
  Class<?> adapter(String handler, HandlerMethod method, MethodType type, boolean exit) {
    String name = handler + "$$" + method.name + adapters.incrementAndGet();
    byte[] bytes = Adapter.write(name, handler, method, type, exit);
    return defineClass(name, bytes, 0, bytes.length);
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = name.startsWith(JAKARTA) ? renamed(name) : classFile(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] classFile(String name) {
    return files.find(name.replace('.', '/') + ".class");
  }

  private byte[] renamed(String name) {
    byte[] bytes = classFile(JAVAX + name.substring(JAKARTA.length()));
    String api = name.substring(HANDLERS.length(), name.lastIndexOf('.'));
    return bytes == null
        ? null
        : new Renaming("javax" + api.substring("jakarta".length()), api).apply(bytes);
  }
}
