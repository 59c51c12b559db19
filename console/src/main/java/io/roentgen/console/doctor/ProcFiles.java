package io.roentgen.console.doctor;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Linux's {@code /proc}: the processes, with their words and variables. */
final class ProcFiles {

  private static final File PROC = new File("/proc");
  private static final long SIGQUIT = 1L << 2;

  private ProcFiles() {}

  static boolean exist() {
    return new File(PROC, "self/cmdline").exists();
  }

  /** The process ids of everything that is called java. */
  static List<Long> javas() {
    List<Long> pids = new ArrayList<>();
    String[] names = PROC.list();
    for (String name : names == null ? new String[0] : names) {
      if (name.chars().allMatch(Character::isDigit)) {
        List<String> words = words(Long.parseLong(name));
        if (!words.isEmpty() && new File(words.get(0)).getName().equals("java")) {
          pids.add(Long.valueOf(name));
        }
      }
    }
    return pids;
  }

  static long self() {
    try {
      return Long.parseLong(new File(PROC, "self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  /** The command and its words; empty if there is no such process. */
  static List<String> words(long pid) {
    return parts(pid, "cmdline");
  }

  /** Null if it isn't ours to read. */
  static Map<String, String> environment(long pid) {
    if (!new File(PROC, pid + "/environ").canRead()) {
      return null;
    }
    Map<String, String> variables = new HashMap<>();
    for (String part : parts(pid, "environ")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        variables.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return variables;
  }

  /**
   * Whether a JVM may be asked: that takes a signal, QUIT, which kills a JVM started with {@code
   * -Xrs}.
   */
  static boolean takesQuit(long pid) {
    for (String line : read(pid, "status").split("\n")) {
      if (line.startsWith("SigCgt:")) {
        return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & SIGQUIT) != 0;
      }
    }
    return false;
  }

  private static List<String> parts(long pid, String file) {
    String text = read(pid, file);
    return text.isEmpty() ? new ArrayList<>() : Arrays.asList(text.split("\0"));
  }

  private static String read(long pid, String file) {
    try (InputStream in = new FileInputStream(new File(PROC, pid + "/" + file))) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
      return new String(all.toByteArray(), Charset.defaultCharset());
    } catch (IOException e) {
      return "";
    }
  }
}
