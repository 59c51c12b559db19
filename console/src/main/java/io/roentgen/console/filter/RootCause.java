package io.roentgen.console.filter;

import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.Node;
import java.util.List;

/**
 * The way from where a request came in to what made it fail, or slow. Source of the fields:
 * FaultRootCause, ErrorRootCause and ResponseTimeRootCause in the AWS X-Ray API reference.
 */
final class RootCause {

  enum Kind {
    RESPONSETIME("rootcause.responsetime."),
    FAULT("rootcause.fault."),
    ERROR("rootcause.error.");

    /** How the words begin that ask for it. */
    final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /** By such a word; null if it is none. */
    static Kind of(String word) {
      for (Kind kind : values()) {
        if (word.regionMatches(true, 0, kind.prefix, 0, kind.prefix.length())) {
          return kind;
        }
      }
      return null;
    }
  }

  /** The services it leads through. */
  final Service[] services;

  /** Whether the root has the flag too: what it was the cause of reached the client. */
  final boolean clientImpacting;

  RootCause(List<Service> services, boolean clientImpacting) {
    this.services = number(services.toArray(new Service[0]));
    this.clientImpacting = clientImpacting;
  }

  private static <T extends Listed> T[] number(T[] list) {
    for (int i = 0; i < list.length; i++) {
      list[i].index = i;
      list[i].last = i == list.length - 1;
    }
    return list;
  }

  /** What has a place in a list. */
  abstract static class Listed {
    int index;
    boolean last;
  }

  /** One service, and the way inside it. */
  static final class Service extends Listed {
    final Node node;
    final String account;
    final boolean inferred;
    final Step[] path;

    Service(Node node, String account, boolean inferred, List<Step> path) {
      this.node = node;
      this.account = account;
      this.inferred = inferred;
      this.path = number(path.toArray(new Step[0]));
    }
  }

  /** A segment or subsegment on the way. */
  static final class Step extends Listed {
    final String name;
    final boolean remote;

    /** Share of the root's time. */
    final double coverage;

    final Thrown[] thrown;

    Step(String name, Entity entity, double coverage) {
      this.name = name;
      this.remote = entity.namespace() != null;
      this.coverage = coverage;
      Entity.Failure[] failures = entity.failures();
      Thrown[] all = new Thrown[failures.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = new Thrown(failures[i]);
      }
      this.thrown = number(all);
    }
  }

  /** An exception of a step. */
  static final class Thrown extends Listed {
    final Entity.Failure failure;

    Thrown(Entity.Failure failure) {
      this.failure = failure;
    }
  }
}
