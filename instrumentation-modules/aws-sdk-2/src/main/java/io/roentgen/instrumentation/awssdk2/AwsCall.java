package io.roentgen.instrumentation.awssdk2;

import io.roentgen.instrumentation.aws.AwsResources;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/** One call of the application, kept in its execution attributes until it is over. */
final class AwsCall implements BiConsumer<Object, Throwable> {

  private static final ExecutionAttribute<Object> KEY = new ExecutionAttribute<>("io.roentgen");

  private static final int NOT_MODIFIED = 304;
  private static final int REFUSED = 400;

  /** What the SDK says when the service sent no request id. */
  private static final String UNKNOWN = "UNKNOWN";

  /** Null when the trace is not sampled: then only the header is sent. */
  private final Subsegment call;

  private final String header;
  private final ExecutionAttributes attributes;
  private final boolean async;
  private final AtomicBoolean ended = new AtomicBoolean();
  private String service;
  private String operation;
  private int attempts;
  private SdkHttpResponse answer;
  private SdkResponse result;

  private AwsCall(Subsegment call, String header, ExecutionAttributes attributes, boolean async) {
    this.call = call;
    this.header = header;
    this.attributes = attributes;
    this.async = async;
  }

  static Subsegment begin(ExecutionAttributes attributes, boolean async) {
    Subsegment call = Tracer.enterCall(null, Subsegment.AWS);
    String header = Tracer.headerFor(call);
    if (header != null) {
      attributes.putAttribute(KEY, new AwsCall(call, header, attributes, async));
    }
    return call;
  }

  /** The call these attributes belong to, or null if it is none of ours. */
  static AwsCall of(ExecutionAttributes attributes) {
    AwsCall state = (AwsCall) attributes.getAttribute(KEY);
    // An interceptor may hand a call's attributes on to a call of its own.
    return state == null || state.attributes != attributes ? null : state;
  }

  /** The same, or null if it is not recorded. */
  static AwsCall recorded(ExecutionAttributes attributes) {
    AwsCall state = of(attributes);
    return state == null || state.call == null ? null : state;
  }

  /**
   * The name is the one that Amazon's own handler for this SDK writes, {@code DynamoDb}, {@code
   * Sqs}, {@code S3}: together with the resource's field X-Ray takes from it what kind of node to
   * draw.
   */
  void describe(ExecutionAttributes attributes) {
    service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    call.setName(service);
    operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    call.aws("operation", operation);
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    if (region != null) {
      call.aws("region", region.id());
    }
  }

  void resource(SdkRequest request) {
    AwsResources.request(call, SdkMembers.ALL, service, operation, request);
  }

  /** What the request has to carry. */
  String header() {
    return header;
  }

  void sending() {
    attempts++;
    answer = null;
  }

  void answered(SdkHttpResponse response) {
    answer = response;
  }

  void succeeded(SdkResponse response) {
    result = response;
    if (async) {
      end(null);
    }
  }

  void failed(Throwable thrown) {
    if (async) {
      end(thrown);
    }
  }

  /** The future has completed. */
  @Override
  public void accept(Object response, Throwable thrown) {
    end(thrown);
  }

  void end(Throwable thrown) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    try {
      fill(cause);
    } finally {
      call.finish();
    }
  }

  private void fill(Throwable thrown) {
    if (call.name() == null) {
      call.setName("AWS");
    }
    if (attempts > 0) {
      call.aws("retries", attempts - 1);
    }
    SdkServiceException refusal =
        thrown instanceof SdkServiceException ? (SdkServiceException) thrown : null;
    if (thrown != null && refusal == null && answer != null && answer.statusCode() >= REFUSED) {
      // It was to be tried again, and the call came to its end otherwise.
      answer = null;
    }
    if (answer != null) {
      call.setStatus(answer.statusCode());
      call.setContentLength(length(header("Content-Length")));
    }
    if (result != null) {
      AwsResources.response(call, SdkMembers.ALL, service, operation, result);
    }
    call.aws("request_id", requestId(refusal));
    call.aws("id_2", header("x-amz-id-2"));
    describeAccount();
    if (refusal == null) {
      call.setException(thrown);
      return;
    }
    call.setStatus(refusal.statusCode());
    if (refusal.isThrottlingException()) {
      // DynamoDB's come with status 400, S3's with 503.
      call.setThrottle();
    }
    if (refusal.statusCode() != NOT_MODIFIED) {
      call.setException(refusal, true);
    }
  }

  /** A bucket's name does not tell whose it is. */
  private void describeAccount() {
    if (call.aws() == null) {
      return;
    }
    Object account = AwsAccount.owner(call.aws());
    if (account == null && !"S3".equals(service)) {
      account = AwsAccount.of(attributes);
    }
    call.aws("account_id", account);
  }

  private String requestId(SdkServiceException refusal) {
    String id = header("x-amzn-RequestId");
    if (id == null) {
      id = header("x-amz-request-id");
    }
    if (id == null && refusal != null) {
      id = refusal.requestId();
    } else if (id == null && result instanceof AwsResponse) {
      AwsResponseMetadata metadata = ((AwsResponse) result).responseMetadata();
      id = metadata == null ? null : metadata.requestId();
    }
    return UNKNOWN.equals(id) ? null : id;
  }

  private String header(String name) {
    return answer == null ? null : answer.firstMatchingHeader(name).orElse(null);
  }

  private static long length(String text) {
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
