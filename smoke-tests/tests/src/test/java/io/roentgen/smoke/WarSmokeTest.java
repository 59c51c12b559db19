package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A web application in a loader of its own, on the Tomcats there are. */
final class WarSmokeTest {

  static List<Jvms.Installed> jvms() {
    return Jvms.since(17);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void tracesOnTomcat9(Jvms.Installed jvm) throws Exception {
    trace("tomcat9", "war-app.war", jvm);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void tracesOnTomcat11(Jvms.Installed jvm) throws Exception {
    trace("tomcat11", "war-app-jakarta.war", jvm);
  }

  private static void trace(String tomcat, String war, Jvms.Installed jvm) throws Exception {
    Path servers = Smoke.SMOKE_TESTS.resolve("servers/tomcat");
    try (Smoke smoke = new Smoke(tomcat, jvm)) {
      String classPath =
          servers.resolve("target/" + tomcat)
              + "/*"
              + java.io.File.pathSeparator
              + Jvm.classPath(servers);
      JvmProcess process =
          smoke.start(
              smoke
                  .traced(Jvm.ofClass("war", classPath, "io.roentgen.smoke.tomcat.WebApplication"))
                  .arguments(Smoke.SMOKE_TESTS.resolve("war-app/target/" + war).toString()));
      String app = process.awaitReady(Smoke.PATIENCE);
      smoke.collector.clear();
      assertEquals(200, smoke.get(app + "/hello"));
      assertEquals(200, smoke.get(app + "/forward"));
      assertEquals(200, smoke.get(app + "/include"));
      assertEquals(500, smoke.get(app + "/throw"));
      assertEquals(418, smoke.get(app + "/teapot"));
      assertEquals(200, smoke.get(app + "/async/complete"));
      assertEquals(200, smoke.get(app + "/async/dispatch"));
      assertEquals(503, smoke.get(app + "/async/timeout"));
      assertEquals(500, smoke.get(app + "/async/error"));
      assertEquals(404, smoke.get(app + "/no-such-path"));

      Traces traces = smoke.awaitSegments(10);
      smoke.assertInvariants();
      smoke.assertGolden("war-" + tomcat, traces);
    }
  }
}
