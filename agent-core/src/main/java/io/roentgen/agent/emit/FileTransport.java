package io.roentgen.agent.emit;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Appends documents to a file, one a line. */
final class FileTransport implements Transport {

  private static final long RETRY_NANOS = 30_000_000_000L;

  private final String path;
  private OutputStream out;
  private IOException lastFailure;
  private long retryAt;

  FileTransport(String path) {
    this.path = path;
  }

  @Override
  public void send(byte[] document, int length) throws IOException {
    try {
      OutputStream to = open();
      to.write(document, 0, length);
      to.write('\n');
    } catch (IOException e) {
      abandon(e);
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    if (out != null) {
      try {
        out.flush();
      } catch (IOException e) {
        abandon(e);
        throw e;
      }
    }
  }

  private OutputStream open() throws IOException {
    if (out == null) {
      if (lastFailure != null && System.nanoTime() - retryAt < 0) {
        throw lastFailure;
      }
      out = new BufferedOutputStream(new FileOutputStream(new File(path), true), 1 << 16);
      lastFailure = null;
    }
    return out;
  }

  /** What is in the buffer is lost with it; it may have been written in part. */
  private void abandon(IOException failure) {
    if (failure != lastFailure) {
      lastFailure = failure;
      retryAt = System.nanoTime() + RETRY_NANOS;
    }
    OutputStream broken = out;
    out = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (IOException e) {
        // It is broken already.
      }
    }
  }
}
