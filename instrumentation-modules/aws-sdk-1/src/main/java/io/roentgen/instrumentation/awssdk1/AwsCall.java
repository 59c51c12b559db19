package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.Request;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.retry.RetryUtils;
import io.roentgen.instrumentation.aws.AwsResources;
import io.roentgen.instrumentation.aws.BeanMembers;
import io.roentgen.instrumentation.aws.Members;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import java.util.Iterator;
import java.util.Map;

/** One recorded call of the application, kept in its request's context until it is over. */
final class AwsCall {

  private static final HandlerContextKey<AwsCall> KEY = new HandlerContextKey<>("io.roentgen");

  // By name: older versions have no constants for them, and don't set them.
  private static final HandlerContextKey<String> REGION = new HandlerContextKey<>("SigningRegion");
  private static final HandlerContextKey<String> ACCOUNT =
      new HandlerContextKey<>("AWSCredentialsAccountId");

  private static final Members MEMBERS = new BeanMembers();

  private static final int NOT_MODIFIED = 304;
  private static final int REFUSED = 400;

  private final Subsegment call;
  private final String header;
  private final String operation;

  /** Null until it is marshalled. */
  private Request<?> request;

  private int attempts;
  private String region;
  private HttpResponse answer;
  private AmazonServiceException late;

  private AwsCall(Subsegment call, Object original) {
    this.call = call;
    this.header = call.header();
    this.operation = Operation.of(original.getClass());
    call.aws("operation", operation);
    AwsResources.request(call, MEMBERS, call.name(), operation, original);
  }

  /**
   * Begins a call, named as Amazon's own handler for this SDK names it: {@code AmazonDynamoDBv2},
   * {@code Amazon S3}. X-Ray takes from it what kind of node to draw.
   *
   * @return null if there is none to record, or it has begun already
   */
  static AwsCall begin(Request<?> request) {
    TraceContext current = Tracer.current();
    AwsCall waiting = current == null ? null : (AwsCall) current.view(KEY);
    if (waiting != null) {
      // Later ones are what the SDK sends on behalf of it, for credentials.
      current.setView(KEY, null);
      waiting.marshalled(request);
      return null;
    }
    AwsCall state = begin(request.getServiceName(), request.getOriginalRequest());
    if (state != null) {
      state.marshalled(request);
    }
    return state;
  }

  /** The same, before there is a request to send. */
  static AwsCall beginUnmarshalled(String service, Object original) {
    AwsCall state = begin(service, original);
    if (state != null) {
      state.call.setView(KEY, state);
    }
    return state;
  }

  private static AwsCall begin(String service, Object original) {
    Subsegment call = original == null ? null : Tracer.enterCall(service, Subsegment.AWS);
    return call == null ? null : new AwsCall(call, original);
  }

  private void marshalled(Request<?> request) {
    this.request = request;
    request.addHandlerContext(KEY, this);
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

  /** The service has refused in the body of what began as success. */
  void refusedLate(AmazonServiceException refusal) {
    late = refusal;
  }

  /** On the thread that began it. */
  void end(Object result, Throwable thrown) {
    call.leave();
    try {
      if (request == null) {
        call.setView(KEY, null);
      }
      fill(result, thrown);
    } finally {
      call.finish();
    }
  }

  private void fill(Object result, Throwable thrown) {
    if (request != null) {
      call.aws("region", region != null ? region : request.getHandlerContext(REGION));
      call.aws("account_id", request.getHandlerContext(ACCOUNT));
      request.addHandlerContext(KEY, null);
    }
    if (attempts > 0) {
      call.aws("retries", attempts - 1);
    }
    AwsResources.response(call, MEMBERS, call.name(), operation, result);
    AmazonServiceException refusal =
        thrown instanceof AmazonServiceException ? (AmazonServiceException) thrown : null;
    if (thrown != null && refusal == null && answer != null && answer.getStatusCode() >= REFUSED) {
      // An attempt that was to be repeated: not what the call ended with.
      answer = null;
    }
    call.aws("request_id", requestId(result, refusal));
    call.aws("id_2", header("x-amz-id-2"));
    if (answer != null) {
      call.setStatus(answer.getStatusCode());
      call.setContentLength(length(header("Content-Length")));
    }
    if (refusal != null) {
      call.setStatus(refusal.getStatusCode());
      if (refusal.getStatusCode() != NOT_MODIFIED) {
        flag(refusal);
      }
    } else if (late != null) {
      if (!LateRefusal.isServicesFault(late)) {
        call.setError();
      }
      flag(late);
    } else {
      call.setException(thrown);
    }
  }

  private void flag(AmazonServiceException refusal) {
    if (RetryUtils.isThrottlingException(refusal)) {
      // DynamoDB's come with status 400, S3's with 503.
      call.setThrottle();
    }
    call.setException(refusal, true);
  }

  private String requestId(Object result, AmazonServiceException refusal) {
    String id = header("x-amzn-RequestId");
    if (id == null) {
      id = header("x-amz-request-id");
    }
    if (id != null) {
      return id;
    }
    return refusal != null ? refusal.getRequestId() : RequestId.of(result);
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
