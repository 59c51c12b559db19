package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.roentgen.trace.Subsegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;

/** The user's interceptors: ours are not among them, and theirs may throw. */
final class AwsInterceptorsTest extends TopicsContract {

  /** Throws in the one method named. */
  private record Broken(String where) implements ExecutionInterceptor {

    static final List<String> METHODS =
        List.of(
            "beforeExecution",
            "modifyRequest",
            "beforeMarshalling",
            "modifyHttpRequest",
            "beforeTransmission",
            "afterTransmission",
            "modifyResponse",
            "afterExecution");

    private void maybe(String method) {
      if (method.equals(where)) {
        throw new IllegalStateException(where);
      }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      maybe("beforeExecution");
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      maybe("modifyRequest");
      return context.request();
    }

    @Override
    public void beforeMarshalling(
        Context.BeforeMarshalling context, ExecutionAttributes attributes) {
      maybe("beforeMarshalling");
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      maybe("modifyHttpRequest");
      return context.httpRequest();
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      maybe("beforeTransmission");
    }

    @Override
    public void afterTransmission(
        Context.AfterTransmission context, ExecutionAttributes attributes) {
      maybe("afterTransmission");
    }

    @Override
    public SdkResponse modifyResponse(
        Context.ModifyResponse context, ExecutionAttributes attributes) {
      maybe("modifyResponse");
      return context.response();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      maybe("afterExecution");
    }
  }

  @Test
  void endsWhereverAnInterceptorThrows() throws Exception {
    stub.answer(200, TOPICS);
    for (String where : Broken.METHODS) {
      ClientOverrideConfiguration broken =
          ClientOverrideConfiguration.builder()
              .addExecutionInterceptor(new Broken(where))
              .retryPolicy(r -> r.numRetries(0))
              .build();
      try (SnsClient sync = sync(broken);
          SnsAsyncClient async = async(broken)) {
        for (Callable<?> call :
            List.<Callable<?>>of(sync::listTopics, () -> async.listTopics().join())) {
          Subsegment subsegment = failed(call, Exception.class);
          Throwable cause = subsegment.exception().throwable();
          while (cause.getCause() != null) {
            cause = cause.getCause();
          }
          assertEquals(where, cause.getMessage());
        }
      }
    }
  }

  /** With the attributes of the call that it is a part of, ours among them. */
  @Test
  void isNotMixedUpWithACallOfAnInterceptor() throws Exception {
    stub.answer(200, TOPICS);
    try (SnsClient inner = sync(ONCE)) {
      ExecutionInterceptor asking =
          new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
              inner.listSubscriptions(
                  r -> r.overrideConfiguration(c -> c.executionAttributes(attributes)));
            }
          };
      try (SnsClient sync =
          sync(ClientOverrideConfiguration.builder().addExecutionInterceptor(asking).build())) {
        Subsegment call = recorded.only(recorded.trace(sync::listTopics));
        assertEquals("ListTopics", call.aws().get("operation"));
        assertEquals(0, call.aws().get("retries"));
        assertEquals(2, stub.requests().size());
        assertEquals(List.of(), stub.requests().get(0).header("X-Amzn-Trace-Id"));
        assertEquals(List.of(call.header()), stub.requests().get(1).header("X-Amzn-Trace-Id"));
      }
    }
  }

  /** What the user gave is what the client still has. */
  @Test
  void addsNothingToTheClientsConfiguration() throws Exception {
    List<ExecutionInterceptor> seen = Collections.synchronizedList(new ArrayList<>());
    ExecutionInterceptor own =
        new ExecutionInterceptor() {
          @Override
          public void afterExecution(
              Context.AfterExecution context, ExecutionAttributes attributes) {
            seen.add(this);
          }
        };
    ClientOverrideConfiguration configuration =
        ClientOverrideConfiguration.builder()
            .addExecutionInterceptor(own)
            .putHeader("X-Own", "1")
            .build();
    stub.answer(200, TOPICS);
    try (SnsClient sync = sync(configuration)) {
      ListTopicsRequest request =
          ListTopicsRequest.builder()
              .overrideConfiguration(c -> c.putHeader("X-Once", "2"))
              .build();
      recorded.trace(() -> sync.listTopics(request));
      assertEquals(List.of(own), seen);
      assertEquals(List.of(own), configuration.executionInterceptors());
      assertEquals(Map.of("X-Own", List.of("1")), configuration.headers());
      assertEquals(Map.of("X-Once", List.of("2")), request.overrideConfiguration().get().headers());
      assertSame(own, seen.get(0));
    }
  }
}
