package io.roentgen.console.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One trace of the shop while it is written. */
final class ShopTrace {

  private static final String[] TIERS = {"gold", "silver", "basic"};

  final Entry frontend;
  private final Dice dice;
  private final String id;
  private final double start;
  private final List<Entry> segments = new ArrayList<>();
  private final List<Entry> apart = new ArrayList<>();

  ShopTrace(Dice dice, double start) {
    this.dice = dice;
    this.start = start;
    id = dice.traceId(start);
    frontend = segment("shop-frontend", "AWS::EC2::Instance");
    frontend
        .put("user", "customer" + dice.below(24))
        .put("annotations.customer_tier", TIERS[dice.below(3)])
        .put("annotations.cart_size", 1 + dice.below(9))
        .put("annotations.returning", dice.chance(0.5))
        .put("metadata.default.cart", Map.of("items", List.of(Map.of("sku", "pen", "n", 2))))
        .put("aws.ec2.instance_id", "i-0123456789abcdef0")
        .put("aws.ec2.availability_zone", "eu-west-1a")
        .put("service.version", "2026.47");
  }

  private Entry segment(String name, String origin) {
    Entry entry = new Entry(name, dice.id());
    entry.put("trace_id", id).put("origin", origin);
    entry.put("aws.xray.sdk", "roentgen").put("aws.xray.sdk_version", "0.1.0");
    segments.add(entry);
    return entry;
  }

  Entry service(String name, String origin, Entry caller, double at) {
    Entry segment = segment(name, origin);
    segment.put("parent_id", caller.id());
    return segment.times(at, at + 0.001);
  }

  /** What Lambda says of a call, and what the function itself says. */
  void function(String name, Entry caller, double at, double median) {
    double seconds = dice.seconds(median, 0.5);
    Entry service = service(name, "AWS::Lambda", caller, at);
    service.times(at, at + seconds + 0.004).put("http.response.status", 200);
    String arn = "arn:aws:lambda:eu-west-1:123456789012:function:" + name;
    service.put("resource_arn", arn);
    Entry function = service(name, "AWS::Lambda::Function", service, at + 0.002);
    function.times(at + 0.002, at + 0.002 + seconds).put("resource_arn", arn);
    if (dice.chance(0.1)) {
      Entry initialization = new Entry("Initialization", dice.id());
      function.add(initialization.times(at - 0.4, at));
    }
    if (dice.chance(0.04)) {
      exception(function, "java.lang.IllegalArgumentException", "no template invoice-de");
      service.put("fault", true);
    }
  }

  private Entry call(Entry caller, String name, String namespace, double at, double seconds) {
    Entry call = new Entry(name, dice.id());
    call.put("namespace", namespace).times(at, at + seconds);
    if (dice.chance(0.1)) {
      apart.add(call.put("trace_id", id).put("parent_id", caller.id()).put("type", "subsegment"));
    } else {
      caller.add(call);
    }
    return call;
  }

  Entry http(Entry caller, String name, String method, String url, double at) {
    return call(caller, name, "remote", at, 0.001)
        .put("http.request.method", method)
        .put("http.request.url", url);
  }

  void ended(Entry call, int status, double end) {
    call.put("end_time", end).put("http.response.status", status);
    flag(call, status);
  }

  Entry aws(Entry caller, String name, String operation, double at, double median) {
    return call(caller, name, "aws", at, dice.seconds(median, 0.5))
        .put("aws.operation", operation)
        .put("aws.region", "eu-west-1")
        .put("aws.request_id", dice.hex(32).toUpperCase())
        .put("http.response.status", 200);
  }

  Entry dynamo(Entry caller, String operation, String table, double at) {
    return aws(caller, "DynamoDb", operation, at, 0.006).put("aws.table_name", table);
  }

  Entry sql(Entry caller, String query, double at, double median) {
    return call(caller, "shop@db.internal", "remote", at, dice.seconds(median, 0.6))
        .put("sql.url", "jdbc:postgresql://db.internal:5432/shop")
        .put("sql.user", "shop")
        .put("sql.database_type", "PostgreSQL")
        .put("sql.database_version", "17.5")
        .put("sql.preparation", "statement")
        .put("sql.sanitized_query", query);
  }

  /** A service's side of a request; it lasts until then. */
  void served(Entry segment, String method, String url, int status, double end) {
    segment
        .put("http.request.method", method)
        .put("http.request.url", url)
        .put("http.response.status", status)
        .put("end_time", end + 0.001);
    flag(segment, status);
  }

  void answer(String method, String path, int status, double end) {
    frontend.times(start, end);
    frontend
        .put("http.request.user_agent", "Mozilla/5.0 (X11; Linux x86_64)")
        .put("http.request.client_ip", "203.0.113." + dice.below(64));
    served(frontend, method, "https://shop.example.com" + path, status, end);
    frontend.add(new Entry("render", dice.id()).times(end - 0.001, end));
  }

  private static void flag(Entry entry, int status) {
    if (status >= 500) {
      entry.put("fault", true);
    } else if (status >= 400) {
      entry.put("error", true);
      if (status == 429) {
        entry.put("throttle", true);
      }
    }
  }

  /** An exception with a stack, and one for each of the causes' messages. */
  void exception(Entry entry, String type, String message, String... causes) {
    List<Object> exceptions = new ArrayList<>();
    String thrown = dice.id();
    for (int i = 0; i <= causes.length; i++) {
      String cause = i < causes.length ? dice.id() : null;
      Entry one = new Entry("", thrown);
      one.fields.remove("name");
      one.put("type", i == 0 ? type : "java.io.EOFException");
      one.put("message", i == 0 ? message : causes[i - 1]).put("remote", false);
      one.put("stack", stack(i)).put("truncated", 0);
      if (cause != null) {
        one.put("cause", cause);
      }
      exceptions.add(one.fields);
      thrown = cause;
    }
    entry.put("cause.working_directory", "/srv/shop").put("cause.exceptions", exceptions);
    if (!entry.fields.containsKey("error")) {
      entry.put("fault", true);
    }
  }

  private static List<Object> stack(int depth) {
    List<Object> frames = new ArrayList<>();
    for (String label :
        List.of("Bank.charge", "Payment.settle", "Orders.place", "OrdersController.post")) {
      String file = label.substring(0, label.indexOf('.'));
      frames.add(
          Map.of(
              "path",
              file + ".java",
              "line",
              40 + 7 * depth,
              "label",
              "com.example.shop." + label));
    }
    return frames;
  }

  List<String> documents() {
    List<String> documents = new ArrayList<>();
    segments.forEach(each -> documents.add(each.json()));
    apart.forEach(each -> documents.add(each.json()));
    return documents;
  }
}
