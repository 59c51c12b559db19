package io.roentgen.trace;

/** Decides which requests are recorded when the caller has not decided already. */
public interface Sampler {

  /**
   * Called once per request, before anything is built.
   *
   * @param host the Host header, or null
   * @param method the HTTP method, or null
   * @param path the path without query, or null
   */
  boolean sample(String host, String method, String path);
}
