package io.roentgen.instrumentation.awsxraysdk;

import io.roentgen.weave.Argument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Weave;

/**
 * The SDK's wrappers of JDBC: statements stay what they are. What wraps data sources and
 * connections does nothing but wrap statements.
 */
@Instrumentation(name = "aws-xray-sdk", since = "2.4.0")
final class SqlWrappers {

  private SqlWrappers() {}

  @Weave(
      type = "com.amazonaws.xray.sql.TracingStatement",
      method = {"decorateStatement", "decoratePreparedStatement", "decorateCallableStatement"})
  static final class Statements {
    static boolean skip() {
      return Aside.isOn("jdbc");
    }

    static Object exit(@Argument(0) Object statement, @Return Object wrapped) {
      return wrapped == null ? statement : wrapped;
    }
  }

  /** The interceptors for Tomcat's connection pool. */
  @Weave(
      type = {
        "com.amazonaws.xray.sql.mysql.TracingInterceptor",
        "com.amazonaws.xray.sql.postgres.TracingInterceptor"
      },
      method = "createStatement")
  static final class TomcatPool {
    static boolean skip() {
      return Aside.isOn("jdbc");
    }

    static Object exit(@Argument(3) Object statement, @Return Object wrapped) {
      return wrapped == null ? statement : wrapped;
    }
  }
}
