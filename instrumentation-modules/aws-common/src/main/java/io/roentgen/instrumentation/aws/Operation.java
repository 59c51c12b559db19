package io.roentgen.instrumentation.aws;

/** What is recorded of an operation's calls. */
final class Operation {

  private static final Field[] NOTHING = {};

  static final Operation UNKNOWN = new Operation(NOTHING, NOTHING);

  final Field[] request;
  final Field[] response;

  Operation(Field[] request, Field[] response) {
    this.request = request;
    this.response = response;
  }
}
