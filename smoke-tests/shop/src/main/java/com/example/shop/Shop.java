package com.example.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the three processes of the shop share: their settings, clients and end. */
final class Shop {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("shop", "shop-secret"));

  private Shop() {}

  /** A system property without which the process cannot work. */
  static String setting(String key) {
    String value = System.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("Set the system property " + key);
    }
    return value;
  }

  static HikariDataSource database() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(setting("shop.database"));
    config.setUsername("postgres");
    config.setPassword("database-secret");
    config.setMaximumPoolSize(4);
    return new HikariDataSource(config);
  }

  static DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(setting("shop.dynamodb")))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  static SqsClient sqs() {
    return SqsClient.builder()
        .endpointOverride(URI.create(setting("shop.sqs")))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  static void quietTomcat() {
    TOMCAT.setLevel(Level.WARNING);
  }

  /** Tells the parent where we listen; ends the JVM with the standard input. */
  static void serve(String name, int port) throws IOException {
    System.out.println("READY " + name + " " + port);
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
