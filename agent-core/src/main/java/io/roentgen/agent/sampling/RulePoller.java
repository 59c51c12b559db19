package io.roentgen.agent.sampling;

import io.roentgen.agent.Log;
import io.roentgen.trace.Ids;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the rules and what is granted of them up to date: all rules every five minutes, what is
 * granted as often as the service wants to hear of us, every ten seconds. As that answer tells of
 * changes, an edited rule is known ten seconds later. Runs on a thread of its own.
 */
final class RulePoller implements Runnable {

  /** Rules that were not confirmed for so long are not used any more. */
  static final int FORGET_SECONDS = 3_600;

  private static final int RULES_SECONDS = 300;
  private static final int RETRY_SECONDS = 10;
  private static final long SECOND = 1_000_000_000;

  /** So that many processes started together do not ask together: up to so much earlier. */
  private static final double JITTER = 0.1;

  private final DaemonSampler sampler;
  private final DaemonClient daemon;
  private final SamplingApi api;
  private final String service;
  private final String serviceType;
  private volatile Thread thread;
  private volatile boolean restored;

  private Rules rules;
  private String clientId = newClientId();
  private long rulesDue = System.nanoTime();
  private long targetsDue;
  private long confirmedAt;
  private Double modified;
  private int refusals;
  private String told = "";

  RulePoller(DaemonSampler sampler, DaemonClient daemon, String service, String serviceType) {
    this.sampler = sampler;
    this.daemon = daemon;
    this.api = new SamplingApi(daemon);
    this.service = service;
    this.serviceType = serviceType;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (true) {
      try {
        long now = System.nanoTime();
        rest(now + round(now));
      } catch (Throwable t) {
        // Even out of memory: it may be better in a while.
        LockSupport.parkNanos(this, RETRY_SECONDS * SECOND);
      }
    }
  }

  private void rest(long until) {
    for (long left = until - System.nanoTime(); left > 0 && !restored; ) {
      // Whoever interrupted us meant something else; the park would return.
      Thread.interrupted();
      LockSupport.parkNanos(this, left);
      left = until - System.nanoTime();
    }
  }

  /** What was known is another process's now. */
  void restored() {
    restored = true;
    LockSupport.unpark(thread);
  }

  /**
   * Does what is due.
   *
   * @param now {@code System.nanoTime()}
   * @return nanoseconds until something is due again
   */
  long round(long now) {
    if (restored) {
      restored = false;
      startAnew(now);
    }
    if (now - rulesDue >= 0) {
      askForRules(now);
    }
    if (rules != null && now - targetsDue >= 0) {
      askForTargets(now);
    }
    if (rules != null && now - confirmedAt > FORGET_SECONDS * SECOND) {
      use(null, now);
      tell("has not confirmed its sampling rules for an hour, " + sampler.local());
    }
    long wait = rulesDue - now;
    return rules == null ? wait : Math.min(wait, targetsDue - now);
  }

  private void startAnew(long now) {
    clientId = newClientId();
    rulesDue = now;
    targetsDue = now;
    if (rules != null) {
      for (Rule rule : rules.all()) {
        rule.forgetTarget();
        rule.statistics().take();
        rule.statistics().reported();
      }
    }
  }

  /** Whether there was an answer. */
  private boolean askForRules(long now) {
    rulesDue = now + jittered(RETRY_SECONDS);
    try {
      List<Rule> found = api.rules();
      Rules fresh = new Rules(found, service, serviceType);
      refusals = 0;
      if (fresh.all().length > 0) {
        rulesDue = now + jittered(RULES_SECONDS);
      }
      use(fresh.all().length > 0 ? fresh : null, now);
      if (rules == null) {
        tell("has no sampling rules, " + sampler.local());
      } else {
        confirmedAt = now;
        tell("has the sampling rules " + rules);
      }
      return true;
    } catch (IOException e) {
      failed(e);
      if (e instanceof DaemonClient.Refused) {
        // Somebody further away than the daemon may have been asked.
        int seconds = RETRY_SECONDS << Math.min(refusals++, 5);
        rulesDue = now + jittered(Math.min(seconds, RULES_SECONDS));
      }
    } catch (RuntimeException e) {
      failed(e);
    }
    return false;
  }

  private void use(Rules fresh, long now) {
    if (fresh != null && rules != null) {
      for (Rule rule : fresh.all()) {
        Rule earlier = rules.named(rule.name);
        if (earlier != null) {
          rule.continueFrom(earlier);
        }
      }
    }
    if (rules == null) {
      targetsDue = now + jittered(RETRY_SECONDS);
    }
    rules = fresh;
    sampler.use(fresh);
  }

  private void askForTargets(long now) {
    targetsDue = now + jittered(RETRY_SECONDS);
    try {
      Targets targets = api.targets(rules, clientId);
      targetsDue = now + jittered(targets.interval());
      if (targets.modified != null && !targets.modified.equals(modified) && askForRules(now)) {
        modified = targets.modified;
      }
      if (rules != null) {
        targets.applyTo(rules);
      }
    } catch (IOException e) {
      failed(e);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(Exception reason) {
    if (reason instanceof DaemonClient.Refused && ((DaemonClient.Refused) reason).status == 403) {
      if (!told.equals("403")) {
        Log.warn(
            "the daemon at "
                + daemon
                + " may not ask for sampling rules (403), it needs xray:GetSamplingRules and"
                + " xray:GetSamplingTargets; until then "
                + instead());
      }
      told = "403";
      return;
    }
    tell(
        "does not tell its sampling rules ("
            + (reason instanceof IOException ? reason.getMessage() : reason.toString())
            + "), "
            + instead());
  }

  private String instead() {
    return rules == null ? sampler.local() : "the last ones stay";
  }

  /** What was said last is not said again. */
  private void tell(String what) {
    if (!what.equals(told)) {
      told = what;
      Log.debug("the daemon at " + daemon + " " + what);
    }
  }

  private static long jittered(int seconds) {
    double part = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
    return (long) (seconds * part * SECOND);
  }

  /** 24 hexadecimal digits, as the service wants them. */
  static String newClientId() {
    long[] random = Ids.entropy();
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      id.append(Character.forDigit((int) (random[i / 16] >>> i % 16 * 4) & 15, 16));
    }
    return id.toString();
  }

  String clientId() {
    return clientId;
  }
}
