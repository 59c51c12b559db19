package io.roentgen.smoke.lambda;

import java.nio.charset.StandardCharsets;

/**
 * What came of an invocation.
 *
 * @param functionError null, or {@code Unhandled} when the function failed
 */
public record Answer(String requestId, String functionError, byte[] payload) {

  static Answer failed(String requestId, String errorType, String message) {
    String json = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + errorType + "\"}";
    return new Answer(requestId, "Unhandled", json.getBytes(StandardCharsets.UTF_8));
  }

  /** The payload as text. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
