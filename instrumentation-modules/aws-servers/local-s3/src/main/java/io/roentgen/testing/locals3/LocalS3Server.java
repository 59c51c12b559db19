package io.roentgen.testing.locals3;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import io.roentgen.testing.ServerProcess;

/** local-s3, an S3 in memory. */
public final class LocalS3Server {

  private LocalS3Server() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    LocalS3 server = LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
    server.start();
    ServerProcess.serve(server.getPort());
  }
}
