package io.roentgen.instrumentation.awscarriers;

import com.amazonaws.services.lambda.AWSLambdaClient;
import com.amazonaws.services.lambda.model.InvokeRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class LambdaInvoke1Test extends InvokeContract {

  static AWSLambdaClient client;

  @BeforeAll
  @SuppressWarnings("deprecation") // the oldest version has no builders
  static void create() {
    client = new AWSLambdaClient(Clients1.KEYS);
    client.setEndpoint(wire.url());
  }

  @AfterAll
  static void close() {
    client.shutdown();
  }

  @Override
  void invoke(String context) {
    client.invoke(
        new InvokeRequest()
            .withFunctionName("f")
            .withPayload("{\"k\":1}")
            .withClientContext(context));
  }
}
