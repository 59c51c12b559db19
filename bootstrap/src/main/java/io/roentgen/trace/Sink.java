package io.roentgen.trace;

/** Takes what is complete: a segment, or a subsegment that ended after its segment was taken. */
public interface Sink {

  /**
   * Takes the entity with all that hangs under it. Called on the application's thread: must neither
   * block nor throw; what it can't take it drops and counts.
   */
  void offer(Entity complete);
}
