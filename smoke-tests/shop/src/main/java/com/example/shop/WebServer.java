package com.example.shop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.servlet.Servlet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat on a free port of the loopback address. */
final class WebServer {
  private final Tomcat tomcat = new Tomcat();
  private final Context context;

  WebServer() throws IOException {
    Shop.quietTomcat();
    Path directory = Files.createTempDirectory("shop-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory.toFile())));
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    context = tomcat.addContext("", null);
  }

  void add(String path, Servlet servlet) {
    Tomcat.addServlet(context, servlet.getClass().getSimpleName(), servlet).setAsyncSupported(true);
    context.addServletMappingDecoded(path, servlet.getClass().getSimpleName());
  }

  /** Returns the port. */
  int start() throws LifecycleException {
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
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
}
