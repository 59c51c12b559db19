package io.roentgen.console.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Twelve traces of which every figure is known: clients call shop, shop calls its table orders and
 * a remote host. Trace i begins i seconds after the start and takes 10 * (i + 1) ms; the 11th is an
 * error (404), the 12th a fault (500) with an exception, and a cause of that.
 */
final class Known {

  static final int TRACES = 12;
  static final String EXCEPTION = "com.example.shop.OrderException";
  static final String SQL = "SELECT id, total FROM orders WHERE customer = ? AND total > ?";

  private Known() {}

  /** The id of a trace. */
  static String trace(double start, int i) {
    return String.format("1-%08x-%024x", (long) start + i, 0xabc000 + i);
  }

  static String segment(int i) {
    return String.format("5e9000000000%04x", i);
  }

  static String call(int i) {
    return String.format("ca11000000%06x", i);
  }

  static List<String> documents(double start) {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      documents.add(document(start, i));
    }
    return documents;
  }

  private static String document(double start, int i) {
    double from = start + i;
    double to = from + 0.01 * (i + 1);
    int status = i == 10 ? 404 : i == 11 ? 500 : 200;
    String flag = status == 404 ? "'error':true," : status == 500 ? "'fault':true," : "";
    return String.format(
            Locale.ROOT,
            "{'trace_id':'%s','id':'%s','name':'shop','origin':'AWS::ECS::Container',"
                + "'start_time':%.3f,'end_time':%.3f,%s'user':'%s',"
                + "'http':{'request':{'method':'%s','url':'https://shop.example.com/orders/%d',"
                + "'user_agent':'curl/8','client_ip':'203.0.113.9'},'response':{'status':%d}},"
                + "'annotations':{'tier':'%s','items':%d},"
                + "'metadata':{'default':{'cart':{'sku':'pen-%d','deep':[1,{'x':'metadata-leaf'}]}}},"
                + "%s'subsegments':[%s,%s,%s]}",
            trace(start, i),
            segment(i),
            from,
            to,
            flag,
            i % 2 == 0 ? "alice" : "bob",
            i % 3 == 0 ? "POST" : "GET",
            i,
            status,
            i < 4 ? "gold" : "basic",
            i,
            i,
            i == 11 ? cause() : "",
            table(i, from),
            sql(i, from),
            remote(i, from, to))
        .replace('\'', '"');
  }

  private static String table(int i, double from) {
    return String.format(
        Locale.ROOT,
        "{'id':'%s','name':'DynamoDB','namespace':'aws','start_time':%.3f,'end_time':%.3f,"
            + "'aws':{'operation':'GetItem','table_name':'orders','region':'eu-west-1',"
            + "'request_id':'REQ%d'},'http':{'response':{'status':200}}}",
        call(16 * i),
        from + 0.001,
        from + 0.003,
        i);
  }

  private static String sql(int i, double from) {
    return String.format(
        Locale.ROOT,
        "{'id':'%s','name':'shop@db','namespace':'remote','start_time':%.3f,'end_time':%.3f,"
            + "'sql':{'sanitized_query':'%s','url':'jdbc:postgresql://db/shop',"
            + "'database_type':'PostgreSQL','user':'reader'}}",
        call(16 * i + 1),
        from + 0.003,
        from + 0.005,
        SQL);
  }

  private static String remote(int i, double from, double to) {
    return String.format(
        Locale.ROOT,
        "{'id':'%s','name':'api.bank.example','namespace':'remote','start_time':%.3f,"
            + "'end_time':%.3f,%s'http':{'request':{'method':'POST',"
            + "'url':'https://api.bank.example/v1/charges'},'response':{'status':%d}}}",
        call(16 * i + 2),
        from + 0.005,
        to - 0.001,
        i == 11 ? "'fault':true," : "",
        i == 11 ? 503 : 201);
  }

  private static String cause() {
    return "'cause':{'working_directory':'/srv/shop','exceptions':["
        + "{'id':'e000000000000001','type':'"
        + EXCEPTION
        + "','message':'no order without payment','cause':'e000000000000002','stack':["
        + "{'path':'Orders.java','line':42,'label':'com.example.shop.Orders.place'},"
        + "{'path':'Thread.java','line':840,'label':'java.lang.Thread.run'}]},"
        + "{'id':'e000000000000002','type':'java.io.IOException','message':'bank hung up',"
        + "'stack':[{'path':'Bank.java','line':7,'label':'com.example.shop.Bank.charge'}]}]},";
  }
}
