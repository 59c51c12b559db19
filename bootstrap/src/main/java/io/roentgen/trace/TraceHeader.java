package io.roentgen.trace;

/**
 * The trace header, {@code X-Amzn-Trace-Id:
 * Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1}.
 *
 * <p>Holds the trace id as numbers: an unsampled request then costs one small object and no
 * strings. {@code Lineage} and keys we don't know travel on unchanged; {@code Self}, which load
 * balancers add for themselves, does not. Format: X-Ray developer guide, "Tracing header".
 */
public final class TraceHeader {

  /** The name of the HTTP header. */
  public static final String NAME = "X-Amzn-Trace-Id";

  /** What the caller decided on sampling. */
  public enum Decision {
    /** {@code Sampled=1}. */
    SAMPLED,
    /** {@code Sampled=0}. */
    NOT_SAMPLED,
    /** {@code Sampled=?}: decide, and tell in the response. */
    REQUESTED,
    /** Nothing said. */
    UNKNOWN
  }

  private static final int ROOT_LENGTH = 35;
  private static final int MAX_LENGTH = 2048;
  private static final int ID_LENGTH = 16;
  private static final String ROOT = "Root=";
  private static final String PARENT = "Parent=";
  private static final String SAMPLED = "Sampled=";
  private static final String HEX = "0123456789abcdef";

  private final int epochSeconds;
  private final int randomHigh;
  private final long randomLow;
  private final long parent;
  private final Decision decision;
  private final String extra;

  /** What an unsampled request sends on; often what it came with. */
  private String unsampled;

  private TraceHeader(
      int epochSeconds,
      int randomHigh,
      long randomLow,
      long parent,
      Decision decision,
      String extra,
      String unsampled) {
    this.epochSeconds = epochSeconds;
    this.randomHigh = randomHigh;
    this.randomLow = randomLow;
    this.parent = parent;
    this.decision = decision;
    this.extra = extra;
    this.unsampled = unsampled;
  }

  /** A header for a trace that begins here. */
  static TraceHeader fresh(Current current, Decision decision, String extra) {
    int now = (int) (Clock.checkedMillis() / 1000);
    return new TraceHeader(
        now, (int) current.nextRandom(), current.nextId(), 0, decision, extra, null);
  }

  /**
   * Reads a header; whatever is wrong with it, no exception.
   *
   * @return the header, or null if the text is null, too long, or has no well-formed {@code Root}
   */
  public static TraceHeader parse(String text) {
    if (text == null || text.length() > MAX_LENGTH) {
      return null;
    }
    int root = -1;
    long parent = 0;
    Decision decision = Decision.UNKNOWN;
    String extra = null;
    boolean asWeWriteIt = true;
    int end = text.length();
    for (int at = 0; at < end; ) {
      int stop = text.indexOf(';', at);
      if (stop < 0) {
        stop = end;
      }
      int from = at;
      int to = stop;
      at = stop + 1;
      while (from < to && text.charAt(from) == ' ') {
        from++;
      }
      while (to > from && text.charAt(to - 1) == ' ') {
        to--;
      }
      if (keyIs(text, from, to, ROOT)) {
        int value = from + ROOT.length();
        if (to - value != ROOT_LENGTH || !isRoot(text, value)) {
          return null;
        }
        asWeWriteIt &= root < 0;
        root = value;
      } else if (keyIs(text, from, to, PARENT)) {
        int value = from + PARENT.length();
        parent = to - value == ID_LENGTH && isHex(text, value, to) ? hex(text, value, to) : 0;
        asWeWriteIt &= parent != 0;
      } else if (keyIs(text, from, to, SAMPLED)) {
        asWeWriteIt &= decision == Decision.UNKNOWN;
        decision = to - from == 9 ? decision(text.charAt(to - 1)) : Decision.UNKNOWN;
      } else if (isPassedOn(text, from, to)) {
        String field = text.substring(from, to);
        extra = extra == null ? field : extra + ";" + field;
      } else {
        asWeWriteIt &= from == to;
      }
    }
    if (root < 0) {
      return null;
    }
    return new TraceHeader(
        (int) hex(text, root + 2, root + 10),
        (int) hex(text, root + 11, root + 19),
        hex(text, root + 19, root + 35),
        parent,
        decision,
        extra,
        asWeWriteIt && decision == Decision.NOT_SAMPLED ? text : null);
  }

  /** The trace id in X-Ray's form, 35 characters. */
  public String traceId() {
    byte[] out = new byte[ROOT_LENGTH];
    writeRoot(out, 0);
    return ascii(out);
  }

  /** The id of the caller's entity, or 0 if the header named none. */
  public long parent() {
    return parent;
  }

  /** What the caller decided on sampling. */
  public Decision decision() {
    return decision;
  }

  /** Whether the caller's decision stands, so that ours is not asked for. */
  public boolean isDecided() {
    return decision == Decision.SAMPLED || decision == Decision.NOT_SAMPLED;
  }

  /** {@code Lineage} and unknown fields, joined with {@code ;}, or null. */
  public String extra() {
    return extra;
  }

  /** Lets what is not sampled travel on undecided, as it came. */
  void passThrough() {
    String root = ROOT + traceId();
    unsampled = extra == null ? root : root + ";" + extra;
  }

  /** A header value for a call made in this trace. {@code parent} 0 leaves {@code Parent} out. */
  String write(long parent, boolean sampled) {
    boolean plain = parent == 0 && !sampled;
    if (plain && unsampled != null) {
      return unsampled;
    }
    int length = ROOT.length() + ROOT_LENGTH + 1 + SAMPLED.length() + 1;
    length += parent == 0 ? 0 : 1 + PARENT.length() + ID_LENGTH;
    length += extra == null ? 0 : 1 + extra.length();
    byte[] out = new byte[length];
    int at = write(ROOT, out, 0);
    at = writeRoot(out, at);
    if (parent != 0) {
      out[at++] = ';';
      at = write(PARENT, out, at);
      at = writeHex(parent, out, at, ID_LENGTH);
    }
    out[at++] = ';';
    at = write(SAMPLED, out, at);
    out[at++] = (byte) (sampled ? '1' : '0');
    if (extra != null) {
      out[at++] = ';';
      write(extra, out, at);
    }
    String text = ascii(out);
    if (plain) {
      unsampled = text;
    }
    return text;
  }

  /** An entity id as X-Ray writes it, 16 hexadecimal digits. */
  public static String id(long id) {
    byte[] out = new byte[ID_LENGTH];
    writeHex(id, out, 0, ID_LENGTH);
    return ascii(out);
  }

  private int writeRoot(byte[] out, int at) {
    out[at++] = '1';
    out[at++] = '-';
    at = writeHex(epochSeconds & 0xffffffffL, out, at, 8);
    out[at++] = '-';
    at = writeHex(randomHigh & 0xffffffffL, out, at, 8);
    return writeHex(randomLow, out, at, 16);
  }

  private static int writeHex(long value, byte[] out, int at, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      out[at + i] = (byte) HEX.charAt((int) value & 15);
      value >>>= 4;
    }
    return at + digits;
  }

  @SuppressWarnings("deprecation") // the one method that copies characters and encodes nothing
  private static int write(String ascii, byte[] out, int at) {
    ascii.getBytes(0, ascii.length(), out, at);
    return at + ascii.length();
  }

  @SuppressWarnings("deprecation") // the one constructor that copies bytes and decodes nothing
  private static String ascii(byte[] bytes) {
    return new String(bytes, 0);
  }

  private static boolean keyIs(String text, int from, int to, String key) {
    return to - from >= key.length() && text.regionMatches(true, from, key, 0, key.length());
  }

  private static boolean isPassedOn(String text, int from, int to) {
    int equals = text.indexOf('=', from);
    return equals > from
        && equals < to
        && !keyIs(text, from, to, "Self=")
        && isPrintable(text, from, to);
  }

  private static boolean isRoot(String text, int at) {
    return text.charAt(at) == '1'
        && text.charAt(at + 1) == '-'
        && isHex(text, at + 2, at + 10)
        && text.charAt(at + 10) == '-'
        && isHex(text, at + 11, at + 35);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** What we pass on must not be able to break the header it goes into. */
  private static boolean isPrintable(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static long hex(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | digit(text.charAt(i));
    }
    return value;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' && c < 128 ? lower - 'a' + 10 : -1;
  }

  private static Decision decision(char c) {
    switch (c) {
      case '1':
        return Decision.SAMPLED;
      case '0':
        return Decision.NOT_SAMPLED;
      case '?':
        return Decision.REQUESTED;
      default:
        return Decision.UNKNOWN;
    }
  }
}
