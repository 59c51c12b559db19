package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.Request;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.retry.RetryUtils;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import java.util.Iterator;
import java.util.Map;

/** One recorded call of the application, kept in its request's context until it is over. */
final class AwsCall {

  private static final HandlerContextKey<AwsCall> KEY = new HandlerContextKey<>("io.roentgen");

  /** Set by the clients since 1.11.212. */
  private static final HandlerContextKey<String> REGION = new HandlerContextKey<>("SigningRegion");

  private static final int NOT_MODIFIED = 304;

  private final Subsegment call;
  private final String header;
  private int attempts;
  private String region;
  private HttpResponse answer;

  private AwsCall(Subsegment call) {
    this.call = call;
    this.header = call.header();
  }

  /**
   * Begins a call, named as Amazon's own handler for this SDK names it: {@code AmazonDynamoDBv2},
   * {@code Amazon S3}. X-Ray takes from it what kind of node to draw.
   */
  static AwsCall begin(Request<?> request) {
    Subsegment call = Tracer.enterCall(request.getServiceName(), Subsegment.AWS);
    if (call == null) {
      return null;
    }
    AwsCall state = new AwsCall(call);
    request.addHandlerContext(KEY, state);
    call.aws("operation", Operation.of(request.getOriginalRequest()));
    return state;
  }

  /** The call this request belongs to, or null if it is not recorded or none of ours. */
  static AwsCall of(Request<?> request) {
    return request == null ? null : request.getHandlerContext(KEY);
  }

  /** What to send; null outside of a trace, and for what the SDK does on behalf of a call. */
  static String headerFor(AwsCall call) {
    return call != null ? call.header : Tracer.headerFor(null);
  }

  /** The map is case-sensitive in older versions. */
  static void removeHeader(Request<?> request) {
    Iterator<String> names = request.getHeaders().keySet().iterator();
    while (names.hasNext()) {
      if (TraceHeader.NAME.equalsIgnoreCase(names.next())) {
        names.remove();
      }
    }
  }

  void sending() {
    attempts++;
    answer = null;
  }

  void signedFor(String region) {
    this.region = region;
  }

  void answered(HttpResponse response) {
    answer = response;
  }

  /** On the thread that began it. */
  void end(Request<?> request, Object result, Throwable thrown) {
    call.leave();
    try {
      request.addHandlerContext(KEY, null);
      fill(request, result, thrown);
    } finally {
      call.finish();
    }
  }

  private void fill(Request<?> request, Object result, Throwable thrown) {
    if (attempts > 0) {
      call.aws("retries", attempts - 1);
    }
    String where = region != null ? region : request.getHandlerContext(REGION);
    if (where != null) {
      call.aws("region", where);
    }
    AmazonServiceException refusal =
        thrown instanceof AmazonServiceException ? (AmazonServiceException) thrown : null;
    call.aws("request_id", requestId(refusal));
    call.aws("id_2", header("x-amz-id-2"));
    if (answer != null) {
      // An attempt that was refused and could not be repeated is not what the call ended with.
      if (thrown == null || refusal != null || answer.getStatusCode() < 400) {
        call.setStatus(answer.getStatusCode());
      }
      call.setContentLength(length(header("Content-Length")));
    }
    if (refusal == null) {
      call.setException(thrown);
      return;
    }
    call.setStatus(refusal.getStatusCode());
    if (RetryUtils.isThrottlingException(refusal)) {
      // DynamoDB's come with status 400, S3's with 503.
      call.setThrottle();
    }
    if (refusal.getStatusCode() != NOT_MODIFIED) {
      call.setException(refusal, true);
    }
  }

  private String requestId(AmazonServiceException refusal) {
    String id = header("x-amzn-RequestId");
    if (id == null) {
      id = header("x-amz-request-id");
    }
    return id == null && refusal != null ? refusal.getRequestId() : id;
  }

  private String header(String name) {
    if (answer == null) {
      return null;
    }
    // The map is case-sensitive in older versions.
    for (Map.Entry<String, String> header : answer.getHeaders().entrySet()) {
      if (name.equalsIgnoreCase(header.getKey())) {
        return header.getValue();
      }
    }
    return null;
  }

  private static long length(String text) {
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
