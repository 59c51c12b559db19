package io.roentgen.smoke.lambda;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way to a function and back. */
final class Invocation {

  final String id = UUID.randomUUID().toString();
  final byte[] payload;
  final String clientContext;
  final FunctionTrace trace;
  final CompletableFuture<Answer> answer = new CompletableFuture<>();

  /** Client context: JSON as the runtime gets it, or null. */
  Invocation(byte[] payload, String clientContext, FunctionTrace trace) {
    this.payload = payload.length == 0 ? new byte[] {'{', '}'} : payload;
    this.clientContext = clientContext;
    this.trace = trace;
  }

  /** The first answer counts. */
  void complete(Answer with) {
    complete(with, null);
  }

  /** With the cause of a failure as the runtime tells it, or null. */
  void complete(Answer with, String cause) {
    if (!answer.isDone()) {
      // Lambda's own segments are sent before the caller goes on.
      trace.end(id, with.functionError() != null, cause);
      answer.complete(with);
    }
  }
}
