package io.roentgen.trace;

/** What all queries of one connection pool have in common. Nothing in it may be secret. */
public final class Database {

  private final String url;
  private final String user;
  private final String type;
  private final String version;
  private final String driverVersion;

  /**
   * @param url the JDBC URL without credentials and properties
   * @param user the database user
   * @param type the product's name
   * @param version the product's version
   * @param driverVersion the driver's version; any of these may be null
   */
  public Database(String url, String user, String type, String version, String driverVersion) {
    this.url = url;
    this.user = user;
    this.type = type;
    this.version = version;
    this.driverVersion = driverVersion;
  }

  /** The JDBC URL, or null. */
  public String url() {
    return url;
  }

  /** The database user, or null. */
  public String user() {
    return user;
  }

  /** The product's name, or null. */
  public String type() {
    return type;
  }

  /** The product's version, or null. */
  public String version() {
    return version;
  }

  /** The driver's version, or null. */
  public String driverVersion() {
    return driverVersion;
  }
}
