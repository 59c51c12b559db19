package com.example.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The orders in PostgreSQL. */
final class Orders {
  private final DataSource database;

  Orders(DataSource database) {
    this.database = database;
  }

  void createTables() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS orders (id SERIAL PRIMARY KEY, customer TEXT NOT NULL,"
              + " sku TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'new')");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS order_lines (order_id INT REFERENCES orders, line INT,"
              + " sku TEXT NOT NULL, quantity INT NOT NULL, price NUMERIC(8, 2) NOT NULL)");
    }
  }

  /** Writes an order and a line for each of its products; returns its number. */
  int insert(String customer, String[] skus) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      int order;
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO orders (customer, sku, status) VALUES (?, ?, 'new') RETURNING id")) {
        insert.setString(1, customer);
        insert.setString(2, skus[0]);
        try (ResultSet row = insert.executeQuery()) {
          row.next();
          order = row.getInt(1);
        }
      }
      try (PreparedStatement lines =
          connection.prepareStatement(
              "INSERT INTO order_lines (order_id, line, sku, quantity, price)"
                  + " VALUES (?, ?, ?, 1, 9.90)")) {
        for (int line = 0; line < skus.length; line++) {
          lines.setInt(1, order);
          lines.setInt(2, line + 1);
          lines.setString(3, skus[line]);
          lines.addBatch();
        }
        lines.executeBatch();
      }
      connection.commit();
      return order;
    }
  }

  /** The product of an order and its status; null if there is no such order. */
  String[] find(int order) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT sku, status FROM orders WHERE id = ? AND status <> 'deleted'")) {
      select.setInt(1, order);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new String[] {row.getString(1), row.getString(2)} : null;
      }
    }
  }

  void pack(int order) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE orders SET status = 'packed' WHERE id = ? AND status = 'new'")) {
      update.setInt(1, order);
      update.executeUpdate();
    }
  }

  void sleep() throws SQLException {
    query("SELECT pg_sleep(0.4)");
  }

  /** Fails: there is no such table. */
  void readMissingTable() throws SQLException {
    query("SELECT total FROM invoices WHERE customer = 'ada@example.com'");
  }

  private void query(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
    }
  }
}
