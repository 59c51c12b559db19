package io.roentgen.agent.emit;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Appends documents to a file, one a line. */
final class FileTransport implements Transport {

  private static final long RETRY_NANOS = 30_000_000_000L;
  private static final int BUFFER = 1 << 17;

  private final String path;
  private final byte[] buffer = new byte[BUFFER];
  private int size;
  private int documents;
  private int lost;
  private OutputStream out;
  private IOException lastFailure;
  private long retryAt;

  FileTransport(String path) {
    this.path = path;
  }

  @Override
  public void send(byte[] document, int length) throws IOException {
    if (size + length + 1 > BUFFER) {
      try {
        flush();
      } catch (IOException e) {
        lost++;
        throw e;
      }
    }
    System.arraycopy(document, 0, buffer, size, length);
    size += length;
    buffer[size++] = '\n';
    documents++;
  }

  @Override
  public void flush() throws IOException {
    if (size == 0) {
      return;
    }
    try {
      OutputStream to = open();
      to.write(buffer, 0, size);
    } catch (IOException e) {
      lost = documents;
      abandon(e);
      throw e;
    } finally {
      size = 0;
      documents = 0;
    }
  }

  @Override
  public void reopen() {}

  @Override
  public String target() {
    return "file " + path;
  }

  @Override
  public int lost() {
    return lost;
  }

  private OutputStream open() throws IOException {
    if (out == null) {
      if (lastFailure != null && System.nanoTime() - retryAt < 0) {
        throw lastFailure;
      }
      OutputStream fresh = new FileOutputStream(new File(path), true);
      if (lastFailure != null) {
        // The last line before the failure may be there in part.
        fresh.write('\n');
      }
      out = fresh;
      lastFailure = null;
    }
    return out;
  }

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
