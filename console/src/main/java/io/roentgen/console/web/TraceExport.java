package io.roentgen.console.web;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One trace as a single HTML file that opens anywhere, without a server or a network: the template
 * {@code export.html} with its style sheets in it, the modules it needs as data: URLs of an import
 * map, and the trace as a block of JSON. Its policy lets no script run but these: they carry a
 * nonce that is drawn for each file.
 */
final class TraceExport {

  /** An import or a re-export, which begin their line; a call with the text "from" does not. */
  private static final Pattern IMPORT =
      Pattern.compile(
          "^(?:import|export)\\b(?:[^;\"']*\\bfrom)?\\s*\"([^\"]+)\"", Pattern.MULTILINE);

  private static final Pattern SHEET =
      Pattern.compile("<link rel=\"stylesheet\" href=\"/page/([^\"]+)\">");
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)\\}");
  private static final String HEX = "0123456789ABCDEF";
  private static final SecureRandom RANDOM = new SecureRandom();

  private TraceExport() {}

  /**
   * The file.
   *
   * @param id the trace's
   * @param answer what the page is answered for the trace, JSON
   * @param version Roentgen's
   * @param millis the time of the export, since 1970
   */
  static byte[] page(String id, byte[] answer, String version, long millis) {
    byte[] random = new byte[18];
    RANDOM.nextBytes(random);
    Map<String, String> values = new TreeMap<>();
    values.put("nonce", Base64.getEncoder().encodeToString(random));
    values.put("version", html(version));
    values.put("title", html("Trace " + id));
    values.put("modules", modules());
    values.put("exported", exported(answer, version, millis));
    return fill(styled(file("export.html")), values).getBytes(StandardCharsets.UTF_8);
  }

  private static String fill(String template, Map<String, String> values) {
    StringBuilder page = new StringBuilder(template.length() + 200_000);
    Matcher place = PLACE.matcher(template);
    int from = 0;
    while (place.find()) {
      String value = values.get(place.group(1));
      if (value != null) {
        page.append(template, from, place.start()).append(value);
        from = place.end();
      }
    }
    return page.append(template, from, template.length()).toString();
  }

  /** Style sheets in the place of links to them. */
  private static String styled(String template) {
    Matcher sheet = SHEET.matcher(template);
    StringBuffer page = new StringBuffer();
    while (sheet.find()) {
      String style = "<style nonce=\"{nonce}\">\n" + file(sheet.group(1)) + "</style>";
      sheet.appendReplacement(page, Matcher.quoteReplacement(style));
    }
    return sheet.appendTail(page).toString();
  }

  /** An import map of the first module and of all that it needs. */
  private static String modules() {
    Map<String, String> urls = new TreeMap<>();
    Deque<String> wanted = new ArrayDeque<>();
    wanted.add("roentgen/export.js");
    while (!wanted.isEmpty()) {
      String name = wanted.poll();
      if (urls.containsKey(name)) {
        continue;
      }
      String source = file(path(name));
      urls.put(name, url(source));
      Matcher imported = IMPORT.matcher(source);
      while (imported.find()) {
        wanted.add(imported.group(1));
      }
    }
    StringBuilder map = new StringBuilder("{\"imports\":{");
    for (Map.Entry<String, String> module : urls.entrySet()) {
      map.append(map.charAt(map.length() - 1) == '{' ? "" : ",");
      map.append('"').append(module.getKey()).append("\":\"").append(module.getValue()).append('"');
    }
    return map.append("}}").toString();
  }

  private static String path(String module) {
    switch (module) {
      case "preact":
        return "lib/preact.module.js";
      case "preact/hooks":
        return "lib/hooks.module.js";
      default:
        if (!module.startsWith("roentgen/")) {
          throw new IllegalStateException("no module of the page: " + module);
        }
        return module.substring("roentgen/".length());
    }
  }

  /** A data: URL that needs no escapes in JSON and in HTML; half the overhead of base 64. */
  private static String url(String source) {
    StringBuilder url = new StringBuilder(source.length() * 5 / 4);
    url.append("data:text/javascript;charset=utf-8,");
    for (byte one : source.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      if (c <= ' ' && c != ' ' || c >= 0x7f || "%#\"\\<>&?".indexOf(c) >= 0) {
        url.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        url.append(c);
      }
    }
    return url.toString();
  }

  private static String exported(byte[] answer, String version, long millis) {
    byte[] head =
        Json.object(
            out -> {
              out.name("version").value(version);
              Json.number(out, "at", millis / 1e3);
              out.name("trace").jsonValue(new String(answer, StandardCharsets.UTF_8));
            });
    return script(new String(head, StandardCharsets.UTF_8));
  }

  /**
   * JSON that nothing in it ends as a script. Outside of strings it has none of these characters.
   */
  static String script(String json) {
    StringBuilder safe = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        safe.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15));
        safe.append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String file(String name) {
    byte[] bytes = PageFiles.read(name);
    if (bytes == null) {
      throw new IllegalStateException("no file of the page: " + name);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
