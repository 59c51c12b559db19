package io.roentgen.agent.config;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The service's name where none is configured: the Lambda function's, Spring's application name,
 * else the jar's or the main class's. Reads at most one entry of the application's jar.
 */
public final class ServiceName {

  private static final String SPRING_NAME = "spring.application.name";
  private static final String[] SPRING_FILES = {
    "BOOT-INF/classes/application.properties",
    "BOOT-INF/classes/application.yml",
    "BOOT-INF/classes/application.yaml",
  };

  private ServiceName() {}

  /** The name; never null. */
  public static String guess(Properties properties, Map<String, String> environment) {
    String function = environment.get("AWS_LAMBDA_FUNCTION_NAME");
    if (function != null) {
      return function;
    }
    String name = properties.getProperty(SPRING_NAME);
    if (name == null) {
      name = environment.get("SPRING_APPLICATION_NAME");
    }
    String command = properties.getProperty("sun.java.command", "").trim();
    if (name == null) {
      name = springArgument(command);
    }
    String main = main(command);
    if (name == null && main.endsWith(".jar")) {
      name = fromJar(new File(main));
    }
    if (name != null && !name.trim().isEmpty()) {
      return name.trim();
    }
    return fromMain(main);
  }

  private static String springArgument(String command) {
    String argument = "--" + SPRING_NAME + "=";
    int at = command.indexOf(argument);
    return at < 0 ? null : firstWord(command.substring(at + argument.length()));
  }

  /** The main class, or the jar, whose path may have spaces in it. */
  private static String main(String command) {
    for (int at = command.indexOf(".jar"); at >= 0; at = command.indexOf(".jar", at + 1)) {
      int end = at + ".jar".length();
      if (end == command.length() || command.charAt(end) == ' ') {
        String path = command.substring(0, end);
        if (new File(path).isFile()) {
          return path;
        }
      }
    }
    return firstWord(command);
  }

  private static String firstWord(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }

  private static String fromMain(String main) {
    if (main.isEmpty()) {
      return "java";
    }
    if (main.endsWith(".jar")) {
      String file = main.substring(lastSeparator(main) + 1);
      return file.substring(0, file.length() - ".jar".length());
    }
    String withoutModule = main.substring(main.indexOf('/') + 1);
    return withoutModule.substring(withoutModule.lastIndexOf('.') + 1);
  }

  private static int lastSeparator(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }

  private static String fromJar(File file) {
    try (JarFile jar = new JarFile(file, false)) {
      for (String name : SPRING_FILES) {
        ZipEntry entry = jar.getEntry(name);
        if (entry != null) {
          try (InputStream in = jar.getInputStream(entry)) {
            return name.endsWith(".properties") ? fromProperties(in) : fromYaml(in);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // Then the file's name will do.
    }
    return null;
  }

  private static String fromProperties(InputStream in) throws IOException {
    Properties properties = new Properties();
    properties.load(in);
    return literal(properties.getProperty(SPRING_NAME));
  }

  /** Just {@code spring: application: name:} in block style, or the dotted key. */
  private static String fromYaml(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, "UTF-8"));
    String[] path = new String[3];
    int[] indents = {-1, -1, -1};
    int depth = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String text = line.trim();
      int colon = text.indexOf(':');
      if (colon <= 0 || text.charAt(0) == '#') {
        continue;
      }
      int indent = line.indexOf(text);
      while (depth > 0 && indents[depth - 1] >= indent) {
        depth--;
      }
      String key = text.substring(0, colon).trim();
      String full = depth == 0 ? key : path[depth - 1] + "." + key;
      if (full.equals(SPRING_NAME)) {
        return literal(unquoted(text.substring(colon + 1).trim()));
      }
      if (depth < path.length) {
        path[depth] = full;
        indents[depth] = indent;
        depth++;
      }
    }
    return null;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    if (quoted) {
      return value.substring(1, value.length() - 1);
    }
    int comment = value.indexOf(" #");
    return comment < 0 ? value : value.substring(0, comment).trim();
  }

  /** A placeholder such as {@code ${NAME}} can only be resolved by Spring. */
  private static String literal(String value) {
    return value == null || value.contains("${") || value.isEmpty() ? null : value;
  }
}
