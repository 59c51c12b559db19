package com.example.javax.servlet;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** What is answered later, or by another thread. */
final class AsyncEndpoints extends HttpServlet {

  private interface Work {
    void run() throws Exception;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    App.call("before");
    switch (request.getPathInfo()) {
      case "/complete":
        AsyncContext async = request.startAsync();
        // Late, so that the first dispatch is usually over; nothing depends on it.
        later(30, () -> answer(async, 200));
        break;
      case "/race":
        AsyncContext raced = request.startAsync();
        later(0, () -> answer(raced, 200));
        break;
      case "/wrapped":
        AsyncContext wrapped =
            request.startAsync(
                new HttpServletRequestWrapper(request) {},
                new HttpServletResponseWrapper(response));
        later(30, () -> answer(wrapped, 201));
        break;
      case "/now":
        answer(request.startAsync(), 200);
        break;
      case "/dispatch":
        AsyncContext dispatched = request.startAsync();
        later(30, () -> dispatched.dispatch("/s/plain"));
        break;
      case "/dispatch-now":
        request.startAsync().dispatch("/s/plain");
        break;
      case "/dispatch-throw":
        AsyncContext failing = request.startAsync();
        later(30, () -> failing.dispatch("/s/throw"));
        break;
      case "/twice":
        AsyncContext first = request.startAsync();
        later(30, () -> first.dispatch("/async/complete"));
        break;
      case "/timeout":
        request.startAsync().setTimeout(50);
        break;
      case "/timeout-handled":
        AsyncContext slow = request.startAsync();
        slow.setTimeout(50);
        slow.addListener(new Patience());
        break;
      case "/throw":
        request.startAsync();
        throw new ServletException("boom", new IllegalStateException("root"));
      case "/send-error":
        AsyncContext refused = request.startAsync();
        later(
            30,
            () -> {
              ((HttpServletResponse) refused.getResponse()).sendError(503);
              refused.complete();
            });
        break;
      case "/elsewhere":
        elsewhere(request);
        break;
      default:
        response.sendError(404);
    }
  }

  private static void elsewhere(HttpServletRequest request) {
    Thread thread =
        new Thread(
            () -> {
              AsyncContext async = request.startAsync();
              later(30, () -> answer(async, 200));
            });
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void later(int millis, Work work) {
    new Thread(
            () -> {
              try {
                Thread.sleep(millis);
                work.run();
              } catch (Exception e) {
                e.printStackTrace();
              }
            })
        .start();
  }

  private static void answer(AsyncContext async, int status) throws IOException {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    response.setStatus(status);
    Endpoints.hello(response);
    async.complete();
  }

  /** Answers when it takes too long. */
  private static final class Patience implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      answer(event.getAsyncContext(), 504);
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
