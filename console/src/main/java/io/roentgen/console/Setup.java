package io.roentgen.console;

import io.roentgen.console.store.Limits;
import java.net.InetSocketAddress;

/** What a console is told before it starts. */
public final class Setup {

  /** Where the page is served; port 0 takes a free one. */
  public InetSocketAddress page = new InetSocketAddress("127.0.0.1", 2001);

  /** Where documents are received by UDP, and a daemon's operations answered by TCP. */
  public InetSocketAddress daemon = new InetSocketAddress("127.0.0.1", 2000);

  /** A file to keep documents in; null for memory alone. */
  public String store;

  /** How much is kept. */
  public Limits limits = Limits.standard();

  /** A file of sampling rules; null to begin with the default one. */
  public String rules;

  /** What callers of the page have to show; null where only this machine can call. */
  public String token;

  /** As roentgen.jar says it. */
  public String version = "";

  /** Whether it runs inside an application. */
  public boolean embedded;
}
