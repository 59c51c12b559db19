package com.example.tracer;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Publishes the path of every request. Needs {@code TOPIC_ARN} in the environment; keeps its files
 * in the working directory.
 */
public final class Api {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private Api() {}

  /** Takes no arguments; tells on standard output where it listens, ends with standard input. */
  public static void main(String[] args) throws Exception {
    TOMCAT.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("tomcat");
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "publish", new PublishServlet());
    context.addServletMappingDecoded("/*", "publish");
    tomcat.start();
    System.out.println("READY api " + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  /** Answers as soon as the topic has the message. */
  static final class PublishServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient SnsClient sns = SnsClient.create();
    private final String topic = System.getenv("TOPIC_ARN");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String path = request.getRequestURI();
      sns.publish(publish -> publish.topicArn(topic).message(path));
      response.setContentType("application/json");
      response.getWriter().println("{\"message\": \"message added to topic\"}");
    }
  }
}
