package io.roentgen.console.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Accessibility by the rules of axe-core: WCAG 2.0 and 2.1, levels A and AA. */
final class Audit {

  private static final String AXE = read();

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })
        .then((results) => done(results.passes.length < 10 ? ['axe looked at nothing'] : results.violations.flatMap((each) => each.nodes.slice(0, 4).map((node) =>
          each.id + ': ' + node.target.join(' ') + ': ' + node.failureSummary.replace(/\\s+/g, ' ').slice(0, 260)))),
        (error) => done(['axe failed: ' + error]));
      """;

  private Audit() {}

  /** What is violated, an element each. */
  @SuppressWarnings("unchecked")
  static List<String> violations(Page page) {
    page.js(AXE);
    return (List<String>) page.browser.executeAsyncScript(RUN);
  }

  private static String read() {
    try (InputStream in = Audit.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
