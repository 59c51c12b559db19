package com.example.xray;

import java.util.Arrays;
import java.util.List;

/** An object that the application puts into metadata. */
public final class Order {

  private final int orderNumber;

  Order(int orderNumber) {
    this.orderNumber = orderNumber;
  }

  /** Its number. */
  public int getOrderNumber() {
    return orderNumber;
  }

  /** What was ordered. */
  public List<String> getItems() {
    return Arrays.asList("lamp", "chair");
  }

  /** What is unknown. */
  public String getNote() {
    return null;
  }
}
