package io.roentgen.console.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * One trace of a batch job: two thousand subsegments, sent in parts as they don't fit a datagram.
 */
public final class Batch {

  /** How many subsegments the trace has. */
  public static final int SUBSEGMENTS = 2000;

  private static final int PART = 100;

  private Batch() {}

  /** The documents; the first one is the segment. */
  public static List<String> trace(long seed, double start) {
    Dice dice = new Dice(seed);
    String id = dice.traceId(start);
    List<String> documents = new ArrayList<>();
    Entry segment = new Entry("nightly-import", dice.id());
    segment.put("trace_id", id).put("origin", "AWS::ECS::Container");
    documents.add("");
    double at = start + 0.01;
    for (int part = 0; part < SUBSEGMENTS / PART; part++) {
      Entry group = new Entry("import part " + (part + 1), dice.id());
      group.put("trace_id", id).put("parent_id", segment.id()).put("type", "subsegment");
      double began = at;
      for (int i = 1; i < PART; i++) {
        Entry call = new Entry(i % 4 == 0 ? "DynamoDb" : "shop@db.internal", dice.id());
        call.times(at, at + dice.seconds(0.004, 0.6));
        if (i % 4 == 0) {
          call.put("namespace", "aws").put("aws.operation", "PutItem");
          call.put("aws.table_name", "products");
        } else {
          call.put("namespace", "remote");
          call.put("sql.sanitized_query", "INSERT INTO lines (part, n) VALUES (?, ?) -- " + i);
          call.put("sql.url", "jdbc:postgresql://db.internal/shop");
        }
        if (dice.chance(0.01)) {
          call.put("fault", true);
        }
        group.add(call);
        at = call.end() + 0.001;
      }
      documents.add(group.times(began, at).json());
    }
    documents.set(0, segment.times(start, at + 0.01).json());
    return documents;
  }
}
