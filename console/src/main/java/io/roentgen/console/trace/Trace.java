package io.roentgen.console.trace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The documents of one trace. One thread at a time may add; reading needs no lock, and may miss
 * what is being added.
 */
public final class Trace {

  private static final int FEW = 64;
  private static final int EMPTY = 300;

  private final String id;
  private final long arrived;
  private volatile Document[] documents = new Document[1];
  private volatile int count;
  private volatile long bytes = EMPTY;
  private volatile int version;
  private volatile TraceSummary summary;

  /** Where each entity's document is; null while there are too few to need it. */
  private Map<Long, Integer> positions;

  /**
   * @param arrived when its first document came, in milliseconds since 1970
   */
  public Trace(String id, long arrived) {
    this.id = id;
    this.arrived = arrived;
  }

  /** What became of a document. */
  public enum Added {
    /** It is new. */
    NEW,
    /** It takes the place of what was in progress. */
    REPLACED,
    /** It is here already. */
    DUPLICATE
  }

  /**
   * Adds a document. One that says how an entity ended replaces those that said it was in progress;
   * one that is known byte by byte, or in progress after it ended, changes nothing.
   */
  public Added add(Document document) {
    int at = position(document.entity().id());
    if (at >= 0) {
      Document known = documents[at];
      if (known.entity().is(Entity.IN_PROGRESS)) {
        replace(at, document);
        return Added.REPLACED;
      }
      if (document.entity().is(Entity.IN_PROGRESS)
          || Arrays.equals(known.bytes(), document.bytes())) {
        return Added.DUPLICATE;
      }
    }
    append(document);
    return Added.NEW;
  }

  private int position(long entity) {
    if (positions != null) {
      return positions.getOrDefault(entity, -1);
    }
    for (int i = 0; i < count; i++) {
      if (documents[i].entity().id() == entity) {
        return i;
      }
    }
    return -1;
  }

  private void replace(int at, Document document) {
    Document[] now = documents.clone();
    bytes += document.memory() - now[at].memory();
    now[at] = document;
    documents = now;
    version++;
  }

  private void append(Document document) {
    int n = count;
    if (n == documents.length) {
      documents = Arrays.copyOf(documents, n * 2);
    }
    documents[n] = document;
    count = n + 1;
    bytes += document.memory();
    version++;
    if (positions != null) {
      positions.putIfAbsent(document.entity().id(), n);
    } else if (count == FEW) {
      Map<Long, Integer> all = new HashMap<>();
      for (int i = 0; i < count; i++) {
        all.putIfAbsent(documents[i].entity().id(), i);
      }
      positions = all;
    }
  }

  /** As X-Ray writes it. */
  public String id() {
    return id;
  }

  /** When its first document came, in milliseconds since 1970. */
  public long arrived() {
    return arrived;
  }

  /** How many documents it has. */
  public int size() {
    return count;
  }

  /** What it takes of memory, about, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** In the order in which they came. */
  public Document[] documents() {
    int n = count;
    return Arrays.copyOf(documents, n);
  }

  /** What the list and the map show of it; computed once after each change. */
  public TraceSummary summary() {
    int current = version;
    TraceSummary known = summary;
    if (known == null || known.version() != current) {
      known = TraceSummary.of(this, current);
      summary = known;
    }
    return known;
  }
}
