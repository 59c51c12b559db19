package io.roentgen.agent.sampling;

import io.roentgen.agent.AgentThread;
import io.roentgen.agent.Log;
import io.roentgen.agent.emit.DaemonAddress;
import io.roentgen.trace.Sampler;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides by the sampling rules that the daemon has from X-Ray, and by a {@link LocalSampler} as
 * long as they are not known. It begins to ask for them with the first request.
 */
public final class DaemonSampler implements Sampler {

  private final LocalSampler local;
  private final DaemonAddress address;
  private final String service;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile RulePoller poller;

  /** Null as long as they are not known. */
  private volatile Rules rules;

  /**
   * @param address where the daemon answers HTTP
   * @param service the name of this process's segments
   */
  public DaemonSampler(LocalSampler local, DaemonAddress address, String service) {
    this.local = local;
    this.address = address;
    this.service = service;
  }

  @Override
  public boolean sample(String host, String method, String path) {
    return sampledBy(null, host, method, path) != null;
  }

  @Override
  public String sampledBy(String service, String host, String method, String path) {
    Rules known = rules;
    if (known != null) {
      Rule rule = known.match(service, host, method, path);
      if (rule != null) {
        return rule.sample() ? rule.name : null;
      }
    } else if (!started.get()) {
      start();
    }
    return local.sample(host, method, path) ? NO_RULE : null;
  }

  private void start() {
    try {
      RulePoller fresh = createPoller();
      if (fresh != null) {
        AgentThread.start(AgentThread.create(fresh, "roentgen-sampling"));
      }
    } catch (Throwable t) {
      Log.debug("cannot ask for sampling rules", t);
    }
  }

  /** Null if that was tried before. */
  RulePoller createPoller() {
    if (!started.compareAndSet(false, true)) {
      return null;
    }
    String type = ServiceType.guess(System.getenv());
    poller = new RulePoller(this, new DaemonClient(address), service, type);
    return poller;
  }

  @Override
  public void restored() {
    RulePoller running = poller;
    if (running != null) {
      running.restored();
    }
  }

  void use(Rules fresh) {
    rules = fresh;
  }

  /** What is done without rules, for people. */
  String local() {
    return "sampling " + local;
  }
}
