package io.roentgen.console.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * Sixty nodes or so: services in layers, with long names, cycles, calls to themselves and
 * databases, as companies grow them.
 */
public final class Landscape {

  private static final String[] AREAS = {
    "checkout", "fulfilment", "recommendations", "identity-and-access", "billing"
  };
  private static final String[] ROLES = {
    "api-gateway", "orchestration-service", "worker", "projection-updater-eu-central-1", "adapter"
  };

  private static final int SERVICES = 50;
  private static final int STEPS = 17;

  private Landscape() {}

  /** The documents of traces evenly spread over a time. All nodes are in each dozen of traces. */
  public static List<String> traces(long seed, int count, double start, double span) {
    Dice dice = new Dice(seed);
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.addAll(trace(dice, i, start + span * i / count));
    }
    return documents;
  }

  /** The name of a service: some short, some long. */
  static String name(int service) {
    String role = ROLES[service % 5];
    return service % 7 == 0
        ? "svc-" + service
        : AREAS[service % 5] + "-" + role + "-" + (service / 5);
  }

  /** A walk from the front to a leaf; each step is a segment of its own. */
  private static List<String> trace(Dice dice, int number, double start) {
    List<String> documents = new ArrayList<>();
    String id = dice.traceId(start);
    String parent = null;
    double seconds = 0.4;
    double at = start;
    for (int service = number % 3, step = 0; step < STEPS; step++) {
      Entry segment = new Entry(name(service), dice.id());
      segment.put("trace_id", id).put("origin", "AWS::ECS::Container");
      segment.times(at, at + seconds);
      if (parent != null) {
        segment.put("parent_id", parent);
      }
      int next = next(dice, number, service, step);
      Entry call = new Entry(name(next), dice.id());
      call.put("namespace", "remote").times(at + 0.002, at + seconds - 0.002);
      if (dice.chance(0.03)) {
        call.put("fault", true);
        segment.put("fault", true);
      }
      if (step < STEPS - 1) {
        segment.add(call);
      }
      if (service % 3 == 2) {
        segment.add(leaf(dice, service, at));
      }
      documents.add(segment.json());
      parent = call.id();
      service = next;
      at += 0.003;
      seconds *= 0.9;
    }
    return documents;
  }

  private static int next(Dice dice, int number, int service, int step) {
    if (dice.chance(0.05)) {
      return service; // itself
    }
    if (dice.chance(0.06)) {
      return Math.max(0, service - 4); // back
    }
    return (service + 1 + (number + step) % 5) % SERVICES;
  }

  private static Entry leaf(Dice dice, int service, double at) {
    Entry leaf =
        new Entry(service % 2 == 0 ? "DynamoDb" : "ledger" + service % 7 + "@db", dice.id());
    leaf.times(at + 0.001, at + 0.001 + dice.seconds(0.004, 0.5));
    if (service % 2 == 0) {
      leaf.put("namespace", "aws").put("aws.operation", "Query");
      leaf.put("aws.table_name", "events-by-customer-and-month-" + service / 2 % 8);
    } else {
      leaf.put("namespace", "remote").put("sql.sanitized_query", "SELECT 1");
      leaf.put("sql.url", "jdbc:postgresql://db/ledger" + service % 7);
    }
    return leaf;
  }
}
