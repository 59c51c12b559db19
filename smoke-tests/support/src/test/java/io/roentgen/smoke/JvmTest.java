package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JvmTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  /** Serves a file that it deletes at its end. */
  static final class Server {
    public static void main(String[] args) throws IOException {
      Path directory = ServerProcess.temporaryDirectory("test");
      Files.createFile(Files.createDirectory(directory.resolve("below")).resolve("file"));
      System.out.println("property " + System.getProperty("some.key"));
      System.out.println("variable " + System.getenv("SOME_KEY"));
      ServerProcess.serve(
          "test", directory.toUri().toString(), () -> System.out.println("closed"), directory);
    }
  }

  /** Ends before it is ready. */
  static final class Failing {
    public static void main(String[] args) {
      System.err.println("cannot");
      System.exit(3);
    }
  }

  @Test
  void startsWaitsAndStops() throws Exception {
    JvmProcess process =
        jvm(Server.class)
            .property("some.key", "some value")
            .environment("SOME_KEY", "another")
            .start(directory);
    Path temporary = Path.of(URI.create(process.awaitReady(PATIENCE)));
    assertTrue(Files.exists(temporary.resolve("below").resolve("file")));
    assertTrue(process.isAlive());

    assertEquals(0, process.stop());

    assertFalse(process.isAlive());
    assertFalse(Files.exists(temporary), temporary.toString());
    assertTrue(process.output().contains("property some value"), process.output().toString());
    assertTrue(process.output().contains("variable another"), process.output().toString());
    assertTrue(process.output().contains("closed"), process.output().toString());
  }

  @Test
  void tellsWhyItNeverWasReady() throws Exception {
    try (JvmProcess process = jvm(Failing.class).start(directory)) {
      IllegalStateException failure =
          assertThrows(IllegalStateException.class, () -> process.awaitReady(PATIENCE));
      assertTrue(failure.getMessage().contains("cannot"), failure.getMessage());
      assertEquals(3, process.stop());
    }
  }

  private static Jvm jvm(Class<?> mainClass) {
    return Jvm.ofClass("test", System.getProperty("java.class.path"), mainClass.getName());
  }
}
