package io.roentgen.console;

import io.roentgen.console.CommandLine.BadOption;
import io.roentgen.console.store.Limits;

/** What the command {@code console} is told. */
final class Options {

  static final String HELP =
      "Usage: java -jar roentgen.jar console [options]\n"
          + "\n"
          + "A local X-Ray: receives what Roentgen and any X-Ray SDK send to a daemon, and shows the\n"
          + "trace map and the traces in a browser.\n"
          + "\n"
          + "  --http HOST:PORT    where the page is, 127.0.0.1:2001 by default\n"
          + "  --daemon HOST:PORT  where it receives, by UDP and TCP, 127.0.0.1:2000 by default\n"
          + "  --store FILE        keep the traces in this file as well, for the next start\n"
          + "  --max-traces N      100000 by default; the oldest go first\n"
          + "  --max-bytes N       of memory, about: 500m, 2g; half of the heap by default\n"
          + "  --max-age TIME      15m, 6h, 7d; 7d by default\n"
          + "  --rules FILE        sampling rules to serve and to keep what the page changes\n"
          + "  --token TEXT        who asks from elsewhere has to show it; one is made if the page\n"
          + "                      is not on a loopback address\n"
          + "  --open              open the page in the browser\n"
          + "  --quiet             print nothing but what goes wrong\n"
          + "  --help";

  private static final String[] KNOWN = {
    "--http=",
    "--daemon=",
    "--store=",
    "--max-traces=",
    "--max-bytes=",
    "--max-age=",
    "--rules=",
    "--token=",
    "--open",
    "--quiet",
    "--help"
  };

  final Address http;
  final Address daemon;
  final Limits limits;

  /** A path, or null. */
  final String store;

  /** A path, or null. */
  final String rules;

  /** Null if none is given. */
  final String token;

  final boolean open;
  final boolean quiet;
  final boolean help;

  /**
   * Reads the command line.
   *
   * @throws BadOption with a line for the user
   */
  Options(String[] arguments) throws BadOption {
    CommandLine line = new CommandLine(arguments, KNOWN);
    help = line.has("--help");
    http = line.address("--http", "127.0.0.1:2001");
    daemon = line.address("--daemon", "127.0.0.1:2000");
    store = line.value("--store");
    rules = line.value("--rules");
    token = line.value("--token");
    if (token != null && token.isEmpty()) {
      throw new BadOption("--token is empty");
    }
    open = line.has("--open");
    quiet = line.has("--quiet");
    Limits standard = Limits.standard();
    limits =
        new Limits(
            (int) amount(line, "--max-traces", standard.traces(), TRACES),
            amount(line, "--max-bytes", standard.bytes(), BYTES),
            amount(line, "--max-age", standard.age(), MILLISECONDS));
  }

  private static long amount(CommandLine line, String name, long otherwise, Unit unit)
      throws BadOption {
    String text = line.value(name);
    if (text == null) {
      return otherwise;
    }
    long amount = unit.parse(text);
    if (amount <= 0) {
      throw new BadOption(name + " " + text + " is not " + unit.wanted);
    }
    return amount;
  }

  private static final Unit TRACES = new Unit("a number of traces, such as 50000", "", 1);
  private static final Unit BYTES =
      new Unit("a number of bytes, such as 500m or 2g", "kmg", 1, 1L << 10, 1L << 20, 1L << 30);
  private static final Unit MILLISECONDS =
      new Unit(
          "a time, such as 15m, 6h or 7d", "smhd", 0, 1_000, 60_000, 3_600_000, 24 * 3_600_000L);

  private static final class Unit {
    final String wanted;
    private final String letters;
    private final long[] factors;

    /**
     * @param factors of a number without a letter, 0 if it needs one, and of each letter
     */
    Unit(String wanted, String letters, long... factors) {
      this.wanted = wanted;
      this.letters = letters;
      this.factors = factors;
    }

    /** 0 if it is no amount; at least 1, and no more traces than an int holds. */
    long parse(String text) {
      int end = text.length() - 1;
      int letter = end < 1 ? -1 : letters.indexOf(Character.toLowerCase(text.charAt(end)));
      try {
        long number = Long.parseLong(letter < 0 ? text : text.substring(0, end));
        long amount = Math.multiplyExact(number, factors[letter + 1]);
        return letters.isEmpty() ? Math.min(amount, Integer.MAX_VALUE) : amount;
      } catch (NumberFormatException | ArithmeticException e) {
        return 0;
      }
    }
  }
}
