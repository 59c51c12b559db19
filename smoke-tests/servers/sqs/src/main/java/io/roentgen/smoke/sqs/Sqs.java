package io.roentgen.smoke.sqs;

import io.roentgen.smoke.ServerProcess;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ: the SQS API with its queues in memory. */
public final class Sqs {
  private Sqs() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    ServerProcess.serve("sqs", "http://127.0.0.1:" + port, server::stopAndWait);
  }
}
