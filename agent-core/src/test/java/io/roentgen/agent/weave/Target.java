package io.roentgen.agent.weave;

import java.util.List;

/** What the handlers of the tests are made for. Without anything that old class files lack. */
public class Target {

  private final String name;

  public Target(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }

  public String plain(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    text = text.toUpperCase();
    return text;
  }

  public String assigned(String text) {
    return text.concat(String.valueOf(text.length()));
  }

  public static long assignedLong(int first, long second) {
    if (second < 0) {
      throw new IllegalArgumentException("negative");
    }
    return first + second;
  }

  public int failing(int value) {
    return value + 1;
  }

  public int failingExit(int value) {
    return value + 1;
  }

  public int skipped(int value) {
    return value + 1;
  }

  public void skippedVoid(List<String> said) {
    said.add("body");
  }

  public static String skippedStatic(String text, long number, String[] more) {
    while (text.length() < 5) {
      text = text.concat(String.valueOf(number));
    }
    return text;
  }

  public int failingSkip(int value) {
    return value + 1;
  }

  public int unlinkedSkip(int value) {
    return value + 1;
  }

  public int unlinked(int value) {
    return value + 1;
  }

  public Object missing(Object value) {
    return value;
  }

  public int twice(int value) {
    return 100 / value;
  }
}
