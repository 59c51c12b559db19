package io.roentgen.agent.sampling;

import java.util.concurrent.ThreadLocalRandom;

/** A sampling rule as the service has it, and how far its reservoir is used up. */
final class Rule {

  /** The rule that always matches, after all others. */
  static final String DEFAULT = "Default";

  final String name;
  final int priority;
  final Wildcard service;
  final Wildcard serviceType;
  private final Wildcard host;
  private final Wildcard method;
  private final Wildcard path;
  private final double fixedRate;
  private final int reservoirSize;

  private Statistics statistics = new Statistics();
  private Reservoir reservoir = new Reservoir();
  private volatile Target target;

  /**
   * @param patterns of service name, service type, host, method and path
   * @param fixedRate of requests beyond the reservoir, 0 to 1
   * @param reservoirSize requests a second, of all processes together
   */
  Rule(String name, int priority, String[] patterns, double fixedRate, int reservoirSize) {
    this.name = name;
    this.priority = priority;
    this.service = new Wildcard(patterns[0]);
    this.serviceType = new Wildcard(patterns[1]);
    this.host = new Wildcard(patterns[2]);
    this.method = new Wildcard(patterns[3]);
    this.path = new Wildcard(patterns[4]);
    this.fixedRate = fixedRate;
    this.reservoirSize = reservoirSize;
    forgetTarget();
  }

  /** Goes on where the rule of that name was, before this one is used. */
  void continueFrom(Rule earlier) {
    statistics = earlier.statistics;
    reservoir = earlier.reservoir;
    if (fixedRate == earlier.fixedRate && reservoirSize == earlier.reservoirSize) {
      target = earlier.target;
    }
  }

  Statistics statistics() {
    return statistics;
  }

  Target target() {
    return target;
  }

  void setTarget(Target granted) {
    target = granted;
  }

  /** Until there is another, one request a second is borrowed. */
  void forgetTarget() {
    target = new Target(fixedRate, -1, 0);
  }

  boolean matches(String host, String method, String path) {
    return this.path.matches(path) && this.method.matches(method) && matchesHost(host);
  }

  /** With or without the port: the service calls it a host name, the header may have both. */
  private boolean matchesHost(String header) {
    if (host.matches(header)) {
      return true;
    }
    int colon = header == null ? -1 : header.lastIndexOf(':');
    return colon >= 0 && colon > header.lastIndexOf(']') && host.matches(header, colon);
  }

  /** Decides on a request that matches. */
  boolean sample() {
    Target granted = target;
    double rate = granted.rate;
    if (rate < 1) {
      long nanos = System.nanoTime();
      if (granted.isGranted(nanos)) {
        if (reservoir.take(nanos, granted.quota)) {
          statistics.sampled.increment();
          return true;
        }
      } else if (reservoirSize > 0 && reservoir.take(nanos, 1)) {
        statistics.borrowed.increment();
        return true;
      }
      if (rate <= 0 || ThreadLocalRandom.current().nextDouble() >= rate) {
        statistics.dropped.increment();
        return false;
      }
    }
    statistics.sampled.increment();
    return true;
  }
}
