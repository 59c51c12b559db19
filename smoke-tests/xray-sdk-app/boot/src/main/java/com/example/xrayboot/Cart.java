package com.example.xrayboot;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Whose methods are subsegments. */
@Service
@XRayEnabled
public class Cart {

  private final JdbcTemplate database;

  Cart(JdbcTemplate database) {
    this.database = database;
  }

  /** What is in it. */
  public int count(int number) {
    AWSXRay.getCurrentSubsegment().putAnnotation("cart", number);
    return database.queryForObject("select 3 + ?", Integer.class, number);
  }

  /** Not for nothing. */
  public void buy() {
    throw new IllegalStateException("sold out");
  }
}
