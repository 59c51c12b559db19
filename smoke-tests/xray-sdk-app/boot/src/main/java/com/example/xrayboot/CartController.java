package com.example.xrayboot;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.contexts.SegmentContextExecutors;
import com.amazonaws.xray.entities.Segment;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The application's requests. */
@RestController
public class CartController {

  private final Cart cart;

  CartController(Cart cart) {
    this.cart = cart;
  }

  @GetMapping("/cart/{number}")
  int count(@PathVariable int number) {
    AWSXRay.getCurrentSegment().setUser("joe");
    return cart.count(number);
  }

  @GetMapping("/buy")
  void buy() {
    cart.buy();
  }

  @GetMapping("/check")
  String check() {
    return "ok " + cart.count(1);
  }

  /** Its work is done elsewhere, and carried there as the SDK's guide has it. */
  @GetMapping("/later")
  int later() {
    Segment segment = AWSXRay.getCurrentSegment();
    return CompletableFuture.supplyAsync(() -> 4)
        .thenApplyAsync(
            number -> cart.count(number),
            SegmentContextExecutors.newSegmentContextExecutor(segment))
        .join();
  }
}
