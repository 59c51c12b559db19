package io.roentgen.console.filter;

import static io.roentgen.console.filter.Scope.CAUSE_ENTITY;
import static io.roentgen.console.filter.Scope.CAUSE_EXCEPTION;
import static io.roentgen.console.filter.Scope.CAUSE_SERVICE;
import static io.roentgen.console.filter.Scope.EDGE;
import static io.roentgen.console.filter.Scope.SERVICE;
import static io.roentgen.console.filter.Scope.TIME_ENTITY;
import static io.roentgen.console.filter.Scope.TRACE;

/** The words that stand for one field, what they are compared with, and where they make sense. */
enum Keyword {
  OK("ok", Kind.FLAG, "answered without error, throttle or fault", TRACE, SERVICE, EDGE),
  ERROR("error", Kind.FLAG, "the caller's mistake, 4xx", TRACE, SERVICE, EDGE),
  THROTTLE("throttle", Kind.FLAG, "too many requests, 429", TRACE, SERVICE, EDGE),
  FAULT("fault", Kind.FLAG, "the service's failure, 5xx", TRACE, SERVICE, EDGE),
  PARTIAL("partial", Kind.FLAG, "some of it hasn't arrived", TRACE, SERVICE, EDGE),
  INFERRED("inferred", Kind.FLAG, "known only from its callers", TRACE, SERVICE, CAUSE_SERVICE),
  ROOT("root", Kind.FLAG, "where the trace begins", SERVICE),
  FIRST(
      "first",
      Kind.FLAG,
      "first in its list",
      CAUSE_SERVICE,
      CAUSE_ENTITY,
      TIME_ENTITY,
      CAUSE_EXCEPTION),
  LAST(
      "last",
      Kind.FLAG,
      "last in its list",
      CAUSE_SERVICE,
      CAUSE_ENTITY,
      TIME_ENTITY,
      CAUSE_EXCEPTION),
  REMOTE(
      "remote", Kind.FLAG, "a call out of the service", CAUSE_ENTITY, TIME_ENTITY, CAUSE_EXCEPTION),
  RESPONSETIME("responsetime", Kind.NUMBER, "seconds until the answer", TRACE, SERVICE, EDGE),
  DURATION("duration", Kind.NUMBER, "seconds until all of it ended", TRACE, SERVICE, EDGE),
  STATUS("http.status", Kind.NUMBER, "the answer's HTTP status", TRACE, SERVICE, EDGE),
  INDEX(
      "index",
      Kind.NUMBER,
      "place in its list, from 0",
      CAUSE_SERVICE,
      CAUSE_ENTITY,
      TIME_ENTITY,
      CAUSE_EXCEPTION),
  COVERAGE("coverage", Kind.NUMBER, "share of the root's time, 0 to 1", TIME_ENTITY),
  URL("http.url", Kind.TEXT, "the request's URL", TRACE, SERVICE, EDGE),
  METHOD("http.method", Kind.TEXT, "GET, POST ...", TRACE, SERVICE, EDGE),
  USERAGENT("http.useragent", Kind.TEXT, "what called", TRACE, SERVICE, EDGE),
  CLIENTIP("http.clientip", Kind.TEXT, "where the call came from", TRACE, SERVICE, EDGE),
  USER("user", Kind.TEXT, "who made the request", TRACE, SERVICE),
  NAME(
      "name",
      Kind.TEXT,
      "of the service, subsegment or exception",
      SERVICE,
      CAUSE_SERVICE,
      CAUSE_ENTITY,
      TIME_ENTITY,
      CAUSE_EXCEPTION),
  TYPE("type", Kind.TEXT, "like AWS::ECS::Container", SERVICE, CAUSE_SERVICE),
  MESSAGE("message", Kind.TEXT, "an exception's", TRACE, SERVICE, EDGE, CAUSE_EXCEPTION),
  ZONE("availabilityzone", Kind.TEXT, "where the instance runs", TRACE, SERVICE),
  INSTANCE("instance.id", Kind.TEXT, "the EC2 instance", TRACE, SERVICE),
  ARN("resource.arn", Kind.TEXT, "the AWS resource", TRACE, SERVICE);

  enum Kind {
    FLAG,
    NUMBER,
    TEXT
  }

  private static final Keyword[] ALL = values();

  final String word;
  final Kind kind;
  final String hint;
  private final Scope[] scopes;

  Keyword(String word, Kind kind, String hint, Scope... scopes) {
    this.word = word;
    this.kind = kind;
    this.hint = hint;
    this.scopes = scopes;
  }

  /** By its word, in capitals or not; null if it is none. */
  static Keyword of(String word) {
    for (Keyword keyword : ALL) {
      if (keyword.word.equalsIgnoreCase(word)) {
        return keyword;
      }
    }
    return null;
  }

  boolean isIn(Scope scope) {
    for (Scope each : scopes) {
      if (each == scope) {
        return true;
      }
    }
    return false;
  }

  /** Where it may stand, for messages. */
  String places() {
    StringBuilder places = new StringBuilder();
    for (Scope scope : scopes) {
      String place = scopes.length > 1 && scope.isCause() ? Scope.IN_CAUSES : scope.place;
      if (places.indexOf(place) < 0) {
        places.append(places.length() == 0 ? "" : ", ").append(place);
      }
    }
    return places.toString();
  }
}
