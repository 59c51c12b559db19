package io.roentgen.console.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private static final double START = 1_795_000_000;

  @Test
  void sameSeedSameDocuments() {
    assertEquals(
        new Shop(1).traces(50, START, 60), new Shop(1).traces(50, START, 60), "the same again");
    assertNotEquals(new Shop(1).traces(50, START, 60), new Shop(2).traces(50, START, 60));
    assertEquals(Landscape.traces(1, 20, START, 60), Landscape.traces(1, 20, START, 60));
    assertEquals(Batch.trace(1, START), Batch.trace(1, START));
    assertEquals(new Hostile(1, START).documents(), new Hostile(1, START).documents());
  }

  @Test
  void eachFitsADatagram() throws Exception {
    Stream.of(
            new Shop(1).traces(300, START, 60),
            Landscape.traces(1, 60, START, 60),
            Batch.trace(1, START),
            new Hostile(1, START).documents(),
            Sdk.documents())
        .flatMap(List::stream)
        .forEach(each -> assertTrue(each.getBytes(StandardCharsets.UTF_8).length < 65_000, each));
  }

  @Test
  void batchHasAsManySubsegmentsAsItSays() {
    int subsegments = 0;
    for (String document : Batch.trace(1, START)) {
      subsegments += document.split("\"name\":", -1).length - 1;
    }
    assertEquals(1 + Batch.SUBSEGMENTS, subsegments);
  }

  @Test
  void aShopHasItAll() {
    Set<String> seen = new HashSet<>();
    for (String document : new Shop(1).traces(300, START, 60)) {
      JsonElement json = JsonParser.parseString(document);
      seen.addAll(json.getAsJsonObject().keySet());
      seen.add(json.getAsJsonObject().get("name").getAsString());
    }
    for (String each :
        List.of(
            "fault",
            "error",
            "throttle",
            "in_progress",
            "user",
            "annotations",
            "metadata",
            "type",
            "cause",
            "shop-notify",
            "invoice-render",
            "shop-worker",
            "shop-accounts")) {
      assertTrue(seen.contains(each), each);
    }
  }
}
