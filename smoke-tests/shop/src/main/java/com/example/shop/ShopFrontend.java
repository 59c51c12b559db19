package com.example.shop;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What customers talk to. Needs {@code shop.database} (JDBC URL of a PostgreSQL), {@code
 * shop.dynamodb}, {@code shop.sqs} and {@code shop.catalog} (URLs).
 */
public final class ShopFrontend {
  private ShopFrontend() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    HikariDataSource database = Shop.database();
    Orders orders = new Orders(database);
    orders.createTables();
    DynamoDbClient dynamoDb = Shop.dynamoDb();
    Tables.create(dynamoDb, "carts", "customer");
    SqsClient sqs = Shop.sqs();
    String queue = sqs.createQueue(request -> request.queueName("orders")).queueUrl();
    CatalogClient catalog = new CatalogClient();

    WebServer server = new WebServer();
    server.add("/orders/*", new OrderServlet(orders, catalog, dynamoDb, sqs, queue));
    server.add("/slow", new SlowServlet(orders, catalog));
    server.add("/fail", new FailServlet(orders));
    server.add("/missing", new MissingServlet(catalog));
    Shop.serve("frontend", server.start());
  }

  /** {@code POST /orders} with {@code customer} and {@code sku}s; {@code GET /orders/17}. */
  static final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Orders orders;
    private final transient CatalogClient catalog;
    private final transient DynamoDbClient dynamoDb;
    private final transient SqsClient sqs;
    private final String queue;

    OrderServlet(
        Orders orders,
        CatalogClient catalog,
        DynamoDbClient dynamoDb,
        SqsClient sqs,
        String queue) {
      this.orders = orders;
      this.catalog = catalog;
      this.dynamoDb = dynamoDb;
      this.sqs = sqs;
      this.queue = queue;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      int number = Integer.parseInt(request.getPathInfo().substring(1));
      try {
        String[] order = orders.find(number);
        if (order == null) {
          response.sendError(HttpServletResponse.SC_NOT_FOUND, "No order " + number);
          return;
        }
        String product = catalog.get("/products/" + order[0]);
        String stock = catalog.get("/products/" + order[0] + "/stock");
        response
            .getWriter()
            .println("order " + number + " " + order[1] + ": " + product + ", " + stock);
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String customer = request.getParameter("customer");
      String[] skus = request.getParameterValues("sku");
      if (customer == null || skus == null) {
        response.sendError(HttpServletResponse.SC_BAD_REQUEST, "customer and sku are needed");
        return;
      }
      int order;
      try {
        order = orders.insert(customer, skus);
      } catch (SQLException e) {
        throw new IOException(e);
      }
      Map<String, AttributeValue> cart = new HashMap<>();
      cart.put("customer", AttributeValue.builder().s(customer).build());
      cart.put("order", AttributeValue.builder().n(Integer.toString(order)).build());
      dynamoDb.putItem(put -> put.tableName("carts").item(cart));
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody(order + " " + skus[0]));
      response.setStatus(HttpServletResponse.SC_CREATED);
      response.getWriter().println("/orders/" + order);
    }
  }

  /** A database and a service that take their time. */
  static final class SlowServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Orders orders;
    private final transient CatalogClient catalog;

    SlowServlet(Orders orders, CatalogClient catalog) {
      this.orders = orders;
      this.catalog = catalog;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        orders.sleep();
      } catch (SQLException e) {
        throw new IOException(e);
      }
      response.getWriter().println(catalog.get("/products/pen/price"));
    }
  }

  /** Throws, because a query fails. */
  static final class FailServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Orders orders;

    FailServlet(Orders orders) {
      this.orders = orders;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      try {
        orders.readMissingTable();
      } catch (SQLException e) {
        throw new IllegalStateException("No invoices today", e);
      }
    }
  }

  /** Asks for a product that the catalog doesn't have. */
  static final class MissingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient CatalogClient catalog;

    MissingServlet(CatalogClient catalog) {
      this.catalog = catalog;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String product = catalog.get("/products/unicorn");
      if (product == null) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND, "No such product");
        return;
      }
      response.getWriter().println(product);
    }
  }
}
