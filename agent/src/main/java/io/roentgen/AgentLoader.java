package io.roentgen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads the agent and what it uses from folders of roentgen.jar where no other loader looks:
 *
 * <pre>
 *   roentgen.jar
 *     io/roentgen/..     bootstrap class path: the tracer, and these classes
 *     agent/..           this loader: the agent, ASM
 *     modules/..         handlers, defined beside each application loader
 *     console/..         a loader of its own, when it is asked for: see ConsoleLoader
 * </pre>
 *
 * <p>Public because appending the jar to the bootstrap class path, as a last resort, puts a second
 * copy of it there, in another run-time package than {@link Agent}. Its parent is the bootstrap
 * loader, so nothing of the application's can get in between.
 */
public final class AgentLoader extends ClassLoader implements Supplier<ClassLoader> {

  private static final String AGENT = "agent/";
  private static final String TRACER = "io.roentgen.";
  private static final String OWN = "io.roentgen.agent.";

  private final JarFile jar;

  /** Reads from a jar that stays open. */
  public AgentLoader(JarFile jar) {
    super(null);
    this.jar = jar;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(TRACER) && !name.startsWith(OWN)) {
      throw new ClassNotFoundException(name);
    }
    byte[] bytes = read(jar, AGENT + name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** For the agent, which sees nothing of this class: a loader of the console's classes. */
  @Override
  public ClassLoader get() {
    try {
      return ConsoleLoader.of(jar);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An entry of the jar, or null if there is none or it can't be read. */
  public static byte[] read(JarFile jar, String name) {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      int size = (int) entry.getSize();
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(size, 512));
      byte[] buffer = new byte[Math.max(size, 512)];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } catch (IOException e) {
      return null;
    }
  }
}
