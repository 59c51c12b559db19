package io.roentgen.testing;

import io.roentgen.agent.weave.ClassFiles;
import io.roentgen.agent.weave.Streams;
import io.roentgen.agent.weave.Transformer;
import io.roentgen.agent.weave.WeaveIndex;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Sampler;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Settings;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Weaves the modules on the test's class path into the test's JVM, as the agent would, and keeps
 * what they record. Register it as a static field:
 *
 * <pre>
 *   {@literal @}RegisterExtension static final Recorded recorded = new Recorded();
 *
 *   Segment segment = recorded.trace(() -> client.execute(..));
 *   Subsegment call = recorded.only(segment);
 * </pre>
 *
 * <p>After each test no thread may have been left with something current.
 */
public final class Recorded implements BeforeEachCallback, AfterEachCallback {

  private static final String INDEX = "META-INF/roentgen/";
  private static final AtomicBoolean INSTALLED = new AtomicBoolean();
  private static final CopyOnWriteArrayList<Entity> OFFERED = new CopyOnWriteArrayList<>();

  private static final Sampler ALL = (host, method, path) -> true;

  private static volatile Sampler sampler = ALL;

  /** Code under test. */
  public interface Action {
    /** Runs it. */
    void run() throws Exception;
  }

  /** Asks the one of the test that runs. */
  private static final class TestsSampler implements Sampler {

    @Override
    public boolean sample(String host, String method, String path) {
      return sampler.sample(host, method, path);
    }

    @Override
    public String sampledBy(String service, String host, String method, String path) {
      return sampler.sampledBy(service, host, method, path);
    }
  }

  /** Installs the weaving on first use. Use before a class of the library is loaded. */
  public Recorded() {
    if (INSTALLED.compareAndSet(false, true)) {
      Settings.install(Map.of("sql", "sanitized"));
      Tracer.install("test", new TestsSampler(), OFFERED::add);
      Transformer.install(
          ByteBuddyAgent.install(), WeaveIndex.parse(index(), module -> true), new TestClasses());
    }
  }

  private static final class TestClasses implements ClassFiles {
    @Override
    public byte[] find(String path) {
      try (InputStream in = Recorded.class.getClassLoader().getResourceAsStream(path)) {
        return in == null ? null : Streams.readAll(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Of all modules on the class path: directories in their own build, jars in a later one's. */
  private static String index() {
    StringBuilder text = new StringBuilder();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    try {
      for (String entry : classPath.split(File.pathSeparator)) {
        File file = new File(entry);
        if (file.isFile() && file.getName().startsWith("roentgen-")) {
          readJar(file, text);
        } else if (file.isDirectory()) {
          readDirectory(new File(file, INDEX), text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void readDirectory(File folder, StringBuilder text) throws IOException {
    File[] files = folder.listFiles();
    if (files != null) {
      for (File file : files) {
        text.append(Files.readString(file.toPath(), StandardCharsets.US_ASCII));
      }
    }
  }

  private static void readJar(File file, StringBuilder text) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(INDEX) && !entry.isDirectory()) {
          try (InputStream in = jar.getInputStream(entry)) {
            text.append(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
          }
        }
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    OFFERED.clear();
    sampler = ALL;
    Tracer.attach(null);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TraceContext left = Tracer.attach(null);
    if (left != null) {
      throw new AssertionError("left current on the test's thread: " + left);
    }
  }

  /** Runs the action inside a sampled segment and returns that. */
  public Segment trace(Action action) throws Exception {
    return (Segment) run("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1", action);
  }

  /** Runs the action inside a request that is not sampled. */
  public void unsampled(Action action) throws Exception {
    run("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0", action);
  }

  private static TraceContext run(String header, Action action) throws Exception {
    TraceContext context = Tracer.enterSegment(header, "test", "GET", "/");
    try {
      action.run();
    } finally {
      Tracer.end(context);
    }
    return context;
  }

  /** Decides on traces that begin here, until the test ends; all are sampled otherwise. */
  public void sample(Sampler sampler) {
    Recorded.sampler = sampler;
  }

  /** What was handed to the emitter since the test began. */
  public List<Entity> offered() {
    return new ArrayList<>(OFFERED);
  }

  /** The segments among {@link #offered()}. */
  public List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (Entity entity : OFFERED) {
      if (entity instanceof Segment segment) {
        segments.add(segment);
      }
    }
    return segments;
  }

  /** The ended children of an entity, in order. Takes them: ask once. */
  public List<Subsegment> children(Entity entity) {
    List<Subsegment> children = new ArrayList<>();
    for (Subsegment child = Subsegment.takeChildren(entity); child != null; child = child.next()) {
      children.add(child);
    }
    return Collections.unmodifiableList(children);
  }

  /** The one child of an entity. Takes it: ask once. */
  public Subsegment only(Entity entity) {
    List<Subsegment> children = children(entity);
    if (children.size() != 1) {
      List<String> names = new ArrayList<>();
      for (Subsegment child : children) {
        names.add(child.name());
      }
      throw new AssertionError("wanted one subsegment, got " + names);
    }
    return children.get(0);
  }
}
