package io.roentgen.smoke.tomcat;

import io.roentgen.smoke.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with one WAR at {@code /} or several at their names, each in a class loader of its own
 * as on a standalone server. Compiled against Tomcat 9; Tomcat 10 and 11 have the same methods.
 */
public final class WebApplication {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private WebApplication() {}

  /** Jasper isn't here, and Tomcat would complain about that. */
  private static void withoutPages(LifecycleEvent event) {
    if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
      Context context = (Context) event.getLifecycle();
      context.removeServletMapping("*.jsp");
      context.removeServletMapping("*.jspx");
      context.removeChild(context.findChild("jsp"));
    }
  }

  /** Takes the paths of the WARs. */
  public static void main(String[] args) throws Exception {
    TOMCAT.setLevel(Level.WARNING);
    Path directory = ServerProcess.temporaryDirectory("tomcat");
    Files.createDirectory(directory.resolve("webapps"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    for (String war : args) {
      Path path = Path.of(war).toAbsolutePath();
      String name = "/" + path.getFileName().toString().replace(".war", "");
      Context context = tomcat.addWebapp(args.length == 1 ? "" : name, path.toString());
      context.addLifecycleListener(WebApplication::withoutPages);
    }
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();
    ServerProcess.serve(
        "tomcat",
        "http://127.0.0.1:" + port,
        () -> {
          tomcat.stop();
          tomcat.destroy();
        },
        directory);
  }
}
