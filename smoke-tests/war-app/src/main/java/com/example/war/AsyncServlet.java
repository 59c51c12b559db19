package com.example.war;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Answers after {@code doGet} has returned: {@code /async/complete} from another thread, {@code
 * /async/dispatch} by a dispatch from another thread to {@code /hello}, {@code /async/timeout} from
 * the listener when the time is over, {@code /async/error} with a failure in the other thread.
 */
@WebServlet(urlPatterns = "/async/*", asyncSupported = true)
public final class AsyncServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private transient ExecutorService executor;

  @Override
  public void init() {
    executor = Executors.newFixedThreadPool(2);
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    switch (request.getPathInfo()) {
      case "/complete":
        executor.execute(() -> answer(async, HttpServletResponse.SC_OK, "later"));
        break;
      case "/dispatch":
        executor.execute(() -> async.dispatch("/hello"));
        break;
      case "/timeout":
        async.setTimeout(100);
        async.addListener(new AnswerAtTimeout());
        break;
      case "/error":
        executor.execute(
            () -> answer(async, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "broken"));
        break;
      default:
        answer(async, HttpServletResponse.SC_NOT_FOUND, "no such way");
    }
  }

  private static void answer(AsyncContext async, int status, String text) {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    response.setStatus(status);
    response.setContentType("text/plain");
    try {
      response.getWriter().println(text);
    } catch (IOException e) {
      // The client has gone.
    } finally {
      async.complete();
    }
  }

  private static final class AnswerAtTimeout implements AsyncListener {
    @Override
    public void onTimeout(AsyncEvent event) {
      answer(event.getAsyncContext(), HttpServletResponse.SC_SERVICE_UNAVAILABLE, "took too long");
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
