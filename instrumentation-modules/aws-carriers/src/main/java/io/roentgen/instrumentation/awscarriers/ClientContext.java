package io.roentgen.instrumentation.awscarriers;

import io.roentgen.trace.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Lambda's client context: base64 of a JSON object in which {@code custom} is a map of strings, up
 * to 3,583 bytes. Source: Lambda API reference, Invoke, and the context object of its runtimes.
 */
final class ClientContext {

  private static final int MAX_LENGTH = 3583;
  private static final String CUSTOM = "\"custom\"";
  private static final String NAME = '"' + TraceHeader.NAME + '"';

  private final String json;
  private int at;

  private ClientContext(String json) {
    this.json = json;
  }

  /**
   * The application's context with the header in it, nothing else changed.
   *
   * @param own may be null
   * @return null if the header does not go in: there is one, there is no room, or it is no JSON
   */
  static String with(String own, String header) {
    if (header.indexOf('"') >= 0 || header.indexOf('\\') >= 0) {
      return null;
    }
    String member = NAME + ":\"" + header + '"';
    String json = "{" + CUSTOM + ":{" + member + "}}";
    if (!Carrier.isEmpty(own)) {
      json = decoded(own);
      json = json == null ? null : new ClientContext(json).insert(member);
    }
    if (json == null) {
      return null;
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(bytes);
    return encoded.length() > MAX_LENGTH ? null : encoded;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private String insert(String member) {
    int custom = find(CUSTOM);
    if (custom == 0) {
      return null;
    }
    if (custom < 0) {
      return insertAt(-custom, CUSTOM + ":{" + member + "}");
    }
    at = custom;
    int name = find(NAME);
    return name < 0 ? insertAt(-name, member) : null;
  }

  private String insertAt(int position, String member) {
    int next = skipSpace(position);
    String comma = json.charAt(next) == '}' ? "" : ",";
    return json.substring(0, position) + member + comma + json.substring(position);
  }

  /**
   * Looks for a member of the object that begins here.
   *
   * @return where its value is; or, negative, where the object's members begin if there is no such
   *     member; or 0 if this is no object
   */
  private int find(String name) {
    at = skipSpace(at);
    if (!isAt('{')) {
      return 0;
    }
    final int members = at + 1;
    int found = 0;
    at = skipSpace(members);
    while (isAt('"')) {
      int key = at;
      at = skipString(at);
      boolean isIt = at - key == name.length() && json.startsWith(name, key);
      at = skipSpace(at);
      if (!isAt(':')) {
        return 0;
      }
      at = skipSpace(at + 1);
      if (isIt) {
        found = at;
      }
      at = skipSpace(skipValue(at));
      if (isAt(',')) {
        at = skipSpace(at + 1);
      } else if (!isAt('}')) {
        return 0;
      }
    }
    return isAt('}') ? found == 0 ? -members : found : 0;
  }

  private boolean isAt(char c) {
    return at < json.length() && json.charAt(at) == c;
  }

  private int skipSpace(int from) {
    while (from < json.length() && " \t\r\n".indexOf(json.charAt(from)) >= 0) {
      from++;
    }
    return from;
  }

  /** From the opening quote to behind the closing one. */
  private int skipString(int from) {
    for (from++; from < json.length() && json.charAt(from) != '"'; from++) {
      if (json.charAt(from) == '\\') {
        from++;
      }
    }
    return from + 1;
  }

  private int skipValue(int from) {
    int depth = 0;
    while (from < json.length()) {
      char c = json.charAt(from);
      if (c == '"') {
        from = skipString(from);
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
        return from;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      from++;
    }
    return from;
  }
}
