package io.roentgen.instrumentation.httpurlconnection;

import io.roentgen.trace.HttpCall;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import io.roentgen.trace.WeakIdentityMap;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;

/**
 * The call made over one connection. Known as long as the application holds the connection, as it
 * may ask for the answer again long after the call has ended.
 */
final class Exchange {

  private static final WeakIdentityMap<Exchange> KNOWN =
      new WeakIdentityMap<Exchange>() {
        /** Nobody can read the answer any more: the call ended when it was last worked on. */
        @Override
        protected void forgotten(Exchange exchange) {
          Subsegment unread = exchange.call;
          if (unread != null) {
            unread.finishAt(exchange.pausedAt);
          }
        }
      };

  /** Null once it has ended. */
  private volatile Subsegment call;

  /** The thread that is inside one of the woven methods, which call each other. */
  private volatile Thread inside = Thread.currentThread();

  /** Microseconds since the epoch. */
  private volatile long pausedAt;

  private Exchange() {}

  /**
   * Begins or continues.
   *
   * @return null if there is nothing to do when the woven method is left
   */
  static Exchange enter(HttpURLConnection connection) {
    Exchange known = KNOWN.get(connection);
    if (known != null) {
      if (known.call == null || known.inside != null) {
        return null;
      }
      known.inside = Thread.currentThread();
      return known;
    }
    return Tracer.current() == null ? null : begin(connection);
  }

  private static Exchange begin(HttpURLConnection connection) {
    Exchange exchange = new Exchange();
    // Even if there will be no call, not to have to find out again.
    if (!KNOWN.putIfAbsent(connection, exchange)) {
      return null;
    }
    Subsegment call = canTakeHeaders(connection) ? HttpCall.enter() : null;
    if (call != null) {
      String url = connection.getURL().toExternalForm();
      HttpCall.request(call, connection.getRequestMethod(), url);
    }
    exchange.call = call;
    String header = Tracer.headerFor(call);
    if (header != null) {
      setHeader(connection, header);
    }
    return call == null ? null : exchange;
  }

  private static void setHeader(HttpURLConnection connection, String header) {
    try {
      connection.setRequestProperty(TraceHeader.NAME, header);
    } catch (IllegalStateException e) {
      // It was begun before there was a trace.
    }
  }

  /** False when it was connected before there was a trace. */
  private static boolean canTakeHeaders(HttpURLConnection connection) {
    try {
      connection.setUseCaches(connection.getUseCaches());
      return true;
    } catch (IllegalStateException connected) {
      return false;
    }
  }

  /** There will be a body, so the JDK makes a GET a POST. */
  void sends() {
    Subsegment current = call;
    if (current != null && "GET".equals(current.method())) {
      current.setRequest("POST", current.url());
    }
  }

  /** The method is left with no answer yet. */
  void pause(Throwable thrown) {
    Subsegment current = call;
    if (current != null) {
      current.leave();
      pausedAt = current.segment().now();
      if (thrown != null) {
        current.setException(thrown);
        finish();
      }
    }
    inside = null;
  }

  /** There is an answer, or there will be none. */
  void end(HttpURLConnection connection, Throwable thrown) {
    Subsegment current = call;
    try {
      if (current != null) {
        current.leave();
        answer(connection, current, thrown);
      }
    } finally {
      finish();
      inside = null;
    }
  }

  private static void answer(HttpURLConnection connection, Subsegment call, Throwable thrown) {
    int status = status(connection, thrown);
    if (status > 0) {
      HttpCall.response(call, status, connection.getHeaderFieldLong("Content-Length", -1));
    }
    // From 400 on, getInputStream throws to tell the status.
    if (status < 400) {
      call.setException(thrown);
    }
  }

  private static int status(HttpURLConnection connection, Throwable thrown) {
    if (thrown instanceof HttpRetryException) {
      return ((HttpRetryException) thrown).responseCode();
    }
    try {
      return connection.getResponseCode();
    } catch (Exception e) {
      return -1;
    }
  }

  /** The answer will not be read. */
  static void abandon(HttpURLConnection connection) {
    Exchange known = KNOWN.get(connection);
    if (known != null && known.inside == null) {
      known.finish();
    }
  }

  private void finish() {
    Subsegment current = call;
    if (current != null) {
      call = null;
      current.finish();
    }
  }
}
