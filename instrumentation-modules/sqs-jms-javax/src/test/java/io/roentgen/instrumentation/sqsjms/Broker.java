package io.roentgen.instrumentation.sqsjms;

import com.amazon.sqs.javamessaging.ProviderConfiguration;
import com.amazon.sqs.javamessaging.SQSConnectionFactory;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import io.roentgen.testing.ServerProcess;

/** An ElasticMQ, and JMS on it, with SDK 1. */
final class Broker implements AutoCloseable {

  private final ServerProcess server;
  private final AmazonSQS client;

  Broker() {
    server = ServerProcess.elasticMq();
    client =
        AmazonSQSClientBuilder.standard()
            .withEndpointConfiguration(
                new EndpointConfiguration("http://127.0.0.1:" + server.port(), "us-west-2"))
            .withCredentials(
                new AWSStaticCredentialsProvider(new BasicAWSCredentials("key", "secret")))
            .build();
  }

  SQSConnectionFactory factory() {
    return new SQSConnectionFactory(new ProviderConfiguration(), client);
  }

  void create(String queue) {
    client.createQueue(queue);
  }

  /** A call that is recorded, by the name {@code GetQueueUrl}. */
  void work(String queue) {
    client.getQueueUrl(queue);
  }

  @Override
  public void close() {
    client.shutdown();
    server.close();
  }
}
