package io.roentgen.instrumentation.awscarriers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

final class LambdaInvokeTest extends InvokeContract {

  static LambdaClient client;

  @BeforeAll
  static void create() {
    client = Clients2.client(LambdaClient.builder(), wire.url());
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Override
  void invoke(String context) {
    client.invoke(
        InvokeRequest.builder()
            .functionName("f")
            .payload(SdkBytes.fromUtf8String("{\"k\":1}"))
            .clientContext(context)
            .build());
  }
}
