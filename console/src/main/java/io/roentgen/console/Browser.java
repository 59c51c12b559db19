package io.roentgen.console;

import java.io.File;
import java.io.IOException;

/** The user's browser. */
final class Browser {

  private Browser() {}

  /** Opens an address in it; false if there is none. */
  static boolean open(String url) {
    String[] command = command(System.getProperty("os.name", "").toLowerCase());
    if (command == null) {
      return false;
    }
    String[] whole = new String[command.length + 1];
    System.arraycopy(command, 0, whole, 0, command.length);
    whole[command.length] = url;
    try {
      File nowhere = new File(command[0].equals("rundll32") ? "NUL" : "/dev/null");
      new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(nowhere).start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String[] command(String system) {
    if (system.startsWith("mac")) {
      return new String[] {"open"};
    }
    if (system.startsWith("windows")) {
      return new String[] {"rundll32", "url.dll,FileProtocolHandler"};
    }
    boolean desktop = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    return desktop ? new String[] {"xdg-open"} : null;
  }
}
