package io.roentgen.agent;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The agent's own log: stderr or a file, no framework. Loading a logging framework in premain is a
 * fifth of other agents' start-up, and freezes the application's logging configuration.
 */
public final class Log {

  /** From silent to talkative. */
  public enum Level {
    /** Nothing at all. */
    OFF,
    /** What keeps the agent from working. */
    ERROR,
    /** What the user should know of and may want to change. */
    WARN,
    /** The banner. */
    INFO,
    /** Everything, with stacks. */
    DEBUG
  }

  /** The same message is printed once in this time. */
  private static final long QUIET_NANOS = 60_000_000_000L;

  private static final int MAX_REMEMBERED = 256;

  private static volatile Level level = Level.INFO;
  private static volatile PrintStream out = System.err;
  private static final Map<String, Repeated> REPEATED = new HashMap<>();

  private Log() {}

  private static final class Repeated {
    long printedAt;
    int suppressed;
  }

  /** Sets level and target; a file that can't be written is named once and stderr stays. */
  public static void configure(Level wanted, String file) {
    level = wanted;
    synchronized (REPEATED) {
      REPEATED.clear();
    }
    if (file == null) {
      out = System.err;
      return;
    }
    try {
      out = new PrintStream(new FileOutputStream(new File(file), true), true);
    } catch (IOException e) {
      warn("cannot write roentgen.log.file " + file + ": " + e.getMessage());
    }
  }

  /** Whether {@link #debug} prints anything. */
  public static boolean isDebug() {
    return level == Level.DEBUG;
  }

  /** Prints at level DEBUG. */
  public static void debug(String message) {
    if (isDebug()) {
      print("DEBUG", message);
    }
  }

  /** Prints at level DEBUG, with the stack. */
  public static void debug(String message, Throwable thrown) {
    if (isDebug()) {
      print("DEBUG", message);
      synchronized (Log.class) {
        thrown.printStackTrace(out);
      }
    }
  }

  /** Prints at level INFO. */
  public static void info(String message) {
    if (level.compareTo(Level.INFO) >= 0) {
      print("INFO", message);
    }
  }

  /** Prints at level WARN, the same message once a minute. */
  public static void warn(String message) {
    limited(Level.WARN, message, null);
  }

  /** Prints at level WARN what went wrong; the stack only at DEBUG. */
  public static void warn(String message, Throwable thrown) {
    limited(Level.WARN, message + ": " + thrown, thrown);
  }

  /** Prints at level ERROR, the same message once a minute. */
  public static void error(String message) {
    limited(Level.ERROR, message, null);
  }

  private static void limited(Level at, String message, Throwable thrown) {
    if (level.compareTo(at) < 0) {
      return;
    }
    int suppressed;
    synchronized (REPEATED) {
      Repeated repeated = REPEATED.get(message);
      long now = System.nanoTime();
      if (repeated != null && now - repeated.printedAt < QUIET_NANOS) {
        repeated.suppressed++;
        return;
      }
      if (repeated == null) {
        if (REPEATED.size() >= MAX_REMEMBERED) {
          REPEATED.clear();
        }
        repeated = new Repeated();
        REPEATED.put(message, repeated);
      }
      suppressed = repeated.suppressed;
      repeated.suppressed = 0;
      repeated.printedAt = now;
    }
    print(
        at.name(), suppressed == 0 ? message : message + " (and " + suppressed + " times before)");
    if (thrown != null) {
      debug("stack", thrown);
    }
  }

  /** One line, whatever the message holds. */
  private static void print(String at, String message) {
    StringBuilder line = new StringBuilder(message.length() + 20);
    line.append("[roentgen] ").append(at).append(' ');
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      line.append(c < ' ' ? ' ' : c);
    }
    synchronized (Log.class) {
      out.println(line);
    }
  }
}
