package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three JVMs, PostgreSQL, DynamoDB and SQS; every request is one trace from end to end. */
final class ShopSmokeTest {

  static List<Jvms.Installed> jvms() {
    return Jvms.since(8);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void everyRequestIsOneTrace(Jvms.Installed jvm) throws Exception {
    try (Smoke smoke = new Smoke("shop", jvm);
        ShopFleet fleet = new ShopFleet(Smoke.ROOT, smoke.logs, smoke::traced)) {
      String shop = "http://127.0.0.1:" + fleet.start(step -> {});
      for (String name : List.of("shop-frontend", "shop-catalog", "shop-worker")) {
        smoke.watch(fleet.process(name));
      }
      // What the start itself asked of others is in no request; from here on all is traced.
      smoke.collector.clear();
      String form = "customer=ada%40example.com&sku=pen&sku=ink";
      assertEquals(201, smoke.send("POST", shop + "/orders", form));
      assertEquals(200, smoke.get(shop + "/orders/1?secret=1"));
      assertEquals(200, smoke.get(shop + "/slow"));
      assertEquals(500, smoke.get(shop + "/fail"));
      assertEquals(404, smoke.get(shop + "/missing"));

      Traces traces = smoke.awaitSegments(11);
      smoke.assertInvariants();
      smoke.assertGolden("shop", traces);
    }
  }
}
