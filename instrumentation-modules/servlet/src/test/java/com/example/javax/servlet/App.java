package com.example.javax.servlet;

import com.amazonaws.xray.javax.servlet.AWSXRayServletFilter;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.FilterRegistration;
import javax.servlet.Servlet;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletException;
import javax.servlet.ServletRegistration;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.UnavailableException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** An application whose paths say what happens. */
public final class App implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    register(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}

  static void register(ServletContext context) {
    if (context.getContextPath().equals("/recorder")) {
      add(
          context,
          "recorder",
          new AWSXRayServletFilter("test"),
          EnumSet.of(DispatcherType.REQUEST));
    }
    add(context, "gate", unwovenGate(), EnumSet.allOf(DispatcherType.class));
    add(context, "first", new Pass(), EnumSet.allOf(DispatcherType.class));
    add(context, "second", new Pass(), EnumSet.allOf(DispatcherType.class));
    add(context, "endpoints", new Endpoints(), "/s/*");
    add(context, "async", new AsyncEndpoints(), "/async/*");
    add(context, "unavailable", new Unavailable(503), "/unavailable");
    add(context, "gone", new Unavailable(404), "/gone");
    add(context, "error", new ErrorPage(), "/error-page");
  }

  private static void add(
      ServletContext context, String name, Filter filter, EnumSet<DispatcherType> types) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(types, true, "/*");
  }

  private static void add(ServletContext context, String name, Servlet servlet, String path) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(path);
  }

  /** A call to another system, as handlers of other modules record it. */
  static void call(String name) {
    Subsegment call = Tracer.enterCall(name, Subsegment.REMOTE);
    if (call != null) {
      call.close();
    }
  }

  /** A filter that can't be woven, like a lambda; it lets nobody into /denied. */
  private static Filter unwovenGate() {
    return (Filter)
        Proxy.newProxyInstance(
            App.class.getClassLoader(),
            new Class<?>[] {Filter.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("doFilter")) {
                gate(
                    (HttpServletRequest) arguments[0],
                    (HttpServletResponse) arguments[1],
                    (FilterChain) arguments[2]);
              }
              return method.getReturnType() == int.class ? 0 : null;
            });
  }

  private static void gate(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().endsWith("/denied")) {
      call("gate");
      response.sendError(403);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Does nothing, on the way in and out. */
  static final class Pass implements Filter {
    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }

    @Override
    public void destroy() {}
  }

  /** Fails the way the container understands. */
  static final class Unavailable extends HttpServlet {
    private final int status;

    Unavailable(int status) {
      this.status = status;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException {
      throw status == 404 ? new UnavailableException("gone") : new UnavailableException("later", 1);
    }
  }

  /** Shown for errors in /pages. */
  static final class ErrorPage extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      call("error page");
      response.setContentType("text/plain");
      response.getWriter().write("sorry");
    }
  }
}
