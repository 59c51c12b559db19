package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {

  /** URL | what is told of it | type | name | port. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      jdbc:postgresql://db.example:5432/shop?user=u&password=hunter2 | jdbc:postgresql://db.example:5432/shop | PostgreSQL | shop@db.example | 5432
      jdbc:postgresql://a:5432,b:5433/shop?targetServerType=primary | jdbc:postgresql://a:5432,b:5433/shop | PostgreSQL | shop@a | 5432
      jdbc:postgresql://[2001:db8::1]:5433/shop | jdbc:postgresql://[2001:db8::1]:5433/shop | PostgreSQL | shop@[2001:db8::1] | 5433
      jdbc:postgresql://u:hunter2@db/shop | jdbc:postgresql://db/shop | PostgreSQL | shop@db | -1
      jdbc:postgresql:///shop | jdbc:postgresql://localhost/shop | PostgreSQL | shop@localhost | -1
      jdbc:postgresql:shop?password=hunter2 | jdbc:postgresql://localhost/shop | PostgreSQL | shop@localhost | -1
      jdbc:postgresql://db/ | jdbc:postgresql://db | PostgreSQL | db | -1
      jdbc:postgresql:? | jdbc:postgresql://localhost | PostgreSQL | localhost | -1
      JDBC:PostgreSQL://db/Shop | jdbc:postgresql://db/Shop | PostgreSQL | Shop@db | -1
      jdbc:mysql://db:3306/shop?user=u&password=hunter2 | jdbc:mysql://db:3306/shop | MySQL | shop@db | 3306
      jdbc:mysql://u:hun@ter2@db:3306/shop | jdbc:mysql://db:3306/shop | MySQL | shop@db | 3306
      jdbc:mysql:///shop | jdbc:mysql://localhost/shop | MySQL | shop@localhost | -1
      jdbc:mysql://a,b:3307,c/shop | jdbc:mysql://a,b:3307,c/shop | MySQL | shop@a | -1
      jdbc:mysql://[a:1,b:2]/shop | jdbc:mysql://a:1,b:2/shop | MySQL | shop@a | 1
      jdbc:mysql:replication://m,s/shop | jdbc:mysql:replication://m,s/shop | MySQL | shop@m | -1
      jdbc:mysql:loadbalance://m:1,s:2/shop?password=hunter2 | jdbc:mysql:loadbalance://m:1,s:2/shop | MySQL | shop@m | 1
      jdbc:mysql+srv://db/shop | jdbc:mysql+srv://db/shop | MySQL | shop@db | -1
      jdbc:mysql://address=(host=a)(port=3307)(user=u)(password=hunter2)/shop | jdbc:mysql://a:3307/shop | MySQL | shop@a | 3307
      jdbc:mysql://address=(protocol=tcp)(host=a)(password=hun/ter2),address=(host=b)/shop | jdbc:mysql://a,b/shop | MySQL | shop@a | -1
      jdbc:mysql://(host=a,port=1,password=hunter2)/shop | jdbc:mysql://a:1/shop | MySQL | shop@a | 1
      jdbc:mysql://u:hunter2@[a:1,(host=b,port=2,user=v,password=hun@ter2)]/shop | jdbc:mysql://a:1,b:2/shop | MySQL | shop@a | 1
      jdbc:mariadb:aurora://cluster.example/shop?user=u | jdbc:mariadb:aurora://cluster.example/shop | MariaDB | shop@cluster.example | -1
      jdbc:mariadb://address=(host=a)(port=3306)(type=master)/shop | jdbc:mariadb://a:3306/shop | MariaDB | shop@a | 3306
      jdbc:oracle:thin:@//db:1521/orcl | jdbc:oracle:thin:@//db:1521/orcl | Oracle | orcl@db | 1521
      jdbc:oracle:thin:scott/hunter2@//db:1521/orcl.example | jdbc:oracle:thin:@//db:1521/orcl.example | Oracle | orcl.example@db | 1521
      jdbc:oracle:thin:scott/hunter2@db:1521:orcl | jdbc:oracle:thin:@db:1521:orcl | Oracle | orcl@db | 1521
      jdbc:oracle:thin:@db:1521/orcl:dedicated/i1 | jdbc:oracle:thin:@//db:1521/orcl | Oracle | orcl@db | 1521
      jdbc:oracle:thin:@tcps://db:2484/orcl?wallet_location=/hunter2 | jdbc:oracle:thin:@//db:2484/orcl | Oracle | orcl@db | 2484
      jdbc:oracle:thin:scott/hunter2@prod_high?TNS_ADMIN=/x | jdbc:oracle:thin:@prod_high | Oracle | prod_high | -1
      jdbc:oracle:oci8:@orcl | jdbc:oracle:oci8:@orcl | Oracle | orcl | -1
      jdbc:oracle:thin:@ldap://dir:389/orcl,cn=OracleContext | jdbc:oracle: | Oracle | Oracle | -1
      jdbc:oracle:thin:u/hunter2@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=orcl))) | jdbc:oracle:thin:@//db:1521/orcl | Oracle | orcl@db | 1521
      jdbc:oracle:thin:@( description = (address = (host = db) (port = 1521)) (connect_data = (sid = X1))) | jdbc:oracle:thin:@db:1521:X1 | Oracle | X1@db | 1521
      jdbc:sqlserver://db:1433;databaseName=shop;user=sa;password=hunter2 | jdbc:sqlserver://db:1433;databaseName=shop | Microsoft SQL Server | shop@db | 1433
      jdbc:sqlserver://db\\sql1;password={hun;databaseName=ter2};database=shop; | jdbc:sqlserver://db\\sql1;databaseName=shop | Microsoft SQL Server | shop@db | -1
      jdbc:sqlserver://;serverName=db;portNumber=1434;password={a}}b;};databaseName={shop} | jdbc:sqlserver://db:1434;databaseName=shop | Microsoft SQL Server | shop@db | 1434
      jdbc:sqlserver://db\\i1:1435 | jdbc:sqlserver://db\\i1:1435 | Microsoft SQL Server | db | 1435
      jdbc:jtds:sqlserver://db:1433/shop;user=sa;password=hunter2 | jdbc:jtds:sqlserver://db:1433/shop | Microsoft SQL Server | shop@db | 1433
      jdbc:db2://db:50000/shop:user=u;password=hunter2; | jdbc:db2://db:50000/shop | DB2 | shop@db | 50000
      jdbc:db2:shop | jdbc:db2:shop | DB2 | shop | -1
      jdbc:as400://db/lib;password=hunter2 | jdbc:as400://db/lib | DB2 | lib@db | -1
      jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;PASSWORD=hunter2 | jdbc:h2:mem:shop | H2 | shop | -1
      jdbc:h2:~/data/shop | jdbc:h2:~/data/shop | H2 | shop | -1
      jdbc:h2:tcp://db:9092/~/shop;USER=sa;PASSWORD=hunter2 | jdbc:h2:tcp://db:9092/~/shop | H2 | shop@db | 9092
      jdbc:h2:file:C:\\data\\shop | jdbc:h2:file:C:\\data\\shop | H2 | shop | -1
      jdbc:hsqldb:mem:shop | jdbc:hsqldb:mem:shop | HSQL Database Engine | shop | -1
      jdbc:hsqldb:hsql://db:9001/shop;password=hunter2 | jdbc:hsqldb:hsql://db:9001/shop | HSQL Database Engine | shop@db | 9001
      jdbc:derby:memory:shop;create=true;user=u;password=hunter2 | jdbc:derby:memory:shop | Apache Derby | shop | -1
      jdbc:derby://db:1527/shop;create=true | jdbc:derby://db:1527/shop | Apache Derby | shop@db | 1527
      jdbc:sqlite:/var/lib/shop.db?key=hunter2 | jdbc:sqlite:/var/lib/shop.db | SQLite | shop.db | -1
      jdbc:sqlite::memory: | jdbc:sqlite::memory: | SQLite | memory | -1
      jdbc:redshift:iam://c.example:5439/shop?AccessKeyID=hunter2 | jdbc:redshift:iam://c.example:5439/shop | Redshift | shop@c.example | 5439
      jdbc:snowflake://acct.example/?password=hunter2 | jdbc:snowflake://acct.example | Snowflake | acct.example | -1
      jdbc:clickhouse:http://u:hunter2@db:8123/shop | jdbc:clickhouse:http://db:8123/shop | ClickHouse | shop@db | 8123
      jdbc:informix-sqli://db:1526/shop:INFORMIXSERVER=s;password=hunter2 | jdbc:informix-sqli://db:1526/shop | Informix | shop@db | 1526
      jdbc:teradata://db/DATABASE=shop,PASSWORD=hunter2 | jdbc:teradata://db | Teradata | db | -1
      jdbc:databricks://h.example:443/default;httpPath=sql/p;PWD=hunter2 | jdbc:databricks://h.example:443/default | Databricks | default@h.example | 443
      jdbc:aws-wrapper:postgresql://db:5432/shop?password=hunter2 | jdbc:postgresql://db:5432/shop | PostgreSQL | shop@db | 5432
      jdbc:p6spy:mysql://db/shop | jdbc:mysql://db/shop | MySQL | shop@db | -1
      jdbc:otel:h2:mem:shop | jdbc:h2:mem:shop | H2 | shop | -1
      jdbc:tc:postgresql:15.3:///shop?TC_INITSCRIPT=hunter2 | jdbc:postgresql://localhost/shop | PostgreSQL | shop@localhost | -1
      jdbc-secretsmanager:mysql://db:3306/shop | jdbc:mysql://db:3306/shop | MySQL | shop@db | 3306
      jdbc:foo://u:hunter2@db:1/hunter2?hunter2 | jdbc:foo://db:1 | foo | db | 1
      jdbc:foo:bar:hunter2 | jdbc:foo: | foo | foo | -1
      jdbc:foo;password=hunter2 | jdbc: | unknown | unknown | -1
      mysql://u:hunter2@db/shop | '' | unknown | unknown | -1
      """)
  void reads(String text, String url, String type, String name, int port) {
    JdbcUrl read = JdbcUrl.parse(text);
    assertEquals(url, read.url() == null ? "" : read.url());
    assertEquals(type, read.type());
    assertEquals(name, read.name());
    assertEquals(port, read.port());
    if (read.url() != null) {
      assertEquals(read.url(), JdbcUrl.parse(read.url()).url(), "again");
    }
  }

  /** Delimiters inside a password break the URL's grammar; then nothing of it is told. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:hunter2/x@db:5432/shop",
        "jdbc:postgresql://u:hunter2?x@db/shop",
        "jdbc:mysql://u:(hunter2@db/shop",
        "jdbc:mysql://u:hunter2;x@db/shop",
        "jdbc:mysql://u@hunter2#x@db/shop",
        "jdbc:oracle:thin:scott/x@hunter2@db:1521:orcl",
        "jdbc:oracle:thin:scott/\"x@hunter2\"@//db/orcl",
        "jdbc:oracle:thin:scott/hunter2",
        "jdbc:sqlserver://sa:hunter2@db",
        "jdbc:sqlserver://db;password={hunter2;databaseName=hunter2",
        "jdbc:h2:tcp://u:hunter2;x@db/shop",
        "jdbc:sqlite:file:x=hunter2",
        "jdbc:p6spy:hunter2",
        "jdbc:postgresql:u:hunter2@db",
        "jdbc:foo:hunter2//x@db",
      })
  void tellsNothingOfWhatItDoesNotUnderstand(String text) {
    JdbcUrl read = JdbcUrl.parse(text);
    assertFalse((read.url() + read.name() + read.type()).contains("hunter2"), read.url());
  }

  @Test
  void survivesAnything() {
    assertEquals("unknown", JdbcUrl.parse(null).name());
    assertEquals("unknown", JdbcUrl.parse("").name());
    String[] pieces = {
      "jdbc:",
      "postgresql:",
      "mysql:",
      "oracle:thin:",
      "sqlserver:",
      "db2:",
      "h2:",
      "p6spy:",
      "//",
      "/",
      "@",
      ":",
      ";",
      "?",
      "=",
      "(",
      ")",
      "[",
      "]",
      ",",
      "{",
      "}",
      "\\",
      "host=",
      "address=",
      "a",
      "1",
      " ",
      "\0",
      "é",
      "\ud83d"
    };
    Random random = new Random(20261122);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "" : "jdbc:");
      for (int n = random.nextInt(16); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      JdbcUrl read = JdbcUrl.parse(text.toString());
      assertTrue(read.name().length() <= 200 && !read.name().isEmpty());
      assertEquals(read.name(), JdbcUrl.parse(text.toString()).name());
    }
  }

  @Test
  void takesOnlyTheTypeFromWhatIsTooLong() {
    String secrets = "&password=hunter2".repeat(1000);
    assertEquals("jdbc:mysql:", JdbcUrl.parse("jdbc:mysql://db/shop?" + secrets).url());
    assertEquals("MySQL", JdbcUrl.parse("jdbc:mysql://db/shop?" + secrets).name());
    String hosts = "jdbc:postgresql://" + "a-host.example:5432,".repeat(300) + "z/shop";
    assertTrue(JdbcUrl.parse(hosts).url().length() < 300);
    assertEquals("shop@a-host.example", JdbcUrl.parse(hosts).name());
  }
}
