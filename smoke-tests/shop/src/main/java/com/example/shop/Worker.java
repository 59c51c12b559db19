package com.example.shop;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.sql.SQLException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Packs what was ordered. Needs {@code shop.database} (JDBC URL of a PostgreSQL), {@code shop.sqs}
 * and {@code shop.catalog} (URLs).
 */
public final class Worker {
  private final Orders orders = new Orders(Shop.database());
  private final SqsClient sqs = Shop.sqs();
  private final String queue = sqs.createQueue(request -> request.queueName("orders")).queueUrl();
  private final String catalog = Shop.setting("shop.catalog");

  private Worker() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    Worker worker = new Worker();
    Thread poller = new Thread(worker::poll, "poller");
    poller.setDaemon(true);
    poller.start();
    Shop.serve("worker", 0);
  }

  private void poll() {
    while (true) {
      for (Message message :
          sqs.receiveMessage(
                  request -> request.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(5))
              .messages()) {
        try {
          pack(message);
        } catch (IOException | SQLException | RuntimeException e) {
          // It stays in the queue and comes again.
          System.err.println(message.body() + ": " + e);
        }
      }
    }
  }

  private void pack(Message message) throws IOException, SQLException {
    String[] order = message.body().split(" ");
    orders.pack(Integer.parseInt(order[0]));
    HttpURLConnection connection =
        (HttpURLConnection) new URL(catalog + "/products/" + order[1]).openConnection();
    if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
      try (InputStream in = connection.getInputStream()) {
        byte[] buffer = new byte[256];
        while (in.read(buffer) >= 0) {}
      }
    }
    sqs.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
  }
}
