package io.roentgen.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server in a JVM of its own, for one whose dependencies contradict those of the library under
 * test. Both ends: a test starts it, the server's main method calls {@link #serve}. The server dies
 * with the test, as it reads the test's end of a pipe.
 */
public final class ServerProcess implements AutoCloseable {

  private static final String READY = "listening on ";

  private final Process process;
  private final int port;

  /** An SQS. */
  public static ServerProcess elasticMq() {
    return ofAws("elasticmq", "io.roentgen.testing.elasticmq.ElasticMq");
  }

  /** A DynamoDB. */
  public static ServerProcess dynamoDb() {
    return ofAws("dynamodb-local", "io.roentgen.testing.dynamodb.DynamoDb");
  }

  /** An S3. */
  public static ServerProcess localS3() {
    return ofAws("local-s3", "io.roentgen.testing.locals3.LocalS3Server");
  }

  /** Of the modules in {@code aws-servers}, whose directory the property {@code servers} names. */
  private static ServerProcess ofAws(String module, String mainClass) {
    return new ServerProcess(Path.of(System.getProperty("servers"), module), mainClass);
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param module the directory of the Maven module that has it; its class path was written to
   *     {@code target/classpath.txt}
   * @param mainClass what to run
   */
  private ServerProcess(Path module, String mainClass) {
    try {
      Path target = module.resolve("target");
      String libraries = Files.readString(target.resolve("classpath.txt")).trim();
      String classPath = target.resolve("classes") + java.io.File.pathSeparator + libraries;
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      process =
          new ProcessBuilder(List.of(java, "-Xmx256m", "-cp", classPath, mainClass))
              .redirectErrorStream(true)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      port = awaitPort(out);
      Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "drain-" + mainClass);
      drain.setDaemon(true);
      drain.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int awaitPort(BufferedReader out) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return Integer.parseInt(line.substring(READY.length()));
      }
      said.append(line).append('\n');
    }
    throw new IOException("the server did not start:\n" + said);
  }

  /** The port it listens on, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** For a server's main method: says that it listens, and ends the JVM when the test is over. */
  public static void serve(int port) throws IOException {
    System.out.println(READY + port);
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
