package com.example.xray;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Requests that the SDK's filter sees, and which write on its segment. */
public final class ShopServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Segment segment = AWSXRay.getCurrentSegment();
    segment.putAnnotation("path", String.valueOf(request.getPathInfo()));
    segment.putAnnotation("sdk", versionOf(segment));
    segment.setUser("joe");
    try (Subsegment part = AWSXRay.beginSubsegment("cart")) {
      part.putMetadata("shop", "order", new Order(4711));
      query();
    } catch (SQLException e) {
      throw new ServletException(e);
    }
    if ("/fail".equals(request.getPathInfo())) {
      throw new ServletException("boom");
    }
    response.getWriter().println(segment.getTraceId());
  }

  private static String versionOf(Segment segment) {
    Object sdk = new AWSXRayRecorder().getAwsRuntimeContext().get("xray");
    return String.valueOf(((java.util.Map<?, ?>) sdk).get("sdk_version"));
  }

  /** Not by the driver manager, which the other application has its driver in. */
  private static void query() throws SQLException {
    Driver driver = new org.h2.Driver();
    try (Connection connection = driver.connect("jdbc:h2:mem:shop", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }
}
