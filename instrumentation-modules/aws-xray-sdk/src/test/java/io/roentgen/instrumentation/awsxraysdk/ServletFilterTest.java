package io.roentgen.instrumentation.awsxraysdk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.javax.servlet.AWSXRayServletFilter;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import io.roentgen.testing.Recorded;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.servlet.AsyncContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An application with the SDK's filter for javax.servlet has one segment a request: ours. */
final class ServletFilterTest {

  private static final String DECIDED =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final List<Object> SEEN = new CopyOnWriteArrayList<>();
  private static Tomcat tomcat;

  private static final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      Segment segment = AWSXRay.getCurrentSegment();
      SEEN.add(segment);
      segment.putAnnotation("cart", 4);
      AWSXRay.createSubsegment("part", () -> {});
      switch (request.getPathInfo()) {
        case "/async":
          AsyncContext async = request.startAsync();
          async.start(async::complete);
          break;
        case "/fail":
          throw new ServletException("boom");
        case "/teapot":
          response.setStatus(418);
          break;
        default:
      }
    }
  }

  @BeforeAll
  static void start(@TempDir Path base) throws Exception {
    Sdk.reset();
    tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    FilterDef filter = new FilterDef();
    filter.setFilterName("xray");
    filter.setFilter(new AWSXRayServletFilter("shop"));
    filter.setAsyncSupported("true");
    filter.addInitParameter("fixedName", "shop");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("xray");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    Tomcat.addServlet(context, "shop", new Shop()).setAsyncSupported(true);
    context.addServletMappingDecoded("/shop/*", "shop");
    tomcat.start();
  }

  @AfterAll
  static void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @BeforeEach
  void reset() {
    SEEN.clear();
    Sdk.SENT.clear();
    AWSXRay.getGlobalRecorder().getSegmentListeners().clear();
    AWSXRay.getGlobalRecorder().setSamplingStrategy(SDK_SAMPLING);
  }

  private static final com.amazonaws.xray.strategy.sampling.SamplingStrategy SDK_SAMPLING =
      new com.amazonaws.xray.strategy.sampling.DefaultSamplingStrategy();

  private static int get(String path, String... headers) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    for (int i = 0; i < headers.length; i += 2) {
      connection.setRequestProperty(headers[i], headers[i + 1]);
    }
    return connection.getResponseCode();
  }

  private io.roentgen.trace.Segment only() {
    await().until(() -> !recorded.segments().isEmpty());
    assertEquals(1, recorded.segments().size());
    assertEquals(List.of(), Sdk.SENT);
    return recorded.segments().get(0);
  }

  @Test
  void namesOurSegment() throws Exception {
    assertEquals(200, get("/shop/cart"));
    io.roentgen.trace.Segment segment = only();
    assertEquals("shop", segment.name());
    assertEquals(4, segment.annotations().get("cart"));
    assertEquals(200, segment.status());
    assertEquals("GET", segment.method());
    assertNull(segment.extras("http"));
    assertEquals("part", recorded.only(segment).name());
  }

  @Test
  void theCallersTrace() throws Exception {
    get("/shop/cart", "X-Amzn-Trace-Id", DECIDED);
    assertEquals("1-5759e988-bd862e3fe1be46a994272793", only().trace().traceId());
    assertEquals(0x53995c3f42cd8ad8L, only().parentId());
  }

  @Test
  void failures() throws Exception {
    assertEquals(500, get("/shop/fail"));
    assertTrue(only().fault());
    assertEquals("boom", only().exception().message());
  }

  @Test
  void errors() throws Exception {
    assertEquals(418, get("/shop/teapot"));
    assertTrue(only().error());
    assertFalse(only().fault());
  }

  @Test
  void async() throws Exception {
    assertEquals(200, get("/shop/async"));
    assertEquals("shop", only().name());
    assertEquals(200, only().status());
  }

  @Test
  void notSampled() throws Exception {
    recorded.sample((host, method, path) -> false);
    get("/shop/cart");
    assertFalse(((Segment) SEEN.get(0)).isSampled());
    assertEquals(List.of(), recorded.offered());
    assertEquals(List.of(), Sdk.SENT);
  }

  @Test
  void theApplicationsStrategySaysNo() throws Exception {
    AWSXRay.getGlobalRecorder().setSamplingStrategy(new NoSamplingStrategy());
    get("/shop/cart");
    assertFalse(((Segment) SEEN.get(0)).isSampled());
    assertEquals(List.of(), recorded.offered());
    get("/shop/cart", "X-Amzn-Trace-Id", DECIDED);
    assertEquals("shop", only().name());
  }

  @Test
  void theApplicationsStrategySaysYes() throws Exception {
    AWSXRay.getGlobalRecorder().setSamplingStrategy(new AllSamplingStrategy());
    recorded.sample((host, method, path) -> false);
    get("/shop/cart");
    io.roentgen.trace.Segment segment = only();
    assertEquals("shop", segment.name());
    assertEquals("part", recorded.only(segment).name());
    assertTrue(segment.extras("http").get("request").toString().contains("/shop/cart"));
    assertTrue(segment.extras("http").get("response").toString().contains("200"));
    get("/shop/cart", "X-Amzn-Trace-Id", DECIDED.replace("Sampled=1", "Sampled=0"));
    only();
  }

  @Test
  void listeners() throws Exception {
    List<String> told = new ArrayList<>();
    AWSXRay.getGlobalRecorder()
        .addSegmentListener(
            new SegmentListener() {
              @Override
              public void onBeginSegment(Segment segment) {
                told.add("begin");
                assertSame(segment, AWSXRay.getCurrentSegment());
              }

              @Override
              public void beforeEndSegment(Segment segment) {
                told.add("end");
                segment.putAnnotation("last", true);
              }
            });
    get("/shop/cart");
    assertEquals(true, only().annotations().get("last"));
    assertEquals(List.of("begin", "end"), told);
  }
}
