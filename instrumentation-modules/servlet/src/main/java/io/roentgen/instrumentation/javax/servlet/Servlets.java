package io.roentgen.instrumentation.javax.servlet;

import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import javax.servlet.AsyncContext;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The servlet API, {@code javax.servlet} and {@code jakarta.servlet} alike: one segment for each
 * HTTP request that reaches a filter or a servlet, in whatever container.
 *
 * <p>Every container hands a request to the application through a {@code FilterChain}, a {@code
 * Filter} or a {@code Servlet}. The first of them that a request reaches opens the segment, and the
 * same call ends it. Chains are woven because a filter may be a lambda, which can't be.
 *
 * <p>An asynchronous request ends when the container says so, see {@link AsyncEnd}.
 */
@Instrumentation(name = "servlet", since = "3.0")
final class Servlets {

  private Servlets() {}

  /** A request, or a further dispatch of one, arrives. */
  @Weave(subtypeOf = "javax.servlet.Servlet", method = "service")
  @Weave(
      subtypeOf = {"javax.servlet.Filter", "javax.servlet.FilterChain"},
      method = "doFilter")
  static final class Serve {

    private Serve() {}

    static Object enter(
        @Argument(0) ServletRequest request, @Argument(1) ServletResponse response) {
      return request instanceof HttpServletRequest && response instanceof HttpServletResponse
          ? Requests.enter((HttpServletRequest) request, (HttpServletResponse) response)
          : null;
    }

    static void exit(
        @Argument(0) ServletRequest request,
        @Argument(1) ServletResponse response,
        @Enter Object entered,
        @Thrown Throwable thrown) {
      if (entered != null) {
        Requests.exit(
            (HttpServletRequest) request, (HttpServletResponse) response, entered, thrown);
      }
    }
  }

  /** A request becomes asynchronous. Wrappers of requests come by here as well, after it. */
  @Weave(subtypeOf = "javax.servlet.ServletRequest", method = "startAsync")
  static final class StartAsync {

    private StartAsync() {}

    static void exit(@This ServletRequest request, @Return AsyncContext async) {
      if (async != null) {
        Requests.startAsync(request, async);
      }
    }
  }
}
