package io.roentgen.console.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream line by line; of a line that is too long only its end is waited for. */
public final class LineReader {

  /** No document that came by UDP or from a daemon's client is longer. */
  static final int LONGEST = 16 << 20;

  private final InputStream in;
  private byte[] line = new byte[1 << 16];
  private int length;
  private boolean tooLong;
  private long position;

  /** Reads from a stream that the caller closes. */
  public LineReader(InputStream in) {
    this.in = in;
  }

  /** Takes lines. */
  public interface Lines {
    /**
     * A line without its end. The bytes are good until this returns.
     *
     * @param length -1 for one that was too long
     * @param ended whether it had an end: the last one may have none
     */
    void take(byte[] bytes, int length, boolean ended) throws IOException;
  }

  /**
   * Reads to the end of the stream.
   *
   * @throws IOException if that fails
   */
  public void read(Lines lines) throws IOException {
    byte[] block = new byte[1 << 16];
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      int from = 0;
      for (int i = 0; i < n; i++) {
        if (block[i] == '\n') {
          append(block, from, i - from);
          position++;
          give(lines, true);
          from = i + 1;
        }
      }
      append(block, from, n - from);
    }
    if (length > 0 || tooLong) {
      give(lines, false);
    }
  }

  private void append(byte[] block, int from, int count) {
    position += count;
    if (tooLong || length + count > LONGEST) {
      tooLong = true;
      return;
    }
    if (line.length < length + count) {
      line = Arrays.copyOf(line, (length + count) * 2);
    }
    System.arraycopy(block, from, line, length, count);
    length += count;
  }

  private void give(Lines lines, boolean ended) throws IOException {
    int taken = tooLong ? -1 : length;
    length = 0;
    tooLong = false;
    lines.take(line, taken, ended);
  }

  /** Bytes that were read up to the end of the line that is being taken. */
  long position() {
    return position;
  }
}
