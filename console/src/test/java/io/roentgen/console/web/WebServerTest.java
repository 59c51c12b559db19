package io.roentgen.console.web;

import static io.roentgen.console.trace.Documents.call;
import static io.roentgen.console.trace.Documents.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.roentgen.console.Console;
import io.roentgen.console.Setup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

  private final HttpClient client = HttpClient.newHttpClient();
  private Console console;

  @BeforeEach
  void start() throws IOException {
    console = start(null);
  }

  private static Console start(String token) throws IOException {
    Setup setup = new Setup();
    setup.page = new InetSocketAddress("127.0.0.1", 0);
    setup.daemon = new InetSocketAddress("127.0.0.1", 0);
    setup.token = token;
    return Console.start(setup);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private void add(String json) {
    byte[] document = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertNull(console.accept(document, 0, document.length));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.page() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonObject json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode(), answer::body);
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(console.page() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The status line of an answer to bytes that no client would send. */
  private String raw(String request) throws IOException {
    URI page = URI.create(console.page());
    try (Socket socket = new Socket(page.getHost(), page.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] begin = socket.getInputStream().readNBytes(12);
      return new String(begin, StandardCharsets.US_ASCII).substring(9);
    }
  }

  private static String enc(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A shop that calls a stock service over HTTP and fails, seen from both sides. */
  private void shop() {
    add(
        segment(
            "shop",
            "000000000000000a",
            null,
            "'user':'anna','annotations':{'tier':'gold'},'fault':true,"
                + "'http':{'request':{'method':'GET','url':'http://shop/orders'},"
                + "'response':{'status':500}},'subsegments':["
                + call(
                    "stock",
                    "000000000000000b",
                    "'namespace':'remote','http':{'request':{'method':'GET','url':'http://stock/1'}}")
                + ","
                + call(
                    "db",
                    "000000000000000d",
                    "'namespace':'remote','sql':{'sanitized_query':'SELECT ?'}")
                + "],'cause':{'exceptions':[{'type':'OutOfPens','message':'none of 17 left'}]}"));
    add(segment("stock", "000000000000000c", "000000000000000b", ""));
  }

  @Test
  void thePageIsThere() throws Exception {
    HttpResponse<String> page = get("/");
    assertEquals(200, page.statusCode());
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self' 'sha256-"), policy);
    assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").orElse(""));
    assertEquals(200, get("/page/app.js").statusCode());
    assertEquals(200, get("/page/lib/preact.module.js").statusCode());
    String tag = page.headers().firstValue("ETag").orElse("");
    assertEquals(304, get("/", "If-None-Match", tag).statusCode());
    assertEquals(
        "gzip",
        get("/page/style.css", "Accept-Encoding", "gzip")
            .headers()
            .firstValue("Content-Encoding")
            .orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/../Console.class",
        "/page/%2e%2e/Console.class",
        "/page//etc/passwd",
        "/page/view/",
        "/page/no.js",
        "/Console.class",
        "/api/nothing",
        "/api/trace/" + TRACE + "/nothing",
        "/api/trace/"
      })
  void whatIsNotThereIsNotFound(String path) throws Exception {
    shop();
    assertEquals("404", raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 127.evil.example",
        "Host: localhost.evil.example:2001",
        "X: no host at all",
        "Host: localhost\r\nOrigin: http://evil.example",
        "Host: localhost\r\nOrigin: null"
      })
  void othersPagesAreRefused(String headers) throws Exception {
    assertEquals("403", raw("GET /api/status HTTP/1.1\r\n" + headers + "\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:99", "127.0.0.1", "127.0.0.1:80", "[::1]:2001"})
  void thisMachineIsNot(String host) throws Exception {
    assertEquals("200", raw("GET /api/status HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
  }

  @Test
  void nothingIsChangedFromAnothersPage() throws Exception {
    shop();
    assertEquals(403, post("/api/clear", "", "Sec-Fetch-Site", "cross-site").statusCode());
    assertEquals(403, post("/api/clear", "", "Origin", "http://evil.example").statusCode());
    assertEquals(1, json("/api/status").getAsJsonObject("store").get("traces").getAsInt());
    assertEquals(404, get("/api/clear").statusCode());
    assertEquals(200, post("/api/clear", "", "Sec-Fetch-Site", "same-origin").statusCode());
    assertEquals(0, json("/api/status").getAsJsonObject("store").get("traces").getAsInt());
  }

  @Test
  void aTokenIsAskedForWhereOneIsSet() throws Exception {
    console.close();
    console = start("secret");
    assertEquals(401, get("/").statusCode());
    assertEquals(401, get("/api/status", "Authorization", "Bearer wrong").statusCode());
    assertEquals(401, get("/?token=wrong").statusCode());
    assertEquals(401, get("/api/status", "Cookie", "roentgen-token=wrong").statusCode());
    assertEquals(401, post("/api/clear", "").statusCode());
    assertEquals(200, get("/api/status", "Authorization", "Bearer secret").statusCode());
    HttpResponse<String> admitted = get("/?token=secret");
    assertEquals(302, admitted.statusCode());
    String cookie = admitted.headers().firstValue("Set-Cookie").orElse("");
    assertTrue(cookie.endsWith("; Path=/; HttpOnly; SameSite=Strict"), cookie);
    assertEquals(200, get("/", "Cookie", "a=b; " + cookie.split(";")[0]).statusCode());
  }

  @Test
  void mapHasNodesAndEdges() throws Exception {
    shop();
    JsonObject map = json("/api/map?start=0&end=200");
    assertEquals(
        0, map.get("traces").getAsInt(), "the time of the trace can't be: when it came counts");
    map = json("/api/map?last=60");
    assertEquals(1, map.get("traces").getAsInt());
    List<String> nodes = new ArrayList<>();
    for (JsonElement node : map.getAsJsonArray("nodes")) {
      nodes.add(node.getAsJsonObject().get("id").getAsString());
    }
    assertEquals(List.of("shop", "shop | client", "stock", "db | database::SQL"), sorted(nodes, 4));
    for (JsonElement each : map.getAsJsonArray("nodes")) {
      JsonObject node = each.getAsJsonObject();
      String select = node.get("select").getAsString();
      assertEquals(
          1, json("/api/map?last=60&filter=" + enc(select)).get("traces").getAsInt(), select);
    }
    for (JsonElement each : map.getAsJsonArray("edges")) {
      String select = each.getAsJsonObject().get("select").getAsString();
      assertEquals(
          1, json("/api/map?last=60&filter=" + enc(select)).get("traces").getAsInt(), select);
    }
    assertEquals(3, map.getAsJsonArray("edges").size());
  }

  private static List<String> sorted(List<String> ids, int size) {
    assertEquals(size, ids.size(), ids.toString());
    List<String> order = List.of("shop", "shop | client", "stock", "db | database::SQL");
    List<String> sorted = new ArrayList<>(ids);
    sorted.sort((a, b) -> order.indexOf(a) - order.indexOf(b));
    return sorted;
  }

  @Test
  void listHasWhatALineNeeds() throws Exception {
    shop();
    JsonObject list = json("/api/traces?last=60");
    assertEquals(1, list.get("stored").getAsInt());
    assertEquals(1, list.get("matched").getAsInt());
    JsonObject trace = list.getAsJsonArray("traces").get(0).getAsJsonObject();
    assertEquals(TRACE, trace.get("id").getAsString());
    assertEquals("GET", trace.get("method").getAsString());
    assertEquals("http://shop/orders", trace.get("url").getAsString());
    assertEquals(500, trace.get("status").getAsInt());
    assertEquals("anna", trace.get("user").getAsString());
    assertEquals("[\"fault\"]", trace.get("flags").toString());
    assertEquals("{\"tier\":\"gold\"}", trace.get("annotations").toString());
    assertEquals(2, trace.get("services").getAsInt());
    assertEquals(2, trace.get("documents").getAsInt());
    assertEquals(1, list.getAsJsonArray("points").size());
    assertEquals(0, json("/api/traces?last=60&filter=ok").get("matched").getAsInt());
  }

  @Test
  void aTraceHasRowsAndDocuments() throws Exception {
    shop();
    JsonObject trace = json("/api/trace/" + TRACE);
    JsonArray rows = trace.getAsJsonArray("rows");
    List<String> lines = new ArrayList<>();
    for (JsonElement each : rows) {
      JsonObject row = each.getAsJsonObject();
      lines.add(
          row.get("depth")
              + " "
              + row.get("parent")
              + " "
              + row.get("name").getAsString()
              + " "
              + row.get("summary").getAsString()
              + " "
              + row.get("path").getAsString());
    }
    assertEquals(
        List.of(
            "0 -1 shop GET /orders → 500 ",
            "1 0 stock GET http://stock/1 0",
            "2 1 stock  ",
            "1 0 db SELECT ? 1"),
        lines);
    assertEquals(2, trace.getAsJsonArray("documents").size());
    String documents = get("/api/trace/" + TRACE + "/documents").body();
    assertEquals(2, documents.lines().count());
    assertEquals(404, get("/api/trace/1-none").statusCode());
  }

  @Test
  void errorsAreGroupedWhereTheyBegan() throws Exception {
    shop();
    JsonArray errors = json("/api/errors?last=60").getAsJsonArray("errors");
    assertEquals(1, errors.size());
    JsonObject error = errors.get(0).getAsJsonObject();
    assertEquals("OutOfPens", error.get("exception").getAsString());
    assertEquals("none of 17 left", error.get("message").getAsString());
    assertEquals("shop", error.get("name").getAsString());
    assertEquals(TRACE, error.get("example").getAsString());
  }

  @Test
  void comparesTwoTimes() throws Exception {
    shop();
    double now = System.currentTimeMillis() / 1e3;
    JsonObject changed =
        json("/api/compare?aStart=0&aEnd=100&bStart=" + (now - 60) + "&bEnd=" + (now + 60));
    JsonObject node = changed.getAsJsonArray("nodes").get(0).getAsJsonObject();
    assertTrue(node.get("a") == null || node.get("a").isJsonNull());
    assertEquals(1, node.getAsJsonObject("b").get("fault").getAsInt());
    JsonObject error = changed.getAsJsonArray("errors").get(0).getAsJsonObject();
    assertEquals(0, error.get("a").getAsInt());
    assertEquals(1, error.get("b").getAsInt());
    assertEquals(400, get("/api/compare?aStart=0").statusCode());
  }

  @Test
  void aWrongFilterSaysWhere() throws Exception {
    HttpResponse<String> answer = get("/api/map?filter=" + enc("fault AND responstime > 1"));
    assertEquals(400, answer.statusCode());
    JsonObject error =
        JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("error");
    assertEquals(10, error.get("position").getAsInt());
    assertEquals(11, error.get("length").getAsInt());
    assertEquals(400, get("/api/map?last=abc").statusCode());
    assertEquals(400, get("/api/map?start=NaN").statusCode());
  }

  @Test
  void completionKnowsWhatWasSeen() throws Exception {
    shop();
    String found = json("/api/filter?at=11&expression=" + enc("annotation.")).toString();
    assertTrue(found.contains("tier"), found);
  }

  @Test
  void importTakesWhatIsWholeAndCountsTheRest() throws Exception {
    String lines =
        "{\"format\": \"json\", \"version\": 1}\n"
            + segment("a", "000000000000000a", null, "").replace('\'', '"')
            + "\r\n\ngarbage\n"
            + segment("a", "000000000000000a", null, "").replace('\'', '"')
            + "\n{\"received\":1}\n"
            + segment("b", "000000000000000b", null, "").replace('\'', '"');
    HttpResponse<String> answer = post("/api/import", lines);
    JsonObject found = JsonParser.parseString(answer.body()).getAsJsonObject();
    assertEquals(2, found.get("documents").getAsInt());
    assertEquals(1, found.get("duplicates").getAsInt());
    assertEquals(1, found.get("bad").getAsInt());
    assertEquals(
        "no JSON",
        found.getAsJsonArray("reasons").get(0).getAsJsonObject().get("reason").getAsString());
  }

  @Test
  void hostileDocumentsAreOnlyText() throws Exception {
    String script = "</script><script>alert(1)</script>\\u2028\\\"";
    add(
        segment(script, "000000000000000a", null, "'user':'" + script + "'")
            .replace("start_time':101,'end_time':102", "start_time':1e300,'end_time':-1e300"));
    JsonObject trace =
        json("/api/traces?last=60").getAsJsonArray("traces").get(0).getAsJsonObject();
    assertTrue(trace.get("name").getAsString().startsWith("</script>"));
    assertEquals(0, trace.get("responseTime").getAsDouble());
    json("/api/map?last=60");
    json("/api/trace/" + TRACE);
    HttpResponse<String> export = get("/api/trace/" + TRACE + "/export");
    assertEquals(200, export.statusCode());
    assertFalse(export.body().contains("<script>alert"), "a name ends the script");
    assertEquals(
        "attachment; filename=\"trace-" + TRACE + ".html\"",
        export.headers().firstValue("Content-Disposition").orElse(""));
  }
}
