package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An executable jar of Spring Boot 3 on a real MariaDB. */
final class Boot3SmokeTest {

  static List<Jvms.Installed> jvms() {
    return Jvms.since(17);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void tracesAnExecutableJar(Jvms.Installed jvm) throws Exception {
    try (Smoke smoke = new Smoke("boot3", jvm)) {
      java.nio.file.Path module = Smoke.SMOKE_TESTS.resolve("servers/mariadb");
      JvmProcess mariaDb =
          smoke.start(Jvm.ofModule("mariadb", module, "io.roentgen.smoke.mariadb.MariaDb"));
      String url = mariaDb.awaitReady(Smoke.PATIENCE);
      JvmProcess boot =
          smoke.start(
              smoke
                  .traced(
                      Jvm.ofJar(
                          "boot3-app", Smoke.SMOKE_TESTS.resolve("boot3-app/target/boot3-app.jar")))
                  // Its own would be left behind in the system's temporary directory.
                  .property("server.tomcat.basedir", smoke.logs.resolve("tomcat").toString())
                  .arguments("--spring.datasource.url=" + url));
      String app = "http://127.0.0.1:" + boot.awaitPort(Smoke.PATIENCE);
      smoke.collector.clear();
      assertEquals(200, smoke.get(app + "/hello"));
      assertEquals(200, smoke.get(app + "/owners/1"));
      assertEquals(404, smoke.get(app + "/owners/999"));
      assertEquals(200, smoke.get(app + "/async"));
      assertEquals(500, smoke.get(app + "/fail"));
      assertEquals(404, smoke.get(app + "/no-such-path"));

      Traces traces = smoke.awaitSegments(6);
      smoke.assertInvariants();
      smoke.assertGolden("boot3", traces);
    }
  }
}
