package io.roentgen.testing.dynamodb;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.ServerProcess;

/** DynamoDB Local, in memory. */
public final class DynamoDb {

  private DynamoDb() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    String port = Integer.toString(LocalHttpServer.deadPort());
    DynamoDBProxyServer server =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", port});
    server.start();
    ServerProcess.serve(Integer.parseInt(port));
  }
}
