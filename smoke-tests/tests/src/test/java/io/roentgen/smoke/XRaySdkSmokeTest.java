package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application that records itself with Amazon's X-Ray SDK, in its oldest and latest version: on
 * a flat class path, and as WARs, both versions in one Tomcat.
 */
final class XRaySdkSmokeTest {

  private static final Path APP = Smoke.SMOKE_TESTS.resolve("xray-sdk-app");
  private static final Path OLD = APP.resolve("sdk-2.4/target/old-shop");
  private static final Path NEW = APP.resolve("sdk-2.21/target/new-shop");
  private static final String OFF = "roentgen.instrumentation.aws-xray-sdk.enabled";

  static List<Arguments> programs() {
    List<Arguments> all = new ArrayList<>();
    for (Jvms.Installed jvm : Jvms.since(8)) {
      all.add(Arguments.of(jvm, OLD));
      all.add(Arguments.of(jvm, NEW));
    }
    return all;
  }

  private static Jvm program(Path exploded, String jobs) {
    String libraries = exploded.resolve("WEB-INF/lib") + "/*";
    return Jvm.ofClass("program", libraries, "com.example.xray.Program").arguments(jobs);
  }

  /** The SDK, where it sends itself, sends to the same place. */
  private static Traces run(
      String name, Jvms.Installed jvm, Path app, String jobs, UnaryOperator<Jvm> with)
      throws Exception {
    try (Smoke smoke = new Smoke(name + "-" + app.getFileName(), jvm)) {
      Jvm program =
          program(app, jobs)
              .on(jvm.home())
              .environment("AWS_XRAY_DAEMON_ADDRESS", smoke.collector.address());
      Jvm prepared = with == null ? program : with.apply(smoke.traced(program));
      JvmProcess process = smoke.start(prepared);
      assertEquals(0, process.awaitEnd(Smoke.PATIENCE));
      assertFalse(String.join("\n", process.output()).contains("[roentgen] WARN"));
      return smoke.awaitSegments(jobs.equals("all") ? 10 : 1);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void documentsAreAsTheSdks(Jvms.Installed jvm, Path app) throws Exception {
    String alone = Canonical.of(run("xray-sdk-alone", jvm, app, "all", null));
    Traces ours = run("xray-sdk", jvm, app, "all", process -> process);
    assertEquals(alone, Canonical.of(ours));
    assertEquals(10, ours.segments());
    for (Trace trace : ours.all()) {
      assertEquals("Roentgen", trace.segments().get(0).text("aws", "xray", "sdk"));
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void switchedOff(Jvms.Installed jvm, Path app) throws Exception {
    String alone = Canonical.of(run("xray-sdk-alone", jvm, app, "all", null));
    Traces theirs = run("xray-sdk-off", jvm, app, "all", process -> process.property(OFF, "false"));
    assertEquals(alone, Canonical.of(theirs));
    for (Trace trace : theirs.all()) {
      assertEquals("X-Ray for Java", trace.segments().get(0).text("aws", "xray", "sdk"));
    }
  }

  /** All that is different, and why. */
  @Test
  void differences() throws Exception {
    Jvms.Installed jvm = Jvms.all().get(0);
    String alone = Canonical.of(run("xray-sdk-alone-differences", jvm, NEW, "differences", null));
    String ours = Canonical.of(run("xray-sdk-differences", jvm, NEW, "differences", p -> p));
    // An entity is either an error or a fault, or the map shows a failing service and a mistaken
    // caller; the first exception is the one it failed with.
    differs(
        alone,
        "cause=[\"java.lang.IllegalStateException\":\"first\", "
            + "\"java.lang.IllegalStateException\":\"second\"] error=true fault=true");
    differs(ours, "cause=[\"java.lang.IllegalStateException\":\"first\"] fault=true");
    // Parameters of URLs may be secrets.
    differs(alone, "url:\"http://shop.example.com/cart?card=4711\"");
    differs(ours, "url:\"http://shop.example.com/cart\"");
    differs(alone, "url:\"jdbc:postgresql://db/orders?password=secret\"");
    differs(ours, "url:\"jdbc:postgresql://db/orders\"");
    // Nothing is nothing.
    differs(alone, "default:{nothing:null}");
    // X-Ray shows neither.
    differs(alone, "precursor_ids=[\"0000000000000001\"]");
    differs(alone, "resource_arn=\"arn:aws:x\"");
    assertFalse(ours.contains("nothing") || ours.contains("precursor") || ours.contains("arn:aws"));
    // X-Ray takes annotations with such keys as these, and 50 of a trace.
    differs(alone, "annotations={with blank:1}");
    differs(ours, "annotations={with_blank:1}");
  }

  private static void differs(String all, String part) {
    assertTrue(all.contains(part), () -> part + " is not in\n" + all);
  }

  static List<Jvms.Installed> tomcats() {
    return Jvms.since(17);
  }

  @ParameterizedTest
  @MethodSource("tomcats")
  void twoWarsWithTwoVersions(Jvms.Installed jvm) throws Exception {
    Path servers = Smoke.SMOKE_TESTS.resolve("servers/tomcat");
    try (Smoke smoke = new Smoke("xray-sdk-wars", jvm)) {
      String classPath =
          servers.resolve("target/tomcat9")
              + "/*"
              + java.io.File.pathSeparator
              + Jvm.classPath(servers);
      JvmProcess process =
          smoke.start(
              smoke
                  .traced(Jvm.ofClass("wars", classPath, "io.roentgen.smoke.tomcat.WebApplication"))
                  .environment("AWS_XRAY_DAEMON_ADDRESS", smoke.collector.address())
                  .arguments(OLD + ".war", NEW + ".war"));
      String server = process.awaitReady(Smoke.PATIENCE);
      smoke.collector.clear();
      assertEquals(200, smoke.get(server + "/old-shop/cart"));
      assertEquals(200, smoke.get(server + "/new-shop/cart"));
      assertEquals(500, smoke.get(server + "/old-shop/fail"));
      assertEquals(500, smoke.get(server + "/new-shop/fail"));
      Traces traces = smoke.awaitSegments(4);
      smoke.assertInvariants();
      smoke.assertGolden("xray-sdk-wars", traces);
      for (Trace trace : traces.all()) {
        Entity segment = trace.roots().get(0);
        String sdk = segment.name().equals("old-shop") ? "2.4.0" : "2.21.0";
        assertEquals(sdk, segment.text("annotations", "sdk"));
        assertEquals("joe", segment.text("user"));
        assertEquals("Roentgen", segment.text("aws", "xray", "sdk"));
      }
      assertFalse(String.join("\n", process.output()).contains("com.amazonaws.xray.strategy"));
    }
  }
}
