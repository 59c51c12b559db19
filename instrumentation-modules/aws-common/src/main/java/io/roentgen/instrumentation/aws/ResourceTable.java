package io.roentgen.instrumentation.aws;

import io.roentgen.trace.Settings;
import io.roentgen.trace.Tracer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is recorded of which operation: our table, whose lines are read when their operation is
 * called for the first time, and the user's file over it.
 */
final class ResourceTable {

  /** The key of the user's file, without {@code roentgen.}. */
  static final String MANIFEST = "aws.service.handler.manifest";

  private static final String RESOURCE = "resources.txt";

  private final Map<String, Section> sections;

  private ResourceTable(Map<String, Section> sections) {
    this.sections = sections;
  }

  /** Read when the first call to AWS is recorded. */
  private static final class Agent {
    static final ResourceTable TABLE = load(Settings.get(MANIFEST));
  }

  static ResourceTable ofAgent() {
    return Agent.TABLE;
  }

  /**
   * Our table with the user's file, if any, over it. A broken file is told of and left out.
   *
   * @param manifest the file's name, or null
   */
  static ResourceTable load(String manifest) {
    Map<String, Section> sections = parse(builtIn());
    if (manifest != null) {
      add(manifest, sections);
    }
    return new ResourceTable(sections);
  }

  private static void add(String file, Map<String, Section> sections) {
    String key = "roentgen." + MANIFEST + "=" + file;
    try {
      Manifest manifest = Manifest.read(file);
      manifest.addTo(sections);
      if (!manifest.refused().isEmpty()) {
        Tracer.warn(key + ": never recorded are " + manifest.refused());
      }
    } catch (IOException | RuntimeException broken) {
      Tracer.warn(key + " is not used: " + broken.getMessage());
    }
  }

  /** Never null; {@link Operation#UNKNOWN} has no fields. */
  Operation find(String service, String operation) {
    Section section = service == null || operation == null ? null : sections.get(service);
    return section == null ? Operation.UNKNOWN : section.find(operation);
  }

  /** The operations of one service. */
  static final class Section {

    private final Map<String, Operation> known = new ConcurrentHashMap<>();

    /** Lines, each after a line feed. */
    private final String lines;

    Section(String lines) {
      this.lines = lines;
    }

    /** In place of the line, if there is one. */
    void put(String name, Operation operation) {
      known.put(name, operation);
    }

    Operation find(String name) {
      Operation operation = known.get(name);
      if (operation == null) {
        operation = parse(name);
        known.put(name, operation);
      }
      return operation;
    }

    private Operation parse(String name) {
      int at = lines.indexOf("\n" + name + " ");
      if (at < 0) {
        return Operation.UNKNOWN;
      }
      int members = at + name.length() + 2;
      int end = lines.indexOf('\n', members);
      return Line.parse(lines.substring(members, end < 0 ? lines.length() : end));
    }
  }

  private static Map<String, Section> parse(String text) {
    Map<String, Section> sections = new HashMap<>(64);
    int open = text.indexOf("\n[");
    while (open >= 0) {
      int close = text.indexOf(']', open);
      int next = text.indexOf("\n[", close);
      Section section = new Section(text.substring(close + 1, next < 0 ? text.length() : next));
      for (String name : Line.split(text.substring(open + 2, close), ',')) {
        sections.put(name.trim(), section);
      }
      open = next;
    }
    return sections;
  }

  static String builtIn() {
    try (InputStream in = ResourceTable.class.getResourceAsStream(RESOURCE)) {
      return in == null ? "" : readAll(in, Integer.MAX_VALUE).toString("US-ASCII");
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** Throws an IOException if there is more than that. */
  static ByteArrayOutputStream readAll(InputStream in, int max) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(32_768);
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      all.write(buffer, 0, read);
      if (all.size() > max) {
        throw new IOException("larger than " + max + " bytes");
      }
    }
    return all;
  }
}
