package io.roentgen.console.browser;

/** How the frames of a page come: its own clock between one and the next. */
final class Frames {

  /** Begins to count. */
  static final String COUNT =
      """
      window.counted = [];
      window.counting = true;
      let last = performance.now();
      const next = (now) => {
        counted.push(now - last);
        last = now;
        window.counting && requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
      """;

  /** Ends it and returns what was counted, in words. */
  static final String TELL =
      """
      window.counting = false;
      const all = counted.slice().sort((a, b) => a - b);
      const at = (share) => all[Math.floor(share * (all.length - 1))].toFixed(1);
      return `${all.length}, median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
      """;

  private Frames() {}
}
