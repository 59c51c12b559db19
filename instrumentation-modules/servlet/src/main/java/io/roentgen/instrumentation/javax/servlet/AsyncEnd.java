package io.roentgen.instrumentation.javax.servlet;

import io.roentgen.trace.Segment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Ends an asynchronous request when the container has completed it, after a timeout or an error
 * too. Called by the container, not by woven code, so nothing may be thrown from here.
 */
final class AsyncEnd implements AsyncListener {

  private final TraceContext context;
  private final ServletRequest request;
  private final HttpServletResponse response;

  AsyncEnd(TraceContext context, ServletRequest request, HttpServletResponse response) {
    this.context = context;
    this.request = request;
    this.response = response;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    try {
      Requests.end(context, request, response, response.getStatus(), null);
    } catch (RuntimeException e) {
      // The container has let go of the response: the segment is sent without what it lacks.
      Tracer.end(context);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (context instanceof Segment && !context.isOver()) {
      ((Segment) context).setException(event.getThrowable());
    }
  }

  /** The container answers, or the application does; either way it completes. */
  @Override
  public void onTimeout(AsyncEvent event) {}

  /** A further cycle, for which {@code startAsync} adds a listener again. */
  @Override
  public void onStartAsync(AsyncEvent event) {}
}
