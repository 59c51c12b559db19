package com.example;

/**
 * A servlet container with {@code App} in it twice: at / without error pages and at /pages with
 * one.
 */
public interface Container extends AutoCloseable {

  /** Where it listens on loopback. */
  int port();
}
