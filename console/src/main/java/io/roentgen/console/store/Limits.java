package io.roentgen.console.store;

/** How much a store keeps. Whichever is reached first counts; the oldest traces go first. */
public final class Limits {

  private final int traces;
  private final long bytes;
  private final long age;

  /**
   * @param bytes of memory that traces take, about
   * @param age in milliseconds
   */
  public Limits(int traces, long bytes, long age) {
    this.traces = traces;
    this.bytes = bytes;
    this.age = age;
  }

  /** 100,000 traces, half of the memory that the JVM may take, seven days. */
  public static Limits standard() {
    return new Limits(100_000, Runtime.getRuntime().maxMemory() / 2, 7 * 24 * 3_600_000L);
  }

  /** Most traces. */
  public int traces() {
    return traces;
  }

  /** Most bytes of memory, about. */
  public long bytes() {
    return bytes;
  }

  /** In milliseconds, from the first document of a trace. */
  public long age() {
    return age;
  }
}
