package io.roentgen.console.web;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/** What is asked for. */
final class Request {

  final String method;
  final String path;
  private final Map<String, String> parameters = new HashMap<>();

  Request(String method, URI uri) throws BadRequest {
    this.method = method;
    this.path = uri.getPath();
    String query = uri.getRawQuery();
    if (query == null) {
      return;
    }
    try {
      for (String pair : query.split("&")) {
        int cut = pair.indexOf('=');
        String key = cut < 0 ? pair : pair.substring(0, cut);
        String value = cut < 0 ? "" : pair.substring(cut + 1);
        parameters.put(URLDecoder.decode(key, "UTF-8"), URLDecoder.decode(value, "UTF-8"));
      }
    } catch (UnsupportedEncodingException | IllegalArgumentException e) {
      throw new BadRequest("the address has a wrong %");
    }
  }

  /** A parameter, or "" if it isn't there. */
  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean has(String name) {
    return !text(name).isEmpty();
  }

  double number(String name, double otherwise) throws BadRequest {
    if (!has(name)) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text(name));
      if (!Double.isNaN(value) && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BadRequest(name + " is no number");
  }

  int count(String name, int otherwise, int most) throws BadRequest {
    return (int) Math.max(0, Math.min(most, number(name, otherwise)));
  }

  /** What was asked for can't be answered; the message is for who asked. */
  static final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    BadRequest(String message) {
      super(message, null, false, false);
    }
  }
}
