package io.roentgen.smoke.dynamodb;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import io.roentgen.smoke.ServerProcess;

/** DynamoDB Local, everything in memory; any region and credentials share the same tables. */
public final class DynamoDb {
  private DynamoDb() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    int port = ServerProcess.freePort();
    DynamoDBProxyServer server =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {
              "-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)
            });
    server.start();
    ServerProcess.serve("dynamodb", "http://127.0.0.1:" + port, server::stop);
  }
}
