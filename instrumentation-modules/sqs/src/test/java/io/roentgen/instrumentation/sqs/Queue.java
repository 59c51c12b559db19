package io.roentgen.instrumentation.sqs;

import io.roentgen.testing.ServerProcess;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An ElasticMQ, two clients of it, and a queue. */
final class Queue implements AutoCloseable {

  private final ServerProcess server;
  final SqsClient client;
  final SqsAsyncClient async;
  final String url;

  Queue() {
    server = ServerProcess.elasticMq();
    URI uri = URI.create("http://127.0.0.1:" + server.port());
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    client =
        SqsClient.builder()
            .endpointOverride(uri)
            .region(Region.US_WEST_2)
            .credentialsProvider(credentials)
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();
    async =
        SqsAsyncClient.builder()
            .endpointOverride(uri)
            .region(Region.US_WEST_2)
            .credentialsProvider(credentials)
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .build();
    url = create("orders");
  }

  String create(String name) {
    return client.createQueue(r -> r.queueName(name)).queueUrl();
  }

  @Override
  public void close() {
    client.close();
    async.close();
    server.close();
  }
}
