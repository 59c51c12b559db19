package io.roentgen.console.receive;

import com.google.gson.stream.JsonWriter;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The sampling rules that applications are given, and what these report. Thread-safe.
 *
 * <p>To begin with there is X-Ray's Default rule, at a rate of 1 where X-Ray has 0.05: who looks at
 * one application on one machine looks for the request just made, and nobody pays for traces.
 */
public final class SamplingRules {

  /** Seconds between a client's reports. */
  static final int INTERVAL = 10;

  /** How long a part of a reservoir is good for: till the next report, and a late one. */
  private static final int QUOTA_SECONDS = 15;

  private final File file;
  private final Clients clients = new Clients();
  private final Map<String, Stamp> stamps = new HashMap<>();
  private List<Rule> rules = Collections.emptyList();
  private long modified;

  /**
   * @param file where rules are read from, if it exists, and kept; null for memory alone
   * @throws IOException if the file can't be read
   * @throws BadRule if it holds no valid rules
   */
  public SamplingRules(File file) throws IOException, BadRule {
    this.file = file;
    List<Rule> first = Collections.singletonList(Rule.byDefault(1, 1));
    if (file != null && file.exists()) {
      try (Reader in = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
        first = withDefault(RuleJson.read(in), first.get(0));
      }
      RuleCheck.check(first);
    }
    take(first);
  }

  /** One written by hand may leave it out. */
  private static List<Rule> withDefault(List<Rule> rules, Rule byDefault) {
    for (Rule rule : rules) {
      if (rule.isDefault()) {
        return rules;
      }
    }
    List<Rule> all = new ArrayList<>(rules);
    all.add(byDefault);
    return all;
  }

  /** In the order they are tried: by priority, then by name. */
  public synchronized List<Rule> rules() {
    return rules;
  }

  /**
   * Sets all rules. Applications learn it when they next report or ask: those with X-Ray's SDK for
   * Java within five minutes.
   *
   * @throws BadRule if X-Ray would not take them; nothing changed then
   * @throws IOException if they can't be kept in the file; nothing changed then
   */
  public synchronized void replace(List<Rule> all) throws BadRule, IOException {
    RuleCheck.check(all);
    List<Rule> sorted = sorted(all);
    if (sorted.equals(rules)) {
      return;
    }
    if (file != null) {
      save(sorted);
    }
    take(sorted);
  }

  private static List<Rule> sorted(List<Rule> all) {
    List<Rule> sorted = new ArrayList<>(all);
    sorted.sort(
        (a, b) ->
            a.priority == b.priority
                ? a.name.compareTo(b.name)
                : Integer.compare(a.priority, b.priority));
    return Collections.unmodifiableList(sorted);
  }

  private void take(List<Rule> all) {
    // Later than before on every clock: clients compare.
    modified = Math.max(System.currentTimeMillis(), modified + 1);
    rules = sorted(all);
    Map<String, Stamp> next = new HashMap<>();
    for (Rule rule : rules) {
      Stamp stamp = stamps.get(rule.name);
      if (stamp == null) {
        stamp = new Stamp(rule, modified, modified);
      } else if (!stamp.rule.equals(rule)) {
        stamp = new Stamp(rule, stamp.created, modified);
      }
      next.put(rule.name, stamp);
    }
    stamps.clear();
    stamps.putAll(next);
    clients.keepRules(new HashSet<>(next.keySet()));
  }

  /** A crash leaves the file as it was or as it is to be. */
  private void save(List<Rule> all) throws IOException {
    File target = file.getAbsoluteFile();
    File beside = new File(target.getParentFile(), target.getName() + ".new");
    try (FileOutputStream bytes = new FileOutputStream(beside);
        Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      JsonWriter out = new JsonWriter(text);
      out.setIndent("  ");
      out.beginObject().name("SamplingRuleRecords").beginArray();
      for (Rule rule : all) {
        out.beginObject().name("SamplingRule");
        RuleJson.write(out, rule);
        out.endObject();
      }
      out.endArray().endObject();
      out.flush();
      text.write('\n');
      text.flush();
      bytes.getFD().sync();
    }
    Files.move(
        beside.toPath(),
        target.toPath(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What applications last reported, the latest first; a bounded number. */
  public synchronized List<ClientReport> clients() {
    return clients.list();
  }

  /** Seconds since 1970. */
  synchronized double modified() {
    return modified / 1_000.0;
  }

  /** The answer to GetSamplingRules. */
  synchronized void writeRecords(JsonWriter out) throws IOException {
    out.beginObject().name("SamplingRuleRecords").beginArray();
    for (Rule rule : rules) {
      Stamp stamp = stamps.get(rule.name);
      out.beginObject();
      out.name("CreatedAt").value(stamp.created / 1_000.0);
      out.name("ModifiedAt").value(stamp.modified / 1_000.0);
      RuleJson.write(out.name("SamplingRule"), rule);
      out.endObject();
    }
    out.endArray().endObject();
  }

  /**
   * Keeps a report.
   *
   * @return what to do until the next; null if there is no such rule
   */
  synchronized Target report(ClientReport report) {
    Stamp stamp = stamps.get(report.rule);
    if (stamp == null) {
      return null;
    }
    clients.report(report);
    return new Target(
        stamp.rule,
        clients.quota(stamp.rule, report.client, report.lastAt),
        report.lastAt / 1_000.0 + QUOTA_SECONDS);
  }

  /** What a client is told to do with a rule. */
  static final class Target {
    final Rule rule;
    final int quota;
    final double quotaEnds;

    Target(Rule rule, int quota, double quotaEnds) {
      this.rule = rule;
      this.quota = quota;
      this.quotaEnds = quotaEnds;
    }
  }

  private static final class Stamp {
    final Rule rule;
    final long created;
    final long modified;

    Stamp(Rule rule, long created, long modified) {
      this.rule = rule;
      this.created = created;
      this.modified = modified;
    }
  }
}
