package io.roentgen.console.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A line between documents that says when the next ones came, in milliseconds since 1970. */
final class ArrivalMark {

  /** One a minute is enough for a bound by age. */
  static final long EVERY = 60_000;

  private static final byte[] BEGIN = "{\"received\":".getBytes(US_ASCII);

  private ArrivalMark() {}

  static byte[] of(long time) {
    return (new String(BEGIN, US_ASCII) + time + "}\n").getBytes(US_ASCII);
  }

  static boolean is(byte[] line, int length) {
    for (int i = 0; i < BEGIN.length; i++) {
      if (i >= length || line[i] != BEGIN[i]) {
        return false;
      }
    }
    return true;
  }

  static long time(byte[] line, int length) {
    long time = 0;
    for (int i = BEGIN.length; i < length && line[i] >= '0' && line[i] <= '9'; i++) {
      time = time * 10 + line[i] - '0';
    }
    return time;
  }
}
