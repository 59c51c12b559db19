package io.roentgen.console.receive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What applications last reported for each rule. Guarded by who has it. */
final class Clients {

  private static final int MOST = 2_000;
  private static final int ID_LENGTH = 64;
  private static final long FORGOTTEN = TimeUnit.HOURS.toMillis(1);

  /** One that is silent for three intervals has no part in the reservoir. */
  private static final long SILENT = TimeUnit.SECONDS.toMillis(3 * SamplingRules.INTERVAL);

  /** The one heard of last is the last. */
  private final Map<String, ClientReport> reports = new LinkedHashMap<>();

  void report(ClientReport report) {
    String key = report.client + '\n' + report.rule;
    reports.remove(key);
    reports.put(key, report);
    Iterator<ClientReport> oldest = reports.values().iterator();
    while (oldest.hasNext()
        && (oldest.next().lastAt < report.lastAt - FORGOTTEN || reports.size() > MOST)) {
      oldest.remove();
    }
  }

  static String id(String client) {
    return client.length() > ID_LENGTH ? client.substring(0, ID_LENGTH) : client;
  }

  /** The client's part of the rule's reservoir; all parts together are the reservoir. */
  int quota(Rule rule, String client, long now) {
    Set<String> active = new TreeSet<>();
    active.add(client);
    for (ClientReport report : reports.values()) {
      if (report.rule.equals(rule.name) && report.lastAt >= now - SILENT) {
        active.add(report.client);
      }
    }
    int size = rule.reservoirSize;
    int before = 0;
    for (String other : active) {
      if (other.equals(client)) {
        break;
      }
      before++;
    }
    return size / active.size() + (before < size % active.size() ? 1 : 0);
  }

  void keepRules(Set<String> names) {
    Iterator<ClientReport> all = reports.values().iterator();
    while (all.hasNext()) {
      if (!names.contains(all.next().rule)) {
        all.remove();
      }
    }
  }

  List<ClientReport> list() {
    List<ClientReport> list = new ArrayList<>(reports.values());
    Collections.reverse(list);
    return list;
  }
}
