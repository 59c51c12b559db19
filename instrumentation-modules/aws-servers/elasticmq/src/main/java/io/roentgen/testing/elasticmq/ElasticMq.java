package io.roentgen.testing.elasticmq;

import io.roentgen.testing.ServerProcess;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ, an SQS in memory. */
public final class ElasticMq {

  private ElasticMq() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    ServerProcess.serve(server.waitUntilStarted().localAddress().getPort());
  }
}
