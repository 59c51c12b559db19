package io.roentgen.console.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A shop as it traces itself: a front end, services behind it, two functions, tables, a queue, a
 * topic, a database, a bucket and a bank that is slow at times. The same seed and start make the
 * same documents.
 */
public final class Shop {

  private final Dice dice;
  private final Random order;

  /** A shop whose requests are chosen by the seed. */
  public Shop(long seed) {
    dice = new Dice(seed);
    order = new Random(seed);
  }

  /** The documents of traces evenly spread over a time, those of a trace in no order. */
  public List<String> traces(int count, double start, double span) {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.addAll(trace(start + span * i / count));
    }
    return documents;
  }

  /** The documents of one trace that begins then. */
  public List<String> trace(double start) {
    ShopTrace trace = new ShopTrace(dice, start);
    double at = start + dice.seconds(0.003, 0.4);
    switch (dice.below(10)) {
      case 0, 1, 2 -> browse(trace, at);
      case 3, 4 -> cart(trace, at);
      case 5 -> login(trace, at);
      default -> checkout(trace, at);
    }
    List<String> documents = trace.documents();
    Collections.shuffle(documents, order);
    return documents;
  }

  private void browse(ShopTrace trace, double at) {
    String product = dice.one("pen", "ink", "paper", "desk", "lamp");
    double end = catalog(trace, trace.frontend, at, product);
    trace.frontend.put("metadata.default.view", "product");
    boolean missing = dice.chance(0.06);
    trace.answer("GET", "/products/" + product, missing ? 404 : 200, end);
  }

  private double catalog(ShopTrace trace, Entry caller, double at, String product) {
    Entry call =
        trace.http(
            caller, "catalog.internal", "GET", "http://catalog.internal/products/" + product, at);
    Entry catalog = trace.service("shop-catalog", "AWS::ECS::Container", call, at + 0.001);
    Entry get = trace.dynamo(catalog, "GetItem", "products", at + 0.002);
    if (dice.chance(0.05)) {
      get.put("throttle", true).put("error", true).put("http.response.status", 400);
      trace.exception(
          get, "ProvisionedThroughputExceededException", "The level of throughput was exceeded");
      get = trace.dynamo(catalog, "GetItem", "products", get.end() + 0.05);
      get.put("aws.retries", 1);
    }
    trace.served(catalog, "GET", "http://catalog.internal/products/" + product, 200, get.end());
    trace.ended(call, 200, get.end() + 0.002);
    return get.end() + 0.004;
  }

  private void cart(ShopTrace trace, double at) {
    double end = catalog(trace, trace.frontend, at, "pen");
    Entry put = trace.dynamo(trace.frontend, "UpdateItem", "carts", end);
    boolean conflict = dice.chance(0.08);
    if (conflict) {
      put.put("error", true).put("http.response.status", 400);
      trace.exception(put, "ConditionalCheckFailedException", "The conditional request failed");
    }
    trace.answer("POST", "/cart", conflict ? 409 : 200, put.end() + 0.001);
  }

  private void login(ShopTrace trace, double at) {
    Entry call =
        trace.http(
            trace.frontend, "accounts.internal", "POST", "http://accounts.internal/login", at);
    Entry accounts =
        trace.service("shop-accounts", "AWS::ElasticBeanstalk::Environment", call, at + 0.001);
    Entry query =
        trace.sql(accounts, "SELECT id, hash FROM customers WHERE email = ?", at + 0.003, 0.004);
    int status = dice.chance(0.2) ? 401 : dice.chance(0.05) ? 429 : 200;
    trace.served(accounts, "POST", "http://accounts.internal/login", status, query.end());
    trace.ended(call, status, query.end() + 0.002);
    trace.answer("POST", "/login", status, query.end() + 0.004);
  }

  private void checkout(ShopTrace trace, double at) {
    double end = catalog(trace, trace.frontend, at, "desk");
    Entry call =
        trace.http(trace.frontend, "orders.internal", "POST", "http://orders.internal/orders", end);
    Entry orders = trace.service("shop-orders", "AWS::ECS::Container", call, end + 0.001);
    Entry insert =
        trace.sql(orders, "INSERT INTO orders (customer, total) VALUES (?, ?)", end + 0.002, 0.006);
    Entry pay =
        trace.http(
            orders,
            "payment.internal",
            "POST",
            "http://payment.internal/charges",
            insert.end() + 0.001);
    Entry payment = trace.service("shop-payment", "AWS::EC2::Instance", pay, insert.end() + 0.003);
    Entry bank = bank(trace, payment, payment.start() + 0.001);
    boolean refused = bank.fields.containsKey("fault");
    int status = refused ? 500 : 201;
    trace.served(payment, "POST", "http://payment.internal/charges", status, bank.end());
    trace.ended(pay, status, bank.end() + 0.002);
    double done = bank.end() + 0.003;
    if (refused) {
      trace.exception(
          orders, "com.example.orders.PaymentException", "payment refused", "the bank hung up");
    } else {
      done = announce(trace, orders, done);
    }
    trace.served(orders, "POST", "http://orders.internal/orders", status, done);
    trace.ended(call, status, done + 0.001);
    trace.answer("POST", "/checkout", status, done + 0.003);
  }

  /** The slow one: one call in ten takes the better part of a second. */
  private Entry bank(ShopTrace trace, Entry payment, double at) {
    Entry bank =
        trace.http(payment, "api.bank.example", "POST", "https://api.bank.example/v1/charges", at);
    double seconds = dice.chance(0.1) ? dice.seconds(0.9, 0.3) : dice.seconds(0.12, 0.4);
    boolean fault = dice.chance(0.05);
    trace.ended(bank, fault ? 503 : 201, at + seconds);
    if (fault) {
      trace.exception(
          payment, "java.io.IOException", "HTTP/1.1 header parser received no bytes", "EOF");
    }
    return bank;
  }

  private double announce(ShopTrace trace, Entry orders, double at) {
    Entry send = trace.aws(orders, "Sqs", "SendMessage", at, 0.008);
    send.put("aws.queue_url", "https://sqs.eu-west-1.amazonaws.com/123456789012/orders");
    Entry publish = trace.aws(orders, "Sns", "Publish", send.end() + 0.001, 0.009);
    publish.put("aws.topic_arn", "arn:aws:sns:eu-west-1:123456789012:order-events");
    work(trace, send, send.end() + dice.seconds(0.2, 0.8));
    trace.function("shop-notify", publish, publish.end() + dice.seconds(0.05, 0.6), 0.03);
    return publish.end() + 0.001;
  }

  private void work(ShopTrace trace, Entry send, double at) {
    Entry worker = trace.service("shop-worker", "AWS::ECS::Container", send, at);
    Entry update = trace.sql(worker, "UPDATE orders SET state = ? WHERE id = ?", at + 0.001, 0.005);
    Entry invoke = trace.aws(worker, "Lambda", "Invoke", update.end() + 0.001, 0.05);
    invoke.put("aws.function_name", "invoice-render");
    trace.function("invoice-render", invoke, invoke.start() + 0.004, 0.03);
    Entry put = trace.aws(worker, "S3", "PutObject", invoke.end() + 0.001, 0.03);
    put.put("aws.bucket_name", "invoices").put("aws.key", "2026/invoice.pdf");
    worker.put("annotations.attempt", 1);
    worker.times(at, put.end() + 0.002);
    if (dice.chance(0.02)) {
      // Still at work: what came of it has not been told.
      worker.fields.remove("end_time");
      worker.put("in_progress", true);
    }
  }
}
