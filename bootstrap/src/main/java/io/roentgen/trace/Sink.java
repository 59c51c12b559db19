package io.roentgen.trace;

/** Takes what is complete: a segment, or a subsegment that ended after its segment was taken. */
public interface Sink {

  /**
   * Takes the entity with all that hangs under it. Called on the application's thread: must neither
   * block nor throw; what it can't take it drops and counts.
   */
  void offer(Entity complete);

  /**
   * Waits until what was offered is on its way, at most so long; whoever takes nothing over a
   * network has nothing to do.
   *
   * @param millis 0 only makes sure that somebody will send
   */
  default void flush(long millis) {}

  /** Something is to be looked after: {@link Open#sweep} should be called every now and then. */
  default void watch() {}

  /** After a restore from a snapshot: connections are not what they were. */
  default void restored() {}

  /** Tells the user, in one line, of something he may want to change. */
  default void warn(String message) {}
}
