package io.roentgen.instrumentation.javax.servlet;

import io.roentgen.trace.Entity;
import io.roentgen.trace.Segment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletRequest;
import javax.servlet.UnavailableException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * What becomes of a request:
 *
 * <pre>
 *   enter ──→ [nested filters, servlets, forwards, includes: nothing] ──→ exit: the end
 *                     └─ startAsync ──→ exit: only off this thread ──→ AsyncEnd: the end
 *                                                ↓            ↑
 *                              an ASYNC dispatch: back on a thread, until it exits
 *
 *   an ERROR dispatch after the end: back on a thread, so that what the error page does is part
 *   of the trace; no second segment
 * </pre>
 */
final class Requests {

  /**
   * Where a request that may be dispatched again keeps its context. Only asynchronous and failed
   * requests have the attribute.
   */
  private static final String ATTRIBUTE = "io.roentgen.request";

  private Requests() {}

  /** A context whose request has come back, on another thread perhaps. */
  private static final class Resumed {

    final TraceContext context;
    final TraceContext previous;

    /** An error page is not the end: that was before, or the container will say so. */
    final boolean mayEnd;

    Resumed(TraceContext context, boolean mayEnd) {
      this.context = context;
      this.mayEnd = mayEnd;
      if (mayEnd) {
        context.setAsync(false);
      }
      previous = Tracer.attach(context);
    }
  }

  /** Returns what {@link #exit} needs, or null when an outer call sees to this request. */
  static Object enter(HttpServletRequest request, HttpServletResponse response) {
    TraceContext current = Tracer.current();
    DispatcherType type = request.getDispatcherType();
    if (type == DispatcherType.ASYNC || type == DispatcherType.ERROR) {
      // Asked first: the thread may still work on the request that had this one dispatched.
      Object known = request.getAttribute(ATTRIBUTE);
      if (known != null) {
        return known == requestOf(current)
            ? null
            : new Resumed((TraceContext) known, type == DispatcherType.ASYNC);
      }
    }
    return current == null || current.isOver() ? begin(request, response, type) : null;
  }

  private static TraceContext begin(
      HttpServletRequest request, HttpServletResponse response, DispatcherType type) {
    TraceHeader caller = TraceHeader.parse(request.getHeader(TraceHeader.NAME));
    String path = type == DispatcherType.ERROR ? failedPath(request) : null;
    TraceContext context =
        caller != null && caller.isDecided()
            ? Tracer.enterSegmentOf(caller, null, null, null)
            : Tracer.enterSegmentOf(
                caller,
                request.getHeader("Host"),
                request.getMethod(),
                path != null ? path : request.getRequestURI());
    if (context == null) {
      return null;
    }
    try {
      String answer = Tracer.responseHeader(caller, context);
      if (answer != null) {
        response.setHeader(TraceHeader.NAME, answer);
      }
      if (context instanceof Segment) {
        describe((Segment) context, request, path);
      }
      return context;
    } catch (RuntimeException | Error e) {
      Tracer.end(context);
      throw e;
    }
  }

  /** What was asked for, when the container failed it without asking the application. */
  private static String failedPath(HttpServletRequest request) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return path instanceof String ? (String) path : null;
  }

  private static void describe(Segment segment, HttpServletRequest request, String path) {
    segment.setRequest(request.getMethod(), Urls.shown(request.getRequestURL(), path));
    String hop = Urls.firstHop(request.getHeader("X-Forwarded-For"));
    segment.setClient(
        hop != null ? hop : request.getRemoteAddr(), hop != null, request.getHeader("User-Agent"));
  }

  /** Ends what {@link #enter} began. */
  static void exit(
      HttpServletRequest request, HttpServletResponse response, Object entered, Throwable thrown) {
    TraceContext context;
    if (entered instanceof Resumed) {
      Resumed resumed = (Resumed) entered;
      Tracer.restore(resumed.previous);
      if (!resumed.mayEnd) {
        return;
      }
      context = resumed.context;
    } else {
      context = (TraceContext) entered;
      context.leave();
    }
    if (thrown == null && goesOn(context, request)) {
      return;
    }
    int status = status(response, thrown);
    if (thrown != null || status >= 400) {
      request.setAttribute(ATTRIBUTE, context);
    }
    end(context, request, response, status, thrown);
  }

  private static boolean goesOn(TraceContext context, HttpServletRequest request) {
    if (!context.isAsync() && !context.isOver() && request.isAsyncStarted()) {
      // By a thread that doesn't know the context.
      listen(context, request, request.getAsyncContext());
    }
    // Unless it was some other request, made up by the application, that became asynchronous.
    return context.isAsync() && request.getAttribute(ATTRIBUTE) == context;
  }

  static void startAsync(ServletRequest request, AsyncContext async) {
    TraceContext context = requestOf(Tracer.current());
    if (context != null && !context.isAsync() && !context.isOver()) {
      listen(context, request, async);
    }
  }

  private static void listen(TraceContext context, ServletRequest request, AsyncContext async) {
    if (async.getResponse() instanceof HttpServletResponse) {
      async.addListener(new AsyncEnd(context, request, (HttpServletResponse) async.getResponse()));
      request.setAttribute(ATTRIBUTE, context);
      // Last: without a listener the request would never end.
      context.setAsync(true);
    }
  }

  private static TraceContext requestOf(TraceContext current) {
    return current instanceof Entity ? ((Entity) current).segment() : current;
  }

  /** What the client gets: an exception turns into its status only after it has left us. */
  private static int status(HttpServletResponse response, Throwable thrown) {
    if (thrown == null || response.isCommitted()) {
      return response.getStatus();
    }
    if (thrown instanceof UnavailableException) {
      return ((UnavailableException) thrown).isPermanent() ? 404 : 503;
    }
    return 500;
  }

  /** The request is over; only the first call counts. */
  static void end(
      TraceContext context,
      ServletRequest request,
      HttpServletResponse response,
      int status,
      Throwable thrown) {
    if (context instanceof Segment && !context.isOver()) {
      Segment segment = (Segment) context;
      segment.setStatus(status);
      if (thrown == null) {
        segment.setContentLength(Urls.number(response.getHeader("Content-Length")));
      }
      if (thrown == null && status >= 500) {
        // Where frameworks and containers put an exception they have caught.
        Object caught = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        segment.setException(caught instanceof Throwable ? (Throwable) caught : null);
      } else {
        segment.setException(thrown);
      }
    }
    Tracer.end(context);
  }
}
