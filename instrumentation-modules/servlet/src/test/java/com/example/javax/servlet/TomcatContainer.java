package com.example.javax.servlet;

import com.example.Redeployable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Set;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** Tomcat, any version. In /pages it has no default servlet. */
public final class TomcatContainer implements Redeployable {

  private final Tomcat tomcat = new Tomcat();

  /** Starts it. */
  public TomcatContainer() throws IOException, LifecycleException {
    File base = Files.createTempDirectory("tomcat").toFile();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(base)));
    tomcat.setBaseDir(base.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    Context plain = context("");
    Tomcat.addServlet(plain, "default", new DefaultServlet());
    plain.addServletMappingDecoded("/", "default");
    Context pages = context("/pages");
    for (int status : new int[] {403, 404, 409, 429, 500, 503}) {
      ErrorPage page = new ErrorPage();
      page.setErrorCode(status);
      page.setLocation("/error-page");
      pages.addErrorPage(page);
    }
    context("/recorder");
    tomcat.start();
  }

  private Context context(String path) {
    Context context = tomcat.addContext(path, null);
    context.addServletContainerInitializer(new Initializer(), null);
    return context;
  }

  private static final class Initializer implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
      App.register(context);
    }
  }

  @Override
  public ClassLoader deploy(String folder) {
    Context context = new StandardContext();
    context.setName("/again");
    context.setPath("/again");
    context.setDocBase(folder);
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addApplicationListener(App.class.getName());
    tomcat.getHost().addChild(context);
    return context.getLoader().getClassLoader();
  }

  @Override
  public void undeploy() {
    Container context = tomcat.getHost().findChild("/again");
    tomcat.getHost().removeChild(context);
    try {
      context.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
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
