package io.roentgen.console.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TraceExportTest {

  private static final String ID = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!--<script>&amp;\u2028\u2029{nonce}{modules}";

  @Test
  void hostileNamesStayText() throws IOException {
    String page = page("{\"id\":" + quoted(HOSTILE) + "}");
    String block = between(page, "<script type=\"application/json\" id=\"exported\">", "</script>");

    String head = "{\"version\":\"1.2.3\",\"at\":1.4655102805E9,\"trace\":{";
    assertTrue(block.startsWith(head), block);
    assertFalse(block.matches("(?s).*[<>&\u2028\u2029].*"), block);
    JsonReader in = new JsonReader(new StringReader(block.substring(block.indexOf("\"id\":") + 5)));
    assertEquals(HOSTILE, in.nextString());
    assertEquals(3, count(page, "<script"), "scripts");
    assertEquals(3, count(page, "</script>"), "ends of scripts");
  }

  @Test
  void titleAndVersionAreText() {
    byte[] bytes = TraceExport.page("<script>\"&", "{}".getBytes(), "<i>\"", 0);
    String page = new String(bytes, StandardCharsets.UTF_8);

    assertTrue(page.contains("<title>Trace &lt;script>&quot;&amp;</title>"), page);
    assertTrue(page.contains("content=\"Roentgen &lt;i>&quot;\""));
  }

  @Test
  void everyModuleThatIsImportedIsThere() throws IOException {
    Map<String, String> modules = modules(page("{}"));
    Pattern imported = Pattern.compile("(?m)^import[^;\"]*\"([^\"]+)\"");

    assertTrue(modules.keySet().containsAll(Set.of("preact", "preact/hooks")));
    assertTrue(modules.containsKey("roentgen/export.js"));
    for (Map.Entry<String, String> module : modules.entrySet()) {
      Matcher matcher = imported.matcher(module.getValue());
      while (matcher.find()) {
        assertTrue(
            modules.containsKey(matcher.group(1)), module.getKey() + " needs " + matcher.group(1));
      }
    }
  }

  @Test
  void modulesAreThePagesOwn() throws IOException {
    Map<String, String> modules = modules(page("{}"));

    for (String name : new String[] {"export.js", "trace/timeline.js", "part/format.js"}) {
      String file = new String(PageFiles.read(name), StandardCharsets.UTF_8);
      assertEquals(file, modules.get("roentgen/" + name));
    }
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String page = page("{}");

    assertFalse(page.contains("<link"), "links");
    assertFalse(page.matches("(?s).*<[^>]+\\ssrc=.*"), "sources");
    assertFalse(page.contains("url(http"), "addresses in styles");
    String policy = between(page, "Content-Security-Policy\" content=\"", "\"");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'nonce-"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    String nonce = between(page, "script-src 'nonce-", "'");
    assertEquals(count(page, "<style"), count(page, "<style nonce=\"" + nonce + "\">"));
    assertEquals(2, count(page, " nonce=\"" + nonce + "\">") - count(page, "<style"), "scripts");
    assertFalse(page.contains("{nonce}"));
  }

  @Test
  void nonceIsDrawnForEach() {
    assertNotEquals(
        between(page("{}"), "script-src 'nonce-", "'"),
        between(page("{}"), "script-src 'nonce-", "'"));
  }

  private static String page(String answer) {
    byte[] bytes =
        TraceExport.page(ID, answer.getBytes(StandardCharsets.UTF_8), "1.2.3", 1465510280500L);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Map<String, String> modules(String page) throws IOException {
    Map<String, String> modules = new LinkedHashMap<>();
    String start = "<script type=\"importmap\" nonce=\"";
    String map = between(page, start, "</script>");
    JsonReader in = new JsonReader(new StringReader(map.substring(map.indexOf('>') + 1)));
    in.beginObject();
    assertEquals("imports", in.nextName());
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      String url = in.nextString();
      String head = "data:text/javascript;charset=utf-8,";
      assertTrue(url.startsWith(head), url);
      String source = url.substring(head.length()).replace("+", "%2B");
      modules.put(name, URLDecoder.decode(source, StandardCharsets.UTF_8));
    }
    return modules;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"") + '"';
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    assertTrue(from >= begin.length(), "no " + begin);
    return text.substring(from, text.indexOf(end, from));
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
