package com.example.shop;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The products, in DynamoDB. Needs {@code shop.dynamodb} (a URL). */
public final class Catalog {
  private Catalog() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    DynamoDbClient dynamoDb = Shop.dynamoDb();
    Tables.create(dynamoDb, "products", "sku");
    Tables.putProduct(dynamoDb, "pen", "Fountain pen", 12);
    Tables.putProduct(dynamoDb, "ink", "Blue ink", 3);
    Tables.putProduct(dynamoDb, "paper", "Laid paper", 500);

    WebServer server = new WebServer();
    server.add("/products/*", new ProductServlet(dynamoDb));
    Shop.serve("catalog", server.start());
  }

  /** {@code /products/pen}, {@code /products/pen/stock} and {@code /products/pen/price}. */
  static final class ProductServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient DynamoDbClient dynamoDb;
    private final transient ExecutorService executor = Executors.newFixedThreadPool(4);

    ProductServlet(DynamoDbClient dynamoDb) {
      this.dynamoDb = dynamoDb;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String[] path = request.getPathInfo().split("/");
      String question = path.length > 2 ? path[2] : "";
      switch (question) {
        case "stock":
          AsyncContext async = request.startAsync();
          executor.execute(() -> stock(path[1], async));
          break;
        case "price":
          response.getWriter().print("price " + price(path[1]));
          break;
        default:
          product(path[1], response);
      }
    }

    private void product(String sku, HttpServletResponse response) throws IOException {
      Map<String, AttributeValue> product = Tables.product(dynamoDb, sku);
      if (product.isEmpty()) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND, "No product " + sku);
        return;
      }
      response.getWriter().print(product.get("title").s());
    }

    /** Answers from another thread. */
    private void stock(String sku, AsyncContext async) {
      HttpServletResponse response = (HttpServletResponse) async.getResponse();
      try {
        AttributeValue stock = Tables.product(dynamoDb, sku).get("stock");
        if (stock == null) {
          response.sendError(HttpServletResponse.SC_NOT_FOUND, "No product " + sku);
        } else {
          response.getWriter().print(stock.n() + " in stock");
        }
      } catch (IOException | RuntimeException e) {
        response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      } finally {
        async.complete();
      }
    }

    /** Two threads work on a price while the request's own one waits. */
    private String price(String sku) {
      CompletableFuture<Integer> stock =
          CompletableFuture.supplyAsync(
              () -> Integer.valueOf(Tables.product(dynamoDb, sku).get("stock").n()), executor);
      CompletableFuture<Integer> demand =
          CompletableFuture.supplyAsync(() -> demand(sku), executor);
      return stock.thenCombine(demand, (have, want) -> want - have).join() + " cents";
    }

    /** A computation of some tenths of a second. */
    private static int demand(String sku) {
      int demand = sku.hashCode();
      for (int i = 0; i < 100_000_000; i++) {
        demand = demand * 31 + i;
      }
      return 1000 + Math.floorMod(demand, 500);
    }
  }
}
