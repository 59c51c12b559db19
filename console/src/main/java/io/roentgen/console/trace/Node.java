package io.roentgen.console.trace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A node of the trace map, known by name and type: a Lambda function is two with the same name.
 * Source: "id function", AWS X-Ray developer guide.
 */
public final class Node implements Comparable<Node> {

  /** Where requests come from that nobody traced. */
  public static final String CLIENT = "client";

  /** Every trace names the same few; a map counts millions of visits by them. */
  private static final Map<Node, Node> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST = 20_000;

  private final String name;
  private final String type;
  private final int hash;
  private int number = -1;

  private Node(String name, String type) {
    this.name = name;
    this.type = type;
    this.hash = name.hashCode() * 31 + type.hashCode();
  }

  /**
   * The node of this name and type.
   *
   * @param type a segment's origin, or what a call leads to; empty if nothing is known
   */
  public static Node of(String name, String type) {
    Node node = new Node(name, type);
    Node known = KNOWN.get(node);
    return known == null && KNOWN.size() < MOST ? remember(node) : known == null ? node : known;
  }

  private static synchronized Node remember(Node node) {
    node.number = KNOWN.size();
    Node other = KNOWN.putIfAbsent(node, node);
    return other == null ? node : other;
  }

  /**
   * Another small number for each of the first nodes that came, so that a map can find them without
   * hashing; -1 for later ones, which may be several that are equal.
   */
  public int number() {
    return number;
  }

  /** Of a service that sends segments. */
  static Node of(Entity segment) {
    return of(segment.name, segment.origin == null ? "" : segment.origin);
  }

  /** Of the clients of a service. */
  static Node clientOf(Node service) {
    return of(service.name, CLIENT);
  }

  /** The service's, table's, queue's or host's. */
  public String name() {
    return name;
  }

  /** Like AWS::DynamoDB::Table, {@code remote}, {@code database::SQL}; may be empty. */
  public String type() {
    return type;
  }

  /** Whether it stands for those who call. */
  public boolean isClient() {
    return type.equals(CLIENT);
  }

  @Override
  public boolean equals(Object other) {
    if (other == this) {
      return true;
    }
    return other instanceof Node
        && ((Node) other).hash == hash
        && ((Node) other).name.equals(name)
        && ((Node) other).type.equals(type);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(Node other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : type.compareTo(other.type);
  }

  @Override
  public String toString() {
    return type.isEmpty() ? name : name + " (" + type + ")";
  }
}
