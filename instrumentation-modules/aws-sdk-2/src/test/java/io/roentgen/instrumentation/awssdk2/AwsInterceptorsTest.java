package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
final class AwsInterceptorsTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final ClientOverrideConfiguration ONCE =
      ClientOverrideConfiguration.builder().retryPolicy(r -> r.numRetries(0)).build();

  static final String TOPICS =
      "<ListTopicsResponse><ListTopicsResult><Topics/></ListTopicsResult>"
          + "<ResponseMetadata><RequestId>R</RequestId></ResponseMetadata></ListTopicsResponse>";

  static AwsStub stub = new AwsStub();

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.close();
    stub = new AwsStub();
  }

  private static SnsClient sync(ClientOverrideConfiguration configuration) {
    return Clients.sync(SnsClient.builder(), stub.uri())
        .overrideConfiguration(configuration)
        .build();
  }

  private static SnsAsyncClient async(ClientOverrideConfiguration configuration) {
    return Clients.async(SnsAsyncClient.builder(), stub.uri())
        .overrideConfiguration(configuration)
        .build();
  }

  /** The one call that the action made and that failed, with what the application got. */
  private Subsegment failed(Callable<?> action, Class<? extends Throwable> type) throws Exception {
    Throwable[] thrown = new Throwable[1];
    Subsegment call =
        recorded.only(
            recorded.trace(() -> thrown[0] = assertThrows(Exception.class, action::call)));
    Throwable cause = thrown[0] instanceof CompletionException ? thrown[0].getCause() : thrown[0];
    assertInstanceOf(type, cause);
    assertTrue(call.fault() && !call.error() && !call.throttle());
    assertTrue(call.hasEnded());
    assertInstanceOf(type, call.exception().throwable());
    assertEquals("Sns", call.name());
    assertEquals("ListTopics", call.aws().get("operation"));
    return call;
  }

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
