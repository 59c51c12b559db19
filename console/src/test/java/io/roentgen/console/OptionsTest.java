package io.roentgen.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.CommandLine.BadOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  private static Options of(String... arguments) throws BadOption {
    return new Options(arguments);
  }

  @Test
  void withoutAnyItIsTheUsualConsole() throws BadOption {
    Options options = of();
    assertEquals("127.0.0.1:2001", options.http.toString());
    assertEquals("127.0.0.1:2000", options.daemon.toString());
    assertEquals(100_000, options.limits.traces());
    assertEquals(7 * 24 * 3_600_000L, options.limits.age());
    assertNull(options.store);
    assertNull(options.token);
    assertFalse(options.open || options.quiet || options.help);
  }

  @Test
  void takesValuesInBothForms() throws BadOption {
    Options options =
        of("--http=0.0.0.0:80", "--daemon", "[::1]:3000", "--store", "a b", "--open", "--quiet");
    assertEquals("0.0.0.0:80", options.http.toString());
    assertEquals("[::1]:3000", options.daemon.toString());
    assertEquals("a b", options.store);
    assertTrue(options.open && options.quiet);
  }

  @ParameterizedTest
  @CsvSource({
    "--max-traces, 500, 500, 0, 0",
    "--max-bytes, 1000, 0, 1000, 0",
    "--max-bytes, 3k, 0, 3072, 0",
    "--max-bytes, 500M, 0, 524288000, 0",
    "--max-bytes, 2g, 0, 2147483648, 0",
    "--max-age, 90s, 0, 0, 90000",
    "--max-age, 15m, 0, 0, 900000",
    "--max-age, 6h, 0, 0, 21600000",
    "--max-age, 7d, 0, 0, 604800000"
  })
  void takesBounds(String option, String value, int traces, long bytes, long age) throws BadOption {
    Options options = of(option, value);
    assertEquals(traces > 0 ? traces : of().limits.traces(), options.limits.traces());
    assertEquals(bytes > 0 ? bytes : of().limits.bytes(), options.limits.bytes());
    assertEquals(age > 0 ? age : of().limits.age(), options.limits.age());
  }

  @ParameterizedTest
  @CsvSource({
    "--htp 1, 'there is no option --htp, did you mean --http?'",
    "--max-trace=1, 'there is no option --max-trace, did you mean --max-traces?'",
    "2000, 'there is no option 2000, did you mean --http?'",
    "--http, --http needs a value",
    "--http nowhere, --http nowhere is not HOST:PORT",
    "--http 127.0.0.1:70000, '--http 127.0.0.1:70000 is not HOST:PORT'",
    "--http http://127.0.0.1:80, '--http http://127.0.0.1:80 is not HOST:PORT'",
    "--quiet=yes, --quiet takes no value",
    "--token=, --token is empty",
    "--max-traces 0, '--max-traces 0 is not a number of traces, such as 50000'",
    "--max-traces 5k, '--max-traces 5k is not a number of traces, such as 50000'",
    "--max-bytes 1t, '--max-bytes 1t is not a number of bytes, such as 500m or 2g'",
    "--max-bytes 99999999999g, "
        + "'--max-bytes 99999999999g is not a number of bytes, such as 500m or 2g'",
    "--max-age 15, '--max-age 15 is not a time, such as 15m, 6h or 7d'",
    "--max-age d, '--max-age d is not a time, such as 15m, 6h or 7d'"
  })
  void saysWhatIsWrong(String line, String message) {
    BadOption wrong = assertThrows(BadOption.class, () -> of(line.split(" ")));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void helpTellsAllOptions() throws BadOption {
    Matcher named = Pattern.compile("\n  (--[a-z-]+)( [A-Z])?").matcher(Options.HELP);
    int count = 0;
    while (named.find()) {
      count++;
      if (named.group(2) == null) {
        of(named.group(1));
      } else {
        BadOption wrong = assertThrows(BadOption.class, () -> of(named.group(1)));
        assertEquals(named.group(1) + " needs a value", wrong.getMessage());
      }
    }
    assertEquals(11, count);
  }
}
