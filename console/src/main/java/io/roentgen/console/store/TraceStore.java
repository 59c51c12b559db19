package io.roentgen.console.store;

import io.roentgen.console.trace.BadDocument;
import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.DocumentParser;
import io.roentgen.console.trace.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The traces that are kept, in the order in which they came. Safe for use by many threads: what
 * reads takes a copy of the list of traces and holds nobody up.
 */
public final class TraceStore {

  /** No trace has a longer id. X-Ray's have 35 characters. */
  private static final int TRACE_ID = 128;

  private static final long QUICKLY_REWRITTEN = 8 << 20;

  private final Limits limits;
  private final LongSupplier clock;
  private final Map<String, Trace> traces = new LinkedHashMap<>();
  private final Seen seen = new Seen();
  private final ThreadLocal<DocumentParser> parsers = ThreadLocal.withInitial(DocumentParser::new);
  private StoreFile file;
  private long bytes;
  private long documents;
  private long evicted;
  private long duplicates;
  private volatile long generation;

  /** An empty store on the system's clock. */
  public TraceStore(Limits limits) {
    this(limits, System::currentTimeMillis);
  }

  /**
   * @param clock milliseconds since 1970
   */
  TraceStore(Limits limits, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Takes what is in a file, and from now on writes to it whatever comes.
   *
   * @return what was found, for the operator
   * @throws IOException with a message for the operator: it can't be read or written, or another
   *     console has it
   */
  public synchronized StoreFile.Found open(String path) throws IOException {
    StoreFile opened = StoreFile.open(path);
    try {
      StoreFile.Found found = opened.read(new Reader());
      file = opened;
      return found;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Adds a document.
   *
   * @throws BadDocument if it is none
   */
  public Trace.Added add(byte[] document, int offset, int length) throws BadDocument {
    Document parsed = parse(document, offset, length);
    synchronized (this) {
      long now = clock.getAsLong();
      Trace.Added added = keep(parsed, now);
      if (added != Trace.Added.DUPLICATE && file != null) {
        file.append(parsed.bytes(), now);
        if (file.isWasteful(bytes)) {
          file.rewrite(new ArrayList<>(traces.values()));
        }
      }
      return added;
    }
  }

  /** Takes what was kept before. */
  private final class Reader implements StoreFile.Lines {
    private long time = clock.getAsLong();

    @Override
    public boolean read(byte[] bytes, int offset, int length) {
      try {
        keep(parse(bytes, offset, length), time);
        return true;
      } catch (BadDocument e) {
        return false;
      }
    }

    @Override
    public void mark(long time) {
      this.time = Math.min(time, clock.getAsLong());
    }
  }

  private Document parse(byte[] document, int offset, int length) throws BadDocument {
    Document parsed = parsers.get().parse(document, offset, length);
    if (parsed.traceId().length() > TRACE_ID) {
      throw new BadDocument("trace_id too long");
    }
    return parsed;
  }

  private Trace.Added keep(Document document, long now) {
    Trace trace = traces.get(document.traceId());
    if (trace == null) {
      trace = new Trace(document.traceId(), now);
      traces.put(document.traceId(), trace);
      bytes += trace.bytes();
    }
    long before = trace.bytes();
    Trace.Added added = trace.add(document);
    bytes += trace.bytes() - before;
    if (added == Trace.Added.DUPLICATE) {
      duplicates++;
      return added;
    }
    documents += added == Trace.Added.NEW ? 1 : 0;
    seen.add(document.entity());
    evict(now, trace);
    generation++;
    return added;
  }

  /** Makes room. A trace that just grew stays, however old, unless it alone is too large. */
  private void evict(long now, Trace grown) {
    Iterator<Trace> oldest = traces.values().iterator();
    while (oldest.hasNext()
        && (traces.size() > limits.traces() || bytes > limits.bytes())
        && traces.size() > 1) {
      Trace trace = oldest.next();
      if (trace != grown) {
        drop(trace, oldest);
      }
    }
    expire(now);
  }

  private void expire(long now) {
    Iterator<Trace> oldest = traces.values().iterator();
    while (oldest.hasNext()) {
      Trace trace = oldest.next();
      if (now - trace.arrived() <= limits.age()) {
        return;
      }
      drop(trace, oldest);
    }
  }

  private void drop(Trace trace, Iterator<Trace> at) {
    at.remove();
    bytes -= trace.bytes();
    documents -= trace.size();
    evicted++;
    generation++;
  }

  /** Forgets everything, in the file as well. */
  public synchronized void clear() {
    traces.clear();
    bytes = 0;
    documents = 0;
    generation++;
    if (file != null) {
      file.rewrite(new ArrayList<>());
    }
  }

  /**
   * Forgets one trace. From a large file it is gone only when that is next written anew.
   *
   * @return whether it was here
   */
  public synchronized boolean forget(String id) {
    Trace trace = traces.remove(id);
    if (trace == null) {
      return false;
    }
    bytes -= trace.bytes();
    documents -= trace.size();
    generation++;
    if (file != null && file.length() < QUICKLY_REWRITTEN) {
      file.rewrite(new ArrayList<>(traces.values()));
    }
    return true;
  }

  /** A trace, or null if it isn't here. */
  public synchronized Trace find(String id) {
    return traces.get(id);
  }

  /** All traces, the oldest first. */
  public synchronized List<Trace> all() {
    expire(clock.getAsLong());
    return new ArrayList<>(traces.values());
  }

  /** Another number whenever something changed. */
  public long generation() {
    return generation;
  }

  /** What is in here now. */
  public synchronized Figures figures() {
    Figures figures = new Figures();
    figures.traces = traces.size();
    figures.documents = documents;
    figures.bytes = bytes;
    figures.evicted = evicted;
    figures.duplicates = duplicates;
    figures.limits = limits;
    figures.file = file == null ? null : file.path();
    figures.fileBytes = file == null ? 0 : file.length();
    figures.fileFailure = file == null ? null : file.failure();
    return figures;
  }

  /** Names and values that were seen, for completion. */
  public Seen seen() {
    return seen;
  }

  /** Lets go of the file. */
  public synchronized void close() {
    if (file != null) {
      file.close();
    }
  }

  /** What a store holds at some moment. */
  public static final class Figures {
    /** How many. */
    public int traces;

    /** How many in all traces. */
    public long documents;

    /** Of memory, about. */
    public long bytes;

    /** Traces that had to go. */
    public long evicted;

    /** Documents that were here already. */
    public long duplicates;

    /** The bounds. */
    public Limits limits;

    /** Where it is written to; null for nowhere. */
    public String file;

    /** How long the file is. */
    public long fileBytes;

    /** Why it can't be written; null if it can. */
    public String fileFailure;
  }
}
