package io.roentgen.smoke.postgres;

import io.roentgen.smoke.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL of its own; any user and password get in. */
public final class Postgres {
  private Postgres() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    Path directory = ServerProcess.temporaryDirectory("postgres");
    // The builder alone is not enough: the library makes its default directory all the same.
    System.setProperty("ot.epg.working-dir", directory.toString());
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(directory.toFile())
            .setDataDirectory(directory.resolve("data"))
            .setServerConfig("fsync", "off")
            .setRegisterShutdownHook(false)
            .start();
    String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    ServerProcess.serve("postgres", url, postgres, directory);
  }
}
