package io.roentgen.instrumentation.httpurlconnection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.HttpClientContract;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpUrlConnectionTest extends HttpClientContract {

  private static final String HEADER = "X-Amzn-Trace-Id";

  @Override
  protected int call(String method, String url, Map<String, String> headers, String body)
      throws IOException {
    HttpURLConnection connection = open(url);
    connection.setRequestMethod(method);
    headers.forEach(connection::setRequestProperty);
    if (body != null) {
      connection.setDoOutput(true);
      write(connection, body);
    }
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (in != null) {
      in.readAllBytes();
      in.close();
    }
    return status;
  }

  private static HttpURLConnection open(String url) throws IOException {
    return (HttpURLConnection) URI.create(url).toURL().openConnection();
  }

  private static void write(HttpURLConnection connection, String body) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void recordsOneCallFromConnectToTheAnswerHoweverOftenItIsAskedFor() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              HttpURLConnection connection = open(server.url("/ok"));
              connection.connect();
              assertSame(Segment.class, Tracer.current().getClass(), "not current in between");
              assertEquals("5", connection.getHeaderField("Content-Length"));
              assertEquals(200, connection.getResponseCode());
              connection.getInputStream().close();
              connection.getInputStream();
              connection.disconnect();
            });
    Subsegment call = recorded.only(segment);
    assertEquals(200, call.status());
    assertEquals(5, call.contentLength());
    assertEquals(List.of(List.of(call.header())), server.header(HEADER));
  }

  @Test
  void recordsOneCallWhenTheAnswerIsReadOnAnotherThread() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              HttpURLConnection connection = open(server.url("/status/404"));
              connection.connect();
              var thread = Executors.newSingleThreadExecutor();
              assertThrows(
                  FileNotFoundException.class,
                  () -> {
                    try {
                      thread.submit(() -> connection.getInputStream()).get();
                    } catch (java.util.concurrent.ExecutionException e) {
                      throw e.getCause();
                    }
                  });
              thread.shutdown();
            });
    Subsegment call = recorded.only(segment);
    assertEquals(404, call.status());
    assertTrue(call.error() && !call.fault());
    assertNull(call.exception());
  }

  @Test
  void recordsStreamedBodies() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              HttpURLConnection connection = open(server.url("/ok"));
              connection.setDoOutput(true);
              connection.setChunkedStreamingMode(8);
              connection.connect();
              write(connection, "more than eight bytes");
              assertEquals(200, connection.getResponseCode());
            });
    Subsegment call = recorded.only(segment);
    assertEquals("POST", call.method());
    assertEquals(List.of(List.of(call.header())), server.header(HEADER));
  }

  @Test
  void endsACallThatIsGivenUp() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              HttpURLConnection connection = open(server.url("/ok"));
              connection.connect();
              connection.disconnect();
            });
    Subsegment call = recorded.only(segment);
    assertEquals(0, call.status());
    assertFalse(call.fault() || call.error());
  }

  @Test
  void endsACallThatNobodyCanReadAnyMore() throws Exception {
    Segment segment = recorded.trace(() -> open(server.url("/ok")).connect());
    assertTrue(recorded.children(segment).isEmpty(), "it is open");
    await()
        .until(
            () -> {
              System.gc();
              // The next one finds out.
              recorded.trace(() -> get(server.url("/ok")));
              return recorded.offered().stream().anyMatch(Subsegment.class::isInstance);
            });
    Entity late =
        recorded.offered().stream().filter(Subsegment.class::isInstance).findFirst().orElseThrow();
    assertSame(segment, late.segment());
    assertTrue(late.end() <= segment.end(), "as of when it was connected");
  }

  @Test
  void recordsNothingForAnAnswerFromBeforeTheTrace() throws Exception {
    HttpURLConnection connection = open(server.url("/ok"));
    assertEquals(200, connection.getResponseCode());
    Segment segment = recorded.trace(() -> connection.getHeaderField("Content-Type"));
    assertTrue(recorded.children(segment).isEmpty());
  }

  @Test
  void recordsARedirectThatCannotBeFollowedAsFault() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              HttpURLConnection connection = open(server.url("/redirect"));
              connection.setDoOutput(true);
              connection.setFixedLengthStreamingMode(1);
              connection.getOutputStream().write('x');
              // What has been streamed can't be sent again.
              assertThrows(IOException.class, connection::getInputStream);
            });
    Subsegment call = recorded.only(segment);
    assertEquals(302, call.status());
    assertTrue(call.fault());
    assertEquals("java.net.HttpRetryException", call.exception().throwable().getClass().getName());
  }

  @Test
  void recordsHttps(@TempDir Path folder) throws Exception {
    SSLContext tls = SelfSigned.context(folder);
    try (LocalHttpServer secure = new LocalHttpServer(tls)) {
      Segment segment =
          recorded.trace(
              () -> {
                HttpsURLConnection connection = (HttpsURLConnection) open(secure.url("/ok?a=b"));
                connection.setSSLSocketFactory(tls.getSocketFactory());
                connection.setHostnameVerifier((host, session) -> true);
                connection.connect();
                assertEquals(200, connection.getResponseCode());
                assertEquals(5, connection.getInputStream().readAllBytes().length);
              });
      Subsegment call = recorded.only(segment);
      assertEquals(secure.url("/ok"), call.url());
      assertEquals(200, call.status());
      assertEquals(List.of(List.of(call.header())), secure.header(HEADER));

      Subsegment refused =
          recorded.only(
              recorded.trace(
                  () ->
                      assertThrows(
                          IOException.class, () -> open(secure.url("/ok")).getInputStream())));
      assertTrue(refused.fault());
      assertEquals(
          "javax.net.ssl.SSLHandshakeException",
          refused.exception().throwable().getClass().getName());
    }
  }
}
