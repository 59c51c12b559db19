package io.roentgen.console;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The command {@code console}. */
public final class Main {

  private Main() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Setup setup = new Setup();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--http":
          setup.page = address(value);
          break;
        case "--udp":
          setup.daemon = address(value);
          break;
        case "--store":
          setup.store = value;
          break;
        default:
          System.err.println("unknown: " + arguments[i]);
      }
    }
    Console console = Console.start(setup);
    System.out.println("page " + console.page() + ", documents to " + console.daemon());
    Thread.currentThread().join();
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
