package com.example.aws;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Calls AWS from a servlet and prints what it gets. Argument: the URL of all services. {@code /2}
 * makes the calls of SDK 2, {@code /1} those of SDK 1; the same calls are made once before any
 * request, outside of a trace.
 */
public final class AwsApp extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Runnable calls;

  private AwsApp(Runnable calls) {
    this.calls = calls;
  }

  /** A call, whose result is printed. */
  interface Call {
    Object make() throws Exception;
  }

  /** Prints what the application sees of a call: what it returned or threw. */
  static void print(String name, Call call) {
    String seen;
    try {
      seen = String.valueOf(call.make());
    } catch (Throwable thrown) {
      seen = String.valueOf(thrown);
      for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
        seen += " <- " + cause;
      }
    }
    System.out.println("> " + name + ": " + seen.replace('\n', ' '));
  }

  /** A directory that is gone when the application is. */
  static Path temporaryDirectory() throws IOException {
    Path directory = Files.createTempDirectory("aws-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory.toFile())));
    return directory;
  }

  private static void delete(File file) {
    File[] children = file.listFiles();
    if (children != null) {
      for (File child : children) {
        delete(child);
      }
    }
    file.delete();
  }

  /** Starts the server, says where it is, and ends with its standard input. */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("org.apache").setLevel(Level.WARNING);
    URI services = URI.create(args[0]);
    Sdk2Calls two = new Sdk2Calls(services);
    Sdk1Calls one = new Sdk1Calls(services);
    System.out.println("> outside of a trace");
    two.run();
    one.run();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(temporaryDirectory().toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    add(context, "/2", two);
    add(context, "/1", one);
    tomcat.start();
    System.out.println("READY aws-app http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static void add(Context context, String path, Runnable calls) {
    Tomcat.addServlet(context, path, new AwsApp(calls));
    context.addServletMappingDecoded(path, path);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    System.out.println("> " + request.getRequestURI());
    calls.run();
    response.getWriter().println("done");
  }
}
