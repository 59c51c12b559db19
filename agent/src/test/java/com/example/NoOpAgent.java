package com.example;

import java.lang.instrument.Instrumentation;

/** What an agent costs that does nothing: the JDK's own share. */
public final class NoOpAgent {

  private NoOpAgent() {}

  /** Does nothing. */
  public static void premain(String arguments, Instrumentation instrumentation) {}
}
