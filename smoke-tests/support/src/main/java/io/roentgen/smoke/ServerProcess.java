package io.roentgen.smoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What every server process of the smoke tests does: it says where it listens, lives as long as its
 * standard input is open, and leaves no file behind. The parent's death closes that input, so a
 * killed test or demo leaves no server running.
 */
public final class ServerProcess {
  private ServerProcess() {}

  /**
   * Prints {@code READY name where}, waits for the end of standard input, stops the server and ends
   * the JVM. The server is also stopped when the JVM gets a signal.
   *
   * @param name of the server, one word
   * @param where it is reached: a URL or a port
   * @param server closed once, whatever ends the process
   * @param temporary directories to delete after it
   */
  public static void serve(String name, String where, AutoCloseable server, Path... temporary) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> close(server, temporary), "stop-" + name));
    System.out.println("READY " + name + " " + where);
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException ended) {
      // As good as the end of the input.
    }
    // Some of the servers leave threads running that are no daemons.
    System.exit(0);
  }

  /** A directory of its own for a server's files, below the system's temporary directory. */
  public static Path temporaryDirectory(String name) {
    try {
      return Files.createTempDirectory("roentgen-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A TCP port of the loopback address that was free a moment ago, for servers that want a number.
   */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(AutoCloseable server, Path... temporary) {
    try {
      server.close();
    } catch (Exception e) {
      System.err.println("Did not stop cleanly: " + e);
    }
    for (Path directory : temporary) {
      try {
        delete(directory);
      } catch (IOException e) {
        System.err.println("Left behind: " + directory + ": " + e);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    // Some servers delete files of theirs at the same time: what is gone already is fine.
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
