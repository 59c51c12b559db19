package io.roentgen.agent.emit;

import io.roentgen.agent.Log;

/**
 * Says what became of the documents: in the log when some were dropped, and for whoever looks from
 * outside ({@code roentgen.jar doctor}, {@code jcmd <pid> VM.system_properties}) in the system
 * property {@link #PROPERTY}, a {@code key=value} a line. It is there from the start; later the
 * emitter's thread keeps it up to date, to about half a second.
 */
final class Report {

  /** Not {@code roentgen.}: it is no key of the configuration. */
  static final String PROPERTY = "io.roentgen.report";

  private static final long DROPS_NANOS = 60_000_000_000L;
  private static final long PUBLISH_NANOS = 500_000_000L;

  private String about;
  private String lastFailure;
  private long lastFailureMillis;
  private long droppedAt;
  private long reportedDrops;
  private long publishedAt;
  private long published;

  /** The first report. */
  void begin(String version, String service, String sampling, String target) {
    StringBuilder lines = new StringBuilder(256);
    line(lines, "version", version);
    line(lines, "service", service);
    line(lines, "sampling", sampling);
    about = lines.toString();
    System.setProperty(PROPERTY, text(target, 0, 0, 0, 0, 0));
  }

  /** Something could not be sent. */
  void failed(Exception reason) {
    lastFailure = reason.toString();
    lastFailureMillis = System.currentTimeMillis();
  }

  /**
   * How things are now.
   *
   * @param taken segments, and subsegments that ended after theirs
   */
  void update(Transport transport, long taken, long sent, long failed, long dropped) {
    long now = System.nanoTime();
    if (dropped > reportedDrops && (reportedDrops == 0 || now - droppedAt > DROPS_NANOS)) {
      reportedDrops = dropped;
      droppedAt = now;
      Log.warn("more traces than can be sent: " + dropped + " dropped so far, " + sent + " sent");
    }
    long sum = taken + sent + failed + dropped;
    if (about != null && sum != published && now - publishedAt > PUBLISH_NANOS) {
      publishedAt = now;
      published = sum;
      // Not set anew: who took it away, or all properties, meant it so.
      System.getProperties()
          .replace(
              PROPERTY,
              text(transport.target(), taken, sent, failed, dropped, System.currentTimeMillis()));
    }
  }

  private String text(
      String target, long taken, long sent, long failed, long dropped, long millis) {
    StringBuilder lines = new StringBuilder(512).append(about);
    line(lines, "target", target);
    line(lines, "taken", Long.toString(taken));
    line(lines, "sent", Long.toString(sent));
    line(lines, "failed", Long.toString(failed));
    line(lines, "dropped", Long.toString(dropped));
    line(lines, "at", Long.toString(millis));
    if (lastFailure != null) {
      line(lines, "failure", lastFailure);
      line(lines, "failure.at", Long.toString(lastFailureMillis));
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String key, String value) {
    lines.append(key).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      lines.append(c < ' ' ? ' ' : c);
    }
    lines.append('\n');
  }
}
