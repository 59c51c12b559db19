package io.roentgen.instrumentation.aws;

import java.util.ArrayList;
import java.util.List;

/** Reads an operation's line of {@code resources.txt}, whose head says what may be in it. */
final class Line {

  private static final String[] NO_MEMBERS = {};

  private Line() {}

  /**
   * What a line says.
   *
   * @param members the line without the operation's name
   * @throws IllegalArgumentException if it can't be read
   */
  static Operation parse(String members) {
    List<Field> request = new ArrayList<>();
    List<Field> response = new ArrayList<>();
    List<Field> into = request;
    for (String part : split(members, ' ')) {
      if (part.equals("->")) {
        into = response;
      } else if (!part.isEmpty()) {
        into.add(field(part));
      }
    }
    return new Operation(request.toArray(new Field[0]), response.toArray(new Field[0]));
  }

  private static Field field(String text) {
    int equals = text.indexOf('=');
    String what = equals < 0 ? text : text.substring(0, equals);
    Field.Kind kind = Field.Kind.VALUE;
    String path = what;
    String[] members = NO_MEMBERS;
    if (what.endsWith(")")) {
      int open = what.indexOf('(');
      kind = kind(what.substring(0, open));
      path = what.substring(open + 1, what.length() - 1);
    } else if (what.endsWith("}")) {
      int open = what.indexOf('{');
      kind = Field.Kind.STRUCTURE;
      members = split(what.substring(open + 1, what.length() - 1), ',');
      path = what.substring(0, open);
    }
    String[] steps = split(path, '.');
    String[][] alternatives = new String[steps.length][];
    for (int i = 0; i < steps.length; i++) {
      alternatives[i] = split(steps[i], '|');
    }
    String name =
        equals < 0 ? Names.field(alternatives[steps.length - 1][0]) : text.substring(equals + 1);
    return new Field(name, kind, alternatives, members);
  }

  private static Field.Kind kind(String function) {
    switch (function) {
      case "count":
        return Field.Kind.COUNT;
      case "keys":
        return Field.Kind.KEYS;
      case "table":
        return Field.Kind.TABLE;
      default:
        throw new IllegalArgumentException(function);
    }
  }

  static String[] split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts.toArray(new String[0]);
  }
}
