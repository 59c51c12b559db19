package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.auth.internal.AWS4SignerRequestParams;
import com.amazonaws.http.HttpResponse;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import org.apache.http.client.methods.HttpRequestBase;

/**
 * AWS SDK for Java 1, every service. All clients, asynchronous ones on their executor's threads,
 * end up in {@code AmazonHttpClient.execute}; retries happen below it. Nothing is added to the
 * client's request handlers: what a call needs to know travels in the context of its {@link
 * Request}.
 *
 * <p>The trace header is not signed, as proxies may change it. Older versions' signers sign every
 * header, so ours is added behind them, to the HTTP request, and what others have put in its place
 * is taken out before.
 */
@Instrumentation(name = "aws-sdk-1", since = "1.11.0")
final class AwsSdk1 {

  private AwsSdk1() {}

  @Weave(type = "com.amazonaws.http.AmazonHttpClient", method = "execute")
  static final class Execute {
    static AwsCall enter(@Argument(0) Request<?> request) {
      return AwsCall.begin(request);
    }

    static void exit(@Enter AwsCall call, @Return Response<?> response, @Thrown Throwable thrown) {
      if (call != null) {
        call.end(response == null ? null : response.getAwsResponse(), thrown);
      }
    }
  }

  /**
   * S3's client asks for credentials, and for the bucket's region, before it gets to the method
   * above: both are a part of its call.
   */
  @Weave(type = "com.amazonaws.services.s3.AmazonS3Client", method = "invoke")
  static final class S3 {
    static AwsCall enter(@Argument(0) Request<?> request) {
      return AwsCall.begin(request);
    }

    static void exit(@Enter AwsCall call, @Return Object result, @Thrown Throwable thrown) {
      if (call == null) {
        return;
      }
      try {
        LateRefusal.note(call, result);
      } finally {
        call.end(result, thrown);
      }
    }
  }

  /** Once an attempt, just before it is signed: no handler of the user's comes after this. */
  @Weave(
      type = {
        "com.amazonaws.http.AmazonHttpClient$ExecOneRequestParams",
        "com.amazonaws.http.AmazonHttpClient$RequestExecutor$ExecOneRequestParams"
      },
      method = "newSigner")
  static final class Attempt {
    static void enter(@Argument(0) Request<?> request) {
      AwsCall call = AwsCall.of(request);
      if (call != null) {
        call.sending();
      }
      if (AwsCall.headerFor(call) != null) {
        AwsCall.removeHeader(request);
      }
    }
  }

  @Weave(
      type = "com.amazonaws.http.apache.request.impl.ApacheHttpRequestFactory",
      method = "create")
  static final class Header {
    static void exit(@Argument(0) Request<?> request, @Return HttpRequestBase http) {
      String header = AwsCall.headerFor(AwsCall.of(request));
      if (header != null && http != null) {
        http.setHeader(TraceHeader.NAME, header);
      }
    }
  }

  /** The region that counts: the one signed for, which may differ from the client's. */
  @Weave(type = "com.amazonaws.auth.internal.AWS4SignerRequestParams", method = "<init>")
  static final class Region {
    static void exit(@This AWS4SignerRequestParams signing) {
      if (signing.getRequest() instanceof Request) {
        AwsCall call = AwsCall.of((Request<?>) signing.getRequest());
        if (call != null) {
          call.signedFor(signing.getRegionName());
        }
      }
    }
  }

  /** Filled with the answer's status and headers right after it was made. */
  @Weave(type = "com.amazonaws.http.HttpResponse", method = "<init>")
  static final class Answer {
    static void exit(@This HttpResponse response, @Argument(0) Request<?> request) {
      AwsCall call = AwsCall.of(request);
      if (call != null) {
        call.answered(response);
      }
    }
  }

  /** Credentials that are renewed in the background are none of the call that noticed. */
  @Weave(type = "com.amazonaws.auth.RefreshableTask", method = "asyncRefresh")
  static final class Refresh {
    static TraceContext enter() {
      return Tracer.attach(null);
    }

    static void exit(@Enter TraceContext context) {
      Tracer.restore(context);
    }
  }
}
