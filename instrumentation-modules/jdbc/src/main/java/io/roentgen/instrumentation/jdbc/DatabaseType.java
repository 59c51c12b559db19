package io.roentgen.instrumentation.jdbc;

/** The databases whose URLs we understand: how they are called, and the shape of their URLs. */
enum DatabaseType {
  POSTGRESQL("PostgreSQL", SqlDialect.POSTGRESQL, Shape.SERVER, "postgresql"),
  MYSQL("MySQL", SqlDialect.MYSQL, Shape.SERVER, "mysql"),
  MARIADB("MariaDB", SqlDialect.MYSQL, Shape.SERVER, "mariadb"),
  ORACLE("Oracle", SqlDialect.ORACLE, Shape.ORACLE, "oracle"),
  SQL_SERVER("Microsoft SQL Server", SqlDialect.SQL_SERVER, Shape.SQL_SERVER, "sqlserver"),
  JTDS("Microsoft SQL Server", SqlDialect.SQL_SERVER, Shape.SERVER, "jtds"),
  DB2("DB2", SqlDialect.ANSI, Shape.DB2, "db2", "as400"),
  H2("H2", SqlDialect.H2, Shape.EMBEDDED, "h2"),
  HSQLDB("HSQL Database Engine", SqlDialect.ANSI, Shape.EMBEDDED, "hsqldb"),
  DERBY("Apache Derby", SqlDialect.ANSI, Shape.EMBEDDED, "derby"),
  SQLITE("SQLite", SqlDialect.SQLITE, Shape.EMBEDDED, "sqlite"),
  DUCKDB("DuckDB", SqlDialect.UNKNOWN, Shape.EMBEDDED, "duckdb"),
  REDSHIFT("Redshift", SqlDialect.UNKNOWN, Shape.SERVER, "redshift"),
  SNOWFLAKE("Snowflake", SqlDialect.UNKNOWN, Shape.SERVER, "snowflake"),
  CLICKHOUSE("ClickHouse", SqlDialect.UNKNOWN, Shape.SERVER, "clickhouse", "ch"),
  TRINO("Trino", SqlDialect.UNKNOWN, Shape.SERVER, "trino"),
  PRESTO("Presto", SqlDialect.UNKNOWN, Shape.SERVER, "presto"),
  VERTICA("Vertica", SqlDialect.UNKNOWN, Shape.SERVER, "vertica"),
  HANA("SAP HANA", SqlDialect.UNKNOWN, Shape.SERVER, "sap"),
  SYBASE("Sybase", SqlDialect.UNKNOWN, Shape.SERVER, "sybase"),
  INFORMIX("Informix", SqlDialect.UNKNOWN, Shape.DB2, "informix-sqli"),
  FIREBIRD("Firebird", SqlDialect.UNKNOWN, Shape.SERVER, "firebirdsql", "firebird"),
  TERADATA("Teradata", SqlDialect.UNKNOWN, Shape.SERVER, "teradata"),
  HIVE("Hive", SqlDialect.UNKNOWN, Shape.SERVER, "hive2"),
  DATABRICKS("Databricks", SqlDialect.UNKNOWN, Shape.SERVER, "databricks");

  private enum Shape {
    SERVER,
    ORACLE,
    SQL_SERVER,
    DB2,
    EMBEDDED
  }

  private static final DatabaseType[] ALL = values();

  private final String readable;
  private final SqlDialect dialect;
  private final Shape shape;
  private final String[] subprotocols;

  DatabaseType(String readable, SqlDialect dialect, Shape shape, String... subprotocols) {
    this.readable = readable;
    this.dialect = dialect;
    this.shape = shape;
    this.subprotocols = subprotocols;
  }

  /** The one with this subprotocol, in lower case; null if we don't know it. */
  static DatabaseType of(String subprotocol) {
    for (DatabaseType type : ALL) {
      for (String known : type.subprotocols) {
        if (known.equals(subprotocol)) {
          return type;
        }
      }
    }
    return null;
  }

  String readable() {
    return readable;
  }

  SqlDialect dialect() {
    return dialect;
  }

  /** Reads what follows {@code jdbc:subprotocol:}. */
  void read(JdbcAddress into, String rest) {
    switch (shape) {
      case ORACLE:
        into.readOracle(rest);
        break;
      case SQL_SERVER:
        into.readSqlServer(rest);
        break;
      case DB2:
        into.readUpToColon(rest);
        break;
      case EMBEDDED:
        into.readEmbedded(rest);
        break;
      default:
        into.readServer(rest);
    }
  }
}
