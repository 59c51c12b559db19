package io.roentgen.instrumentation.aws;

import io.roentgen.trace.Subsegment;

/**
 * What a call to AWS is about: tables, queues, buckets, functions. Which members of a request and
 * of its answer say so is in {@code resources.txt} beside this class, and in a file of the user's:
 * see {@link Manifest}. Of a service or operation that is in neither nothing is recorded.
 */
public final class AwsResources {

  private AwsResources() {}

  /** Puts what the table names of a request into the call's {@code aws} block. */
  public static void request(
      Subsegment call, Members members, String service, String operation, Object request) {
    Operation known = ResourceTable.ofAgent().find(service, operation);
    put(call, members, known.request, request);
  }

  /** Puts what the table names of an answer into the call's {@code aws} block. */
  public static void response(
      Subsegment call, Members members, String service, String operation, Object response) {
    Operation known = ResourceTable.ofAgent().find(service, operation);
    put(call, members, known.response, response);
  }

  static void put(Subsegment call, Members members, Field[] fields, Object owner) {
    if (owner == null) {
      return;
    }
    for (Field field : fields) {
      try {
        call.aws(field.name, field.read(members, owner));
      } catch (Throwable broken) {
        // A getter of the application's own, or a collection that changes meanwhile: the other
        // fields stay.
      }
    }
  }
}
