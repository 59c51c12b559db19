package io.roentgen.instrumentation.javax.servlet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.Container;
import com.example.Redeployable;
import io.roentgen.trace.Segment;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A web application with a loader of its own, deployed and undeployed while Tomcat runs. */
class RedeployTest {

  private static final int TIMES = 50;
  private static final List<String> PATHS =
      List.of("/s/plain", "/s/forward", "/s/throw", "/async/complete", "/async/dispatch");

  @RegisterExtension final Served served = new Served();

  @Test
  void noLoaderIsKept(@TempDir Path folder) throws Exception {
    Container container = Served.container();
    assumeTrue(container instanceof Redeployable, "only Tomcat's deployer is tried");
    writeClasses(folder);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      loaders.add(deployOnce((Redeployable) container, folder));
    }
    await("loaders collected")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              return loaders.stream().allMatch(loader -> loader.get() == null);
            });
  }

  private WeakReference<ClassLoader> deployOnce(Redeployable container, Path folder)
      throws Exception {
    ClassLoader loader = container.deploy(folder.toString());
    assertNotSame(loader, Containers.app("App").getClassLoader());
    for (String path : PATHS) {
      served.get("/again" + path);
    }
    int calls = 0;
    for (Segment segment : served.segments()) {
      calls += Served.calls(segment).size();
    }
    assertEquals(7, calls);
    container.undeploy();
    served.forget();
    return new WeakReference<>(loader);
  }

  private static void writeClasses(Path folder) throws Exception {
    String app = Containers.app("App").getPackageName();
    Path classes = folder.resolve("WEB-INF/classes").resolve(app.replace('.', '/'));
    Files.createDirectories(classes);
    Path compiled = Path.of(Containers.class.getResource("/com/example/javax/servlet").toURI());
    try (Stream<Path> files = Files.list(compiled)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        write(app, file.getFileName().toString(), classes);
      }
    }
  }

  private static void write(String app, String file, Path folder) throws IOException {
    if (!file.contains("Container")) {
      String name = file.substring(0, file.length() - ".class".length());
      Files.write(folder.resolve(file), Containers.classFile(app + '.' + name));
    }
  }
}
