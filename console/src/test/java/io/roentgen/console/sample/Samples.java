package io.roentgen.console.sample;

import java.util.List;

/**
 * Sends samples to a daemon: {@code Samples ADDRESS KIND [COUNT [SPAN [RATE]]]}, COUNT traces that
 * began in the last SPAN seconds, RATE documents a second.
 */
public final class Samples {

  private static final long SEED = 8;

  private Samples() {}

  /** Sends them and says how many. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("ADDRESS shop|landscape|batch|hostile|sdk [COUNT [SPAN [RATE]]]");
      System.exit(2);
    }
    int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
    double span = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 600;
    int rate = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 2000;
    double start = System.currentTimeMillis() / 1000.0 - span;
    List<String> documents =
        switch (arguments[1]) {
          case "shop" -> new Shop(SEED).traces(count, start, span);
          case "landscape" -> Landscape.traces(SEED, count, start, span);
          case "batch" -> Batch.trace(SEED, start);
          case "hostile" -> new Hostile(SEED, start).documents();
          case "sdk" -> Sdk.documents();
          default -> throw new IllegalArgumentException(arguments[1]);
        };
    try (Sender sender = new Sender(arguments[0])) {
      sender.send(documents, rate);
    }
    System.out.println(documents.size() + " documents sent");
  }
}
