package io.roentgen.instrumentation.sqsjms;

import com.amazon.sqs.javamessaging.ProviderConfiguration;
import com.amazon.sqs.javamessaging.SQSConnectionFactory;
import io.roentgen.testing.ServerProcess;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An ElasticMQ, and JMS on it. */
final class Broker implements AutoCloseable {

  private final ServerProcess server;
  private final SqsClient client;

  Broker() {
    server = ServerProcess.elasticMq();
    client =
        SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
            .region(Region.US_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
  }

  SQSConnectionFactory factory() {
    return new SQSConnectionFactory(new ProviderConfiguration(), client);
  }

  void create(String queue) {
    client.createQueue(r -> r.queueName(queue));
  }

  /** A call that is recorded, by the name {@code GetQueueUrl}. */
  void work(String queue) {
    client.getQueueUrl(r -> r.queueName(queue));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
