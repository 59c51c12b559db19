package com.example;

/**
 * A servlet container with {@code App} in it three times: at / without error pages, at /pages with
 * one, and at /recorder with the recorder SDK's filter.
 */
public interface Container extends AutoCloseable {

  /** Where it listens on loopback. */
  int port();
}
