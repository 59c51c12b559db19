package io.roentgen.console;

import io.roentgen.console.text.Edits;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options of a command: {@code --name value}, {@code --name=value}, {@code --flag}. */
public final class CommandLine {

  private final Map<String, String> given = new LinkedHashMap<>();

  /** What is wrong, a line for the user. */
  public static final class BadOption extends Exception {
    private static final long serialVersionUID = 1;

    /** A message for the user. */
    public BadOption(String message) {
      super(message);
    }
  }

  /**
   * Reads what was given.
   *
   * @param known the options, with a {@code =} at the end of those that take a value
   * @throws BadOption with the nearest option if one isn't known
   */
  public CommandLine(String[] arguments, String... known) throws BadOption {
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (contains(known, name)) {
        if (equals >= 0) {
          throw new BadOption(name + " takes no value");
        }
        given.put(name, "");
      } else if (!contains(known, name + "=")) {
        throw new BadOption(
            "there is no option " + name + ", did you mean " + nearest(name, known) + "?");
      } else if (equals >= 0) {
        given.put(name, argument.substring(equals + 1));
      } else if (++i < arguments.length) {
        given.put(name, arguments[i]);
      } else {
        throw new BadOption(name + " needs a value");
      }
    }
  }

  /** Whether it was given. */
  public boolean has(String name) {
    return given.containsKey(name);
  }

  /** Its value, or null. */
  public String value(String name) {
    return given.get(name);
  }

  /**
   * An address.
   *
   * @throws BadOption if it is none
   */
  public Address address(String name, String otherwise) throws BadOption {
    String text = has(name) ? value(name) : otherwise;
    Address address = text == null ? null : Address.parse(text);
    if (address == null && text != null) {
      throw new BadOption(name + " " + text + " is not HOST:PORT");
    }
    return address;
  }

  private static boolean contains(String[] all, String one) {
    for (String each : all) {
      if (each.equals(one)) {
        return true;
      }
    }
    return false;
  }

  private static String nearest(String name, String[] known) {
    String nearest = "--help";
    int fewest = Integer.MAX_VALUE;
    for (String each : known) {
      String plain = each.endsWith("=") ? each.substring(0, each.length() - 1) : each;
      int edits = Edits.between(name, plain);
      if (edits < fewest) {
        fewest = edits;
        nearest = plain;
      }
    }
    return nearest;
  }
}
