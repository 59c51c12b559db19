package io.roentgen;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.jar.JarFile;

/**
 * {@code Main-Class} of roentgen.jar: {@code java -jar roentgen.jar console}. The agent itself
 * never comes here.
 */
public final class Main {

  private static final String HELP =
      "Roentgen traces any JVM application into AWS X-Ray:\n"
          + "\n"
          + "  java -javaagent:roentgen.jar -jar app.jar\n"
          + "\n"
          + "The flag stands before -jar. Where the command line is out of reach:\n"
          + "JAVA_TOOL_OPTIONS=-javaagent:/path/to/roentgen.jar\n"
          + "\n"
          + "And this jar by itself:\n"
          + "\n"
          + "  java -jar roentgen.jar console   a local X-Ray, at http://127.0.0.1:2001\n"
          + "  java -jar roentgen.jar doctor    what to do when no traces arrive\n"
          + "  java -jar roentgen.jar version\n"
          + "\n"
          + "console --help and doctor --help tell their options.";

  private Main() {}

  /**
   * Runs a command: {@code console}, {@code doctor}, {@code version}, or prints what there is.
   *
   * @throws Throwable whatever the command throws
   */
  public static void main(String[] arguments) throws Throwable {
    String command = arguments.length == 0 ? "help" : arguments[0];
    switch (command) {
      case "console":
        run("io.roentgen.console.Main", arguments);
        break;
      case "doctor":
        run("io.roentgen.console.doctor.Doctor", arguments);
        break;
      case "version":
      case "--version":
      case "-v":
        System.out.println("roentgen " + version());
        break;
      case "help":
      case "--help":
      case "-h":
        System.out.println(HELP);
        break;
      default:
        PrintStream out = System.err;
        out.println("roentgen: there is no command " + command + ": console, doctor or version");
        System.exit(2);
    }
  }

  private static String version() throws IOException {
    try (JarFile jar = new JarFile(Agent.ownJar(), false)) {
      String version = Agent.version(jar);
      return version == null ? "of unknown version" : version;
    }
  }

  private static void run(String mainClass, String[] arguments) throws Throwable {
    String[] options = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, options, 0, options.length);
    ClassLoader loader = ConsoleLoader.of(new JarFile(Agent.ownJar(), false));
    try {
      loader.loadClass(mainClass).getMethod("main", String[].class).invoke(null, (Object) options);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
