package io.roentgen.trace;

/** Decides which requests are recorded when the caller has not decided already. */
public interface Sampler {

  /** What {@link #sampledBy} returns when it was not a rule with a name. */
  String NO_RULE = "";

  /**
   * Called once per request, before anything is built.
   *
   * @param host the Host header, or null
   * @param method the HTTP method, or null
   * @param path the path without query, or null
   */
  boolean sample(String host, String method, String path);

  /**
   * The same decision, and the name of X-Ray's sampling rule that made it.
   *
   * @param service the name that the segment will have; null for this process's own
   * @return null if it is not sampled
   */
  default String sampledBy(String service, String host, String method, String path) {
    return sample(host, method, path) ? NO_RULE : null;
  }

  /** After a restore from a snapshot: others may continue from the same one. */
  default void restored() {}
}
