package com.example.javax.servlet;

import com.example.Container;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EventListener;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;

/** Jetty 9.4, and 12 when its packages are renamed. */
public final class JettyContainer implements Container {

  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  /** Starts it. */
  public JettyContainer() throws Exception {
    ServletContextHandler plain = context("/");
    ServletContextHandler pages = context("/pages");
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(400, 599, "/error-page");
    call(pages, "setErrorHandler", errors);
    server.setHandler(new ContextHandlerCollection(plain, pages, context("/recorder")));
    server.start();
  }

  private static ServletContextHandler context(String path) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(path);
    EventListener app = new App();
    call(context, "addEventListener", app);
    return context;
  }

  /** A method whose types differ from version to version. */
  private static void call(Object target, String name, Object argument) throws Exception {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0].isInstance(argument)) {
        method.invoke(target, argument);
        return;
      }
    }
    throw new NoSuchMethodException(name);
  }

  @Override
  public int port() {
    return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
