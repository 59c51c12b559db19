package io.roentgen.console.doctor;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The words of a {@code java} command: options, what runs, and its own arguments. */
final class JavaArguments {

  private static final String AGENT = "-javaagent:";

  /** Options whose value is the next word. */
  private static final Set<String> WITH_VALUE =
      new HashSet<>(
          Arrays.asList(
              "-cp",
              "-classpath",
              "--class-path",
              "-p",
              "--module-path",
              "--upgrade-module-path",
              "--add-modules",
              "--add-reads",
              "--add-exports",
              "--add-opens",
              "--limit-modules",
              "--patch-module",
              "--enable-native-access",
              "--source"));

  private final List<String> options;
  private final List<String> program;

  /**
   * @param words without the command itself
   */
  JavaArguments(List<String> words) {
    int at = 0;
    while (at < words.size() && isOption(words.get(at))) {
      at += WITH_VALUE.contains(words.get(at)) ? 2 : 1;
    }
    at = Math.min(at, words.size());
    options = words.subList(0, at);
    program = words.subList(at, words.size());
  }

  private static boolean isOption(String word) {
    boolean what = word.equals("-jar") || word.equals("-m") || word.equals("--module");
    return !what && (word.startsWith("-") || word.startsWith("@"));
  }

  /** The jar's file name, or the main class without its package; empty if nothing runs. */
  String what() {
    if (program.isEmpty()) {
      return "";
    }
    boolean named = program.get(0).startsWith("-") && program.size() > 1;
    String what = program.get(named ? 1 : 0);
    int cut = Math.max(what.lastIndexOf('/'), what.lastIndexOf(File.separatorChar));
    String last = what.substring(cut + 1);
    return last.endsWith(".jar") ? last : last.substring(last.lastIndexOf('.') + 1);
  }

  /** The path in the agent's flag, or null. */
  String agent() {
    return agent(options);
  }

  /** The path in a flag that stands where only the application sees it, or null. */
  String agentTooLate() {
    return agent(program);
  }

  /** Options in a file, which isn't read here. */
  boolean hasFile() {
    for (String option : options) {
      if (option.startsWith("@")) {
        return true;
      }
    }
    return false;
  }

  /** The value of a system property, or null. */
  String property(String key) {
    String value = null;
    String start = "-D" + key + "=";
    for (String option : options) {
      if (option.startsWith(start)) {
        value = option.substring(start.length());
      }
    }
    return value;
  }

  /** The path of the agent in options as the environment has them, or null. */
  static String agentIn(String options) {
    return options == null ? null : agent(words(options));
  }

  /** The words of a variable's value; one in quotes may have spaces. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (quote == 0 && Character.isWhitespace(c) || i == text.length()) {
        if (word.length() > 0) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    return words;
  }

  private static String agent(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean value = i > 0 && WITH_VALUE.contains(words.get(i - 1));
      if (word.startsWith(AGENT) && !value) {
        String path = word.substring(AGENT.length());
        int options = path.indexOf(".jar=");
        path = options < 0 ? path : path.substring(0, options + ".jar".length());
        if (isRoentgen(new File(path))) {
          return path;
        }
      }
    }
    return null;
  }

  /** By its name; a jar of another name by its manifest. */
  private static boolean isRoentgen(File file) {
    if (file.getName().startsWith("roentgen")) {
      return true;
    }
    try (JarFile jar = new JarFile(file, false)) {
      Manifest manifest = jar.getManifest();
      return manifest != null && manifest.getMainAttributes().getValue("Roentgen-Version") != null;
    } catch (IOException e) {
      return false;
    }
  }
}
