package io.roentgen.console.store;

import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.Trace;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Documents in a file, one a line, appended as they come: what was written when the process is
 * killed is there when it starts again. Only a line's end makes it whole; what stands behind the
 * last one is cut off. A file beside it, with {@code .lock} at the end of its name, keeps a second
 * console away. Not for use by several threads.
 */
public final class StoreFile {

  /** Rewriting a smaller file would gain nothing. */
  private static final long SMALL = 32 << 20;

  private final Path path;
  private final Path lockPath;
  private final FileChannel lockChannel;
  private FileChannel channel;
  private long length;
  private long rewriteFrom = SMALL;
  private long marked;
  private String failure;

  private StoreFile(Path path, Path lockPath, FileChannel lockChannel, FileChannel channel)
      throws IOException {
    this.path = path;
    this.lockPath = lockPath;
    this.lockChannel = lockChannel;
    this.channel = channel;
    this.length = channel.size();
  }

  /** What a file held. */
  public static final class Found {
    /** Whole documents. */
    public long documents;

    /** Lines that are no documents. */
    public long bad;

    /** Bytes behind the last line's end, which are gone now. */
    public long cut;
  }

  /** Takes what is in the file. */
  interface Lines {
    /** Returns false if it is no document. */
    boolean read(byte[] bytes, int offset, int length);

    /** What follows came at this time, in milliseconds since 1970, or a little later. */
    void mark(long time);
  }

  static StoreFile open(String name) throws IOException {
    Path path = Paths.get(name).toAbsolutePath();
    Path lockPath = Paths.get(path + ".lock");
    FileChannel lockChannel = null;
    try {
      lockChannel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(lockChannel);
      if (lock == null) {
        throw new IOException("another console has it");
      }
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
      return new StoreFile(path, lockPath, lockChannel, channel);
    } catch (IOException e) {
      if (lockChannel != null) {
        lockChannel.close();
      }
      throw new IOException("cannot use " + path + ": " + reason(e), e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such folder"
        : e instanceof java.nio.file.AccessDeniedException ? "access denied" : message;
  }

  /** Reads all lines and cuts off what has no end, unless it is whole without. */
  Found read(Lines lines) throws IOException {
    Found found = new Found();
    long[] whole = {0};
    boolean[] endless = {false};
    try (InputStream in = new FileInputStream(path.toFile())) {
      LineReader reader = new LineReader(in);
      reader.read(
          (line, length, ended) -> {
            if (length >= 0 && ArrivalMark.is(line, length)) {
              lines.mark(ArrivalMark.time(line, length));
            } else if (length >= 0 && lines.read(line, 0, length)) {
              found.documents++;
              endless[0] = !ended;
            } else if (!ended) {
              return;
            } else if (length != 0) {
              found.bad++;
            }
            whole[0] = reader.position();
          });
    }
    found.cut = channel.size() - whole[0];
    channel.truncate(whole[0]);
    channel.position(whole[0]);
    length = whole[0];
    if (endless[0]) {
      write(new byte[] {'\n'});
    }
    return found;
  }

  /**
   * Appends a line. If the disk refuses, what it took of it is taken back.
   *
   * @param time when it came, in milliseconds since 1970
   */
  void append(byte[] document, long time) {
    if (time - marked >= ArrivalMark.EVERY) {
      write(ArrivalMark.of(time));
      marked = time;
    }
    byte[] line = Arrays.copyOf(document, document.length + 1);
    line[document.length] = '\n';
    write(line);
  }

  private void write(byte[] line) {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      length += line.length;
      failure = null;
    } catch (IOException e) {
      failure = e.getMessage();
      try {
        channel.truncate(length);
        channel.position(length);
      } catch (IOException again) {
        failure = again.getMessage();
      }
    }
  }

  /** Whether most of it is documents that are kept no longer. */
  boolean isWasteful(long kept) {
    return length > rewriteFrom && length > 2 * kept;
  }

  /** Writes another file of these alone and puts it in this one's place. */
  void rewrite(List<Trace> traces) {
    Path next = Paths.get(path + ".new");
    marked = 0;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next), 1 << 16)) {
        for (Trace trace : traces) {
          if (trace.arrived() - marked >= ArrivalMark.EVERY) {
            marked = trace.arrived();
            out.write(ArrivalMark.of(marked));
          }
          for (Document document : trace.documents()) {
            out.write(document.bytes());
            out.write('\n');
          }
        }
      }
      channel.close();
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      failure = null;
      rewriteFrom = SMALL;
    } catch (IOException e) {
      failure = e.getMessage();
      rewriteFrom = 2 * length;
    }
    try {
      if (!channel.isOpen()) {
        channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      }
      length = channel.size();
      channel.position(length);
    } catch (IOException e) {
      failure = e.getMessage();
    }
  }

  String path() {
    return path.toString();
  }

  long length() {
    return length;
  }

  /** Why it can't be written at present; null if it can. */
  String failure() {
    return failure;
  }

  void close() {
    try {
      channel.close();
      lockChannel.close();
      Files.deleteIfExists(lockPath);
    } catch (IOException e) {
      failure = e.getMessage();
    }
  }
}
