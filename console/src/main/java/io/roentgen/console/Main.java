package io.roentgen.console;

import io.roentgen.console.CommandLine.BadOption;
import io.roentgen.console.store.StoreFile;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;

/** The command {@code console}. */
public final class Main {

  private Main() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Options options = null;
    try {
      options = new Options(arguments);
    } catch (BadOption e) {
      fail(2, e.getMessage() + " (console --help tells all options)");
    }
    if (options.help) {
      System.out.println(Options.HELP);
      return;
    }
    if (!hasHttpServer()) {
      fail(1, NO_HTTP_SERVER);
    }
    Setup setup = setup(options);
    Console console = start(setup, options);
    Runtime.getRuntime().addShutdownHook(new Thread(console::close, "roentgen-console-end"));
    String link = Token.link(console.page(), setup.token);
    if (!options.quiet) {
      welcome(setup, link, console, options.store);
    }
    if (options.open && !Browser.open(link)) {
      System.err.println("roentgen: there is no browser to open here");
    }
    // Its threads are daemons.
    Thread.currentThread().join();
  }

  static final String NO_HTTP_SERVER =
      "this Java has no HTTP server (module jdk.httpserver): take a whole JRE or JDK, or"
          + " --add-modules jdk.httpserver";

  /** A JRE made for one application may have none. */
  static boolean hasHttpServer() {
    try {
      Class.forName("com.sun.net.httpserver.HttpServer");
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** What roentgen.jar says; empty if this is not loaded from there. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private static Setup setup(Options options) {
    Setup setup = new Setup();
    try {
      setup.page = options.http.resolve();
      setup.daemon = options.daemon.resolve();
    } catch (UnknownHostException e) {
      fail(1, "there is no host " + e.getMessage());
    }
    setup.store = options.store;
    setup.limits = options.limits;
    setup.rules = options.rules;
    setup.token = options.token == null ? Token.neededFor(options.http) : options.token;
    setup.version = version();
    return setup;
  }

  private static Console start(Setup setup, Options options) {
    try {
      return Console.start(setup);
    } catch (BindException e) {
      fail(1, new BusyPorts(options.http, options.daemon).text(e));
    } catch (IOException e) {
      fail(1, e.getMessage() == null ? e.toString() : e.getMessage());
    }
    throw new IllegalStateException("ended");
  }

  private static void welcome(Setup setup, String link, Console console, String store) {
    String elsewhere =
        setup.page.getAddress().isAnyLocalAddress()
            ? ", at all other addresses of this machine,"
            : "";
    System.out.println(
        "The console is at "
            + link
            + elsewhere
            + " and receives at "
            + console.daemon()
            + ", UDP and TCP.");
    StoreFile.Found found = console.found();
    if (found != null) {
      System.out.println(
          store
              + " has "
              + found.documents
              + " documents"
              + (found.bad == 0 ? "" : "; lines that are none: " + found.bad)
              + (found.cut == 0 ? "" : "; an unfinished line at its end was cut off")
              + ".");
    }
    System.out.println("Ctrl-C ends it. Nothing arrives? java -jar roentgen.jar doctor");
  }

  private static void fail(int code, String line) {
    System.err.println("roentgen: " + line);
    System.exit(code);
  }
}
