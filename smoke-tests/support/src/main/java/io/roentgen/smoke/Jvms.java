package io.roentgen.smoke;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JVMs to try things on: the one that runs this, others installed beside it, and those named by
 * {@code -Droentgen.jvms=}, Java homes separated by commas.
 */
public final class Jvms {

  /** An installed JVM. */
  public record Installed(Path home, int version) {
    @Override
    public String toString() {
      return "Java " + version;
    }
  }

  private Jvms() {}

  /** One for each version, the JVM that runs this first. */
  public static List<Installed> all() {
    List<Path> homes = new ArrayList<>();
    Path own = Path.of(System.getProperty("java.home"));
    homes.add(own);
    String named = System.getProperty("roentgen.jvms", "");
    for (String home : named.split(",")) {
      if (!home.isBlank()) {
        homes.add(Path.of(home.trim()));
      }
    }
    try (Stream<Path> beside = Files.list(own.toRealPath().getParent())) {
      beside.filter(home -> !Files.isSymbolicLink(home)).sorted().forEach(homes::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Installed> found = new ArrayList<>();
    for (Path home : homes) {
      if (Files.isExecutable(home.resolve("bin/java"))) {
        int version = version(home);
        if (version > 0 && found.stream().noneMatch(other -> other.version() == version)) {
          found.add(new Installed(home, version));
        }
      } else if (named.contains(home.toString())) {
        throw new IllegalArgumentException("roentgen.jvms: there is no bin/java in " + home);
      }
    }
    return found;
  }

  /** Those of at least a version. */
  public static List<Installed> since(int version) {
    return all().stream().filter(jvm -> jvm.version() >= version).toList();
  }

  /** From the file {@code release}; a JVM without one is asked. */
  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release)) {
      return ask(home);
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return number(properties.getProperty("JAVA_VERSION", "").replace("\"", ""));
  }

  private static int ask(Path home) {
    try {
      Process process =
          new ProcessBuilder(
                  home.resolve("bin/java").toString(), "-XshowSettings:properties", "-version")
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes());
      String key = "java.specification.version = ";
      int at = output.indexOf(key);
      return at < 0 ? 0 : number(output.substring(at + key.length()));
    } catch (IOException e) {
      return 0;
    }
  }

  private static int number(String version) {
    String plain = version.startsWith("1.") ? version.substring(2) : version;
    int end = 0;
    while (end < plain.length() && Character.isDigit(plain.charAt(end))) {
      end++;
    }
    return end == 0 ? 0 : Integer.parseInt(plain.substring(0, end));
  }
}
