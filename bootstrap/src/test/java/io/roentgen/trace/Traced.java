package io.roentgen.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tracer that keeps what is offered, for one test. */
final class Traced implements Sink {

  static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";
  static final String SAMPLED = "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1";
  static final String NOT_SAMPLED = "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=0";

  final List<Entity> offered = new CopyOnWriteArrayList<>();

  /** Installs itself; requests whose caller decided nothing are sampled or not. */
  Traced(boolean sampled) {
    Tracer.install("test", (host, method, path) -> sampled, this);
    Tracer.attach(null);
  }

  @Override
  public void offer(Entity complete) {
    offered.add(complete);
  }

  static Segment begin() {
    return (Segment) Tracer.enterSegment(SAMPLED, "host", "GET", "/");
  }

  static List<Entity> children(Entity parent) {
    List<Entity> children = new ArrayList<>();
    for (Subsegment child = Subsegment.takeChildren(parent); child != null; child = child.next()) {
      children.add(child);
    }
    return children;
  }
}
