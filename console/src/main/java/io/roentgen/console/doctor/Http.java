package io.roentgen.console.doctor;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.roentgen.console.text.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request to this machine or the next, past all proxies. */
public final class Http {

  private static final int CONNECT_MILLIS = 3_000;
  private static final int READ_MILLIS = 10_000;
  private static final int LARGEST = 8 << 20;

  /** The answer's status code. */
  public final int status;

  /** The answer's body. */
  public final String body;

  private Http(int status, String body) {
    this.status = status;
    this.body = body;
  }

  /**
   * Asks.
   *
   * @param token shown if it isn't null
   * @param content posted if it isn't null
   * @throws IOException if nobody answers, or it isn't HTTP
   */
  public static Http request(String url, String token, String content) throws IOException {
    HttpURLConnection to = (HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY);
    to.setConnectTimeout(CONNECT_MILLIS);
    to.setReadTimeout(READ_MILLIS);
    to.setUseCaches(false);
    if (token != null) {
      to.setRequestProperty("Authorization", "Bearer " + token);
    }
    try {
      if (content != null) {
        to.setDoOutput(true);
        to.setRequestProperty("Content-Type", "application/json");
        to.getOutputStream().write(content.getBytes(StandardCharsets.UTF_8));
      }
      int status = to.getResponseCode();
      InputStream in = status < 400 ? to.getInputStream() : to.getErrorStream();
      if (status < 0) {
        throw new IOException("the answer is not HTTP");
      }
      return new Http(status, in == null ? "" : text(in));
    } finally {
      to.disconnect();
    }
  }

  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0 && all.size() < LARGEST; n = in.read(buffer)) {
      all.write(buffer, 0, n);
    }
    return new String(all.toByteArray(), StandardCharsets.UTF_8);
  }

  /** The body's JSON object; empty if it is none. */
  public Map<String, Object> json() {
    try (JsonReader in = new JsonReader(new StringReader(body))) {
      return in.peek() == JsonToken.BEGIN_OBJECT ? JsonValues.object(in) : new LinkedHashMap<>();
    } catch (IOException | RuntimeException e) {
      return new LinkedHashMap<>();
    }
  }
}
