package io.roentgen.instrumentation.httpurlconnection;

import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.net.HttpURLConnection;

/**
 * The JDK's HttpURLConnection, for http, and for https, whose public class delegates to a subclass
 * of it. A call begins with whichever of {@code connect}, {@code getOutputStream} and {@code
 * getInputStream} comes first, and ends when {@code getInputStream}, which everything that looks at
 * the answer calls, has it.
 *
 * <p>A POST that is redirected is repeated as a GET without any header of the application's, ours
 * included; that is the JDK's doing.
 */
@Instrumentation(name = "http-url-connection", since = "8")
final class HttpUrlConnection {

  private static final String HTTP = "sun.net.www.protocol.http.HttpURLConnection";
  private static final String HTTPS =
      "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection";

  private HttpUrlConnection() {}

  @Weave(type = HTTP, method = "connect")
  @Weave(type = HTTPS, method = "connect")
  static final class Connect {

    static Exchange enter(@This HttpURLConnection connection) {
      return Exchange.enter(connection);
    }

    static void exit(@Enter Exchange exchange, @Thrown Throwable thrown) {
      if (exchange != null) {
        exchange.pause(thrown);
      }
    }
  }

  @Weave(type = HTTP, method = "getOutputStream")
  static final class Send {

    static Exchange enter(@This HttpURLConnection connection) {
      Exchange exchange = Exchange.enter(connection);
      if (exchange != null) {
        exchange.sends();
      }
      return exchange;
    }

    static void exit(@Enter Exchange exchange, @Thrown Throwable thrown) {
      if (exchange != null) {
        exchange.pause(thrown);
      }
    }
  }

  @Weave(type = HTTP, method = "getInputStream")
  static final class Receive {

    static Exchange enter(@This HttpURLConnection connection) {
      return Exchange.enter(connection);
    }

    static void exit(
        @This HttpURLConnection connection, @Enter Exchange exchange, @Thrown Throwable thrown) {
      if (exchange != null) {
        exchange.end(connection, thrown);
      }
    }
  }

  /** Gives up what was begun and not read. */
  @Weave(type = HTTP, method = "disconnect")
  static final class Disconnect {

    static void enter(@This HttpURLConnection connection) {
      Exchange.abandon(connection);
    }
  }
}
