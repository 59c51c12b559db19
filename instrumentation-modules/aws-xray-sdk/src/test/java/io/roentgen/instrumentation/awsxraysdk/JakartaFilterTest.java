package io.roentgen.instrumentation.awsxraysdk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.xray.AWSXRay;
import io.roentgen.testing.Recorded;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same filter for jakarta.servlet. */
final class JakartaFilterTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AWSXRay.getCurrentSegment().putAnnotation("cart", 4);
      AWSXRay.createSubsegment("part", () -> {});
    }
  }

  @Test
  void namesOurSegment() throws Exception {
    assumeTrue(Sdk.IS_LATEST, "the filter came with 2.13");
    Sdk.reset();
    Class<? extends Filter> type =
        Class.forName("com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter")
            .asSubclass(Filter.class);
    Filter filter = type.getConstructor(String.class).newInstance("shop");
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(JakartaFilterTest.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("shop")
            .addServlet(
                Servlets.servlet("shop", Shop.class, new ImmediateInstanceFactory<>(new Shop()))
                    .addMapping("/*"))
            .addFilter(
                Servlets.filter("xray", Filter.class, new ImmediateInstanceFactory<>(filter))
                    .addInitParam("fixedName", "shop"))
            .addFilterUrlMapping("xray", "/*", DispatcherType.REQUEST);
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(manager.start()).build();
    server.start();
    try {
      int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
      URI uri = URI.create("http://127.0.0.1:" + port + "/cart");
      assertEquals(200, ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode());
    } finally {
      server.stop();
    }
    await().until(() -> !recorded.segments().isEmpty());
    assertEquals(1, recorded.segments().size());
    assertEquals("shop", recorded.segments().get(0).name());
    assertEquals(4, recorded.segments().get(0).annotations().get("cart"));
    assertEquals("part", recorded.only(recorded.segments().get(0)).name());
    assertEquals(List.of(), Sdk.SENT);
  }
}
