package io.roentgen.console.trace;

/** A segment document: its bytes as they came, and what was read of them. Immutable. */
public final class Document {

  private static final int PER_DOCUMENT = 150;
  private static final int PER_ENTITY = 280;

  private final byte[] bytes;
  private final String traceId;
  private final Entity entity;
  private final int entities;

  Document(byte[] bytes, String traceId, Entity entity, int entities) {
    this.bytes = bytes;
    this.traceId = traceId;
    this.entity = entity;
    this.entities = entities;
  }

  /** JSON in UTF-8, on one line. Not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The trace that it belongs to. */
  public String traceId() {
    return traceId;
  }

  /** The segment or, if it was sent on its own, subsegment. */
  public Entity entity() {
    return entity;
  }

  /** What it takes of memory, about, in bytes. */
  int memory() {
    return bytes.length + PER_DOCUMENT + entities * PER_ENTITY;
  }
}
