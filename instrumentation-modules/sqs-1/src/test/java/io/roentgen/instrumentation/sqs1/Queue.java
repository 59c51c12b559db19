package io.roentgen.instrumentation.sqs1;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.services.sqs.AmazonSQSAsyncClient;
import com.amazonaws.services.sqs.AmazonSQSClient;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.ServerProcess;
import java.net.URI;
import java.util.List;

/** An ElasticMQ behind a log of what is sent to it, two clients of it, and a queue. */
final class Queue implements AutoCloseable {

  private final ServerProcess server;
  final RecordingServer wire;
  final AmazonSQSClient client;
  final AmazonSQSAsyncClient async;
  final String url;

  @SuppressWarnings("deprecation") // the oldest version has no builders
  Queue() {
    server = ServerProcess.elasticMq();
    wire = new RecordingServer(RecordingServer.forwardTo(server.port()));
    AWSCredentials credentials = new BasicAWSCredentials("key", "secret");
    client = new AmazonSQSClient(credentials);
    client.setEndpoint(wire.url());
    async = new AmazonSQSAsyncClient(credentials);
    async.setEndpoint(wire.url());
    url = create("orders");
  }

  /** The address that the server tells is its own, not the log's. */
  String create(String name) {
    return wire.url() + URI.create(client.createQueue(name).getQueueUrl()).getPath();
  }

  void empty() {
    wire.forget();
    for (List<Message> left = all(); !left.isEmpty(); left = all()) {
      for (int i = 0; i < left.size(); i++) {
        client.deleteMessage(url, left.get(i).getReceiptHandle());
      }
    }
    wire.forget();
  }

  private List<Message> all() {
    return client
        .receiveMessage(new ReceiveMessageRequest(url).withMaxNumberOfMessages(10))
        .getMessages();
  }

  void send(String body) {
    client.sendMessage(new SendMessageRequest(url, body));
  }

  @Override
  public void close() {
    client.shutdown();
    async.shutdown();
    wire.close();
    server.close();
  }
}
