package io.roentgen.console.receive;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A sampling rule: the API's SamplingRule, version 1. */
public final class Rule {

  /** The name of the rule that takes what no other takes. */
  public static final String DEFAULT = "Default";

  static final String ANY = "*";

  /** After every other. */
  static final int DEFAULT_PRIORITY = 10_000;

  public final String name;

  /** The lowest is tried first. */
  public final int priority;

  /** The share that is sampled beyond the reservoir, 0 to 1. */
  public final double fixedRate;

  /** Requests a second that are sampled first, of all clients together. */
  public final int reservoirSize;

  public final String serviceName;
  public final String serviceType;
  public final String host;
  public final String httpMethod;
  public final String urlPath;
  public final String resourceArn;
  public final Map<String, String> attributes;

  /** What was left out of the draft is any. */
  public Rule(Draft from) {
    name = from.name;
    priority = from.priority;
    fixedRate = from.fixedRate;
    reservoirSize = from.reservoirSize;
    serviceName = orAny(from.serviceName);
    serviceType = orAny(from.serviceType);
    host = orAny(from.host);
    httpMethod = orAny(from.httpMethod);
    urlPath = orAny(from.urlPath);
    resourceArn = orAny(from.resourceArn);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(from.attributes));
  }

  /** For what no other rule takes. */
  public static Rule byDefault(int reservoirSize, double fixedRate) {
    Draft draft = new Draft();
    draft.name = DEFAULT;
    draft.priority = DEFAULT_PRIORITY;
    draft.reservoirSize = reservoirSize;
    draft.fixedRate = fixedRate;
    return new Rule(draft);
  }

  private static String orAny(String pattern) {
    return pattern == null ? ANY : pattern;
  }

  boolean isDefault() {
    return DEFAULT.equals(name);
  }

  /** X-Ray gives every rule one; region and account are nobody's. */
  String arn() {
    return "arn:aws:xray:us-east-1:000000000000:sampling-rule/" + name;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Rule)) {
      return false;
    }
    Rule rule = (Rule) other;
    return Objects.equals(name, rule.name)
        && priority == rule.priority
        && fixedRate == rule.fixedRate
        && reservoirSize == rule.reservoirSize
        && serviceName.equals(rule.serviceName)
        && serviceType.equals(rule.serviceType)
        && host.equals(rule.host)
        && httpMethod.equals(rule.httpMethod)
        && urlPath.equals(rule.urlPath)
        && resourceArn.equals(rule.resourceArn)
        && attributes.equals(rule.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(name);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A rule that is being put together; nothing is checked yet. */
  public static final class Draft {
    public String name;
    public int priority;
    public double fixedRate;
    public int reservoirSize;
    public String serviceName;
    public String serviceType;
    public String host;
    public String httpMethod;
    public String urlPath;
    public String resourceArn;
    public final Map<String, String> attributes = new LinkedHashMap<>();
  }
}
