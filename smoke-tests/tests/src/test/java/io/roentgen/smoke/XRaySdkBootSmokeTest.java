package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An executable jar of Spring Boot 3 that has Amazon's X-Ray SDK with its filter, a naming and a
 * sampling strategy, a listener, aspects and a data source: all of it works on the agent's trace.
 */
final class XRaySdkBootSmokeTest {

  private static final Path JAR =
      Smoke.SMOKE_TESTS.resolve("xray-sdk-app/boot/target/boot-shop.jar");

  static List<Jvms.Installed> jvms() {
    return Jvms.since(17);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void tracesAnExecutableJar(Jvms.Installed jvm) throws Exception {
    try (Smoke smoke = new Smoke("xray-sdk-boot", jvm)) {
      JvmProcess boot =
          smoke.start(
              smoke
                  .traced(Jvm.ofJar("boot-shop", JAR))
                  // Its own would be left behind in the system's temporary directory.
                  .property("server.tomcat.basedir", smoke.logs.resolve("tomcat").toString())
                  .environment("AWS_XRAY_DAEMON_ADDRESS", smoke.collector.address())
                  .arguments("--server.port=0", "--server.address=127.0.0.1"));
      String app = "http://127.0.0.1:" + boot.awaitPort(Smoke.PATIENCE);
      smoke.collector.clear();
      assertEquals(200, smoke.get(app + "/cart/17"));
      assertEquals(200, smoke.get(app + "/later"));
      assertEquals(500, smoke.get(app + "/buy"));
      assertEquals(200, smoke.get(app + "/check"));

      Traces traces = smoke.awaitSegments(3);
      smoke.assertInvariants();
      smoke.assertGolden("xray-sdk-boot", traces);
      for (Trace trace : traces.all()) {
        assertEquals("1.2", trace.roots().get(0).text("annotations", "version"));
        assertEquals("Roentgen", trace.roots().get(0).text("aws", "xray", "sdk"));
      }
    }
  }
}
