package io.roentgen.instrumentation.aws;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request as SDK 1 has them, with everything a member can be. */
public class Order {

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Object> labels = new LinkedHashMap<>();

  /** An element of a list. */
  public static final class Line {
    private final String tableName;
    private final Line inner;

    Line(String tableName, Line inner) {
      this.tableName = tableName;
      this.inner = inner;
    }

    public String getTableName() {
      return tableName;
    }

    public Line getPut() {
      return inner;
    }

    public Double getCapacityUnits() {
      return 1.5;
    }
  }

  /** Values that a service gives a name. */
  public enum Speed {
    FAST
  }

  public String getTableName() {
    return "orders";
  }

  public String getBucket() {
    return "bills";
  }

  public String getQueueOwnerAWSAccountId() {
    return "123456789012";
  }

  public Integer getLimit() {
    return 10;
  }

  public Boolean getConsistentRead() {
    return true;
  }

  public Speed getSpeed() {
    return Speed.FAST;
  }

  public String getStatement() {
    return "SELECT * FROM \"orders\" WHERE card = '4111'";
  }

  public List<Line> getLines() {
    return lines;
  }

  public Line getLine() {
    return new Line("parts", null);
  }

  public List<String> getNothing() {
    return List.of();
  }

  public Object getNull() {
    return null;
  }

  public Map<String, Object> getLabels() {
    return labels;
  }

  public ByteBuffer getPayload() {
    return ByteBuffer.allocate(3);
  }

  public String getBroken() {
    throw new IllegalStateException("getter");
  }

  public String getBadly() {
    throw new NoClassDefFoundError("getter");
  }

  public String getLong() {
    return "x".repeat(5000);
  }

  public List<Object> getMany() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add("name" + i);
    }
    return many;
  }

  public List<String> getWide() {
    return List.of("x".repeat(900), "y".repeat(900), "z".repeat(900));
  }

  public String getWith(String argument) {
    return argument;
  }

  String getHidden() {
    return "hidden";
  }
}
