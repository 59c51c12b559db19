package io.roentgen.instrumentation.javahttpclient;

import io.roentgen.trace.TraceHeader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * A copy of a request, which is immutable, with the trace header. A subclass that delegates would
 * be simpler, but lose the options that requests have since Java 26.
 */
final class TracedRequest {

  private static final BiPredicate<String, String> ALL = (name, value) -> true;

  /** {@code HttpRequest.newBuilder(HttpRequest, BiPredicate)}, which is there since Java 16. */
  private static final MethodHandle COPY = findCopy();

  private TracedRequest() {}

  private static MethodHandle findCopy() {
    MethodType type = MethodType.methodType(Builder.class, HttpRequest.class, BiPredicate.class);
    try {
      return MethodHandles.publicLookup().findStatic(HttpRequest.class, "newBuilder", type);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * The request itself if the header is null, or if the library's builder refuses what the
   * application's own kind of request has.
   */
  static HttpRequest of(HttpRequest request, String header) {
    if (header == null) {
      return request;
    }
    try {
      Builder builder = COPY == null ? copy(request) : newBuilder(request);
      return builder.setHeader(TraceHeader.NAME, header).build();
    } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
      return request;
    }
  }

  private static Builder newBuilder(HttpRequest request) {
    try {
      return (Builder) COPY.invokeExact(request, ALL);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static Builder copy(HttpRequest request) {
    Builder builder = HttpRequest.newBuilder(request.uri());
    builder.expectContinue(request.expectContinue());
    for (Map.Entry<String, List<String>> header : request.headers().map().entrySet()) {
      for (String value : header.getValue()) {
        builder.header(header.getKey(), value);
      }
    }
    if (request.version().isPresent()) {
      builder.version(request.version().get());
    }
    if (request.timeout().isPresent()) {
      builder.timeout(request.timeout().get());
    }
    BodyPublisher body = request.bodyPublisher().orElse(null);
    String method = request.method();
    if (body != null) {
      return builder.method(method, body);
    }
    switch (method) {
      case "GET":
        return builder.GET();
      case "DELETE":
        return builder.DELETE();
      default:
        return builder.method(method, BodyPublishers.noBody());
    }
  }
}
