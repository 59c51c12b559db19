package io.roentgen.console.receive;

/** What one application did with one rule since it reported before. */
public final class ClientReport {

  /** What the application calls itself: random, 24 hexadecimal digits. */
  public final String client;

  public final String rule;

  /** Requests that the rule took. */
  public final long requests;

  /** Those of them that were sampled, borrowed ones not counted. */
  public final long sampled;

  /** Sampled for want of a quota: one a second. */
  public final long borrowed;

  /** Milliseconds since 1970. */
  public final long lastAt;

  ClientReport(String client, String rule, long requests, long sampled, long borrowed, long now) {
    this.client = client;
    this.rule = rule;
    this.requests = requests;
    this.sampled = sampled;
    this.borrowed = borrowed;
    lastAt = now;
  }
}
