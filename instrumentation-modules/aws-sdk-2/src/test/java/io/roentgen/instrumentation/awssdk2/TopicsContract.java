package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Tests of one call, which lists topics, on answers of a stub that each test has anew. */
abstract class TopicsContract {

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

  static SnsClient sync(ClientOverrideConfiguration configuration) {
    return Clients.sync(SnsClient.builder(), stub.uri())
        .overrideConfiguration(configuration)
        .build();
  }

  static SnsAsyncClient async(ClientOverrideConfiguration configuration) {
    return Clients.async(SnsAsyncClient.builder(), stub.uri())
        .overrideConfiguration(configuration)
        .build();
  }

  /** The one call that the action made and that failed, with what the application got. */
  static Subsegment failed(Callable<?> action, Class<? extends Throwable> type) throws Exception {
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
}
