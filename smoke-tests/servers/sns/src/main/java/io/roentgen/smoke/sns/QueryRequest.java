package io.roentgen.smoke.sns;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a request in AWS's query protocol, which come as a form. */
final class QueryRequest {
  private final Map<String, String> parameters = new HashMap<>();

  QueryRequest(String form) {
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A parameter; null where it is missing. */
  String get(String name) {
    return parameters.get(name);
  }

  /**
   * A map parameter, whose entries are numbered from 1: {@code Attributes.entry.1.key} and the
   * like.
   *
   * @param value what follows the number in the parameter that holds the value
   */
  Map<String, String> map(String name, String key, String value) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 1; ; i++) {
      String entry = name + ".entry." + i + ".";
      String found = parameters.get(entry + key);
      if (found == null) {
        return map;
      }
      map.put(found, parameters.getOrDefault(entry + value, ""));
    }
  }
}
