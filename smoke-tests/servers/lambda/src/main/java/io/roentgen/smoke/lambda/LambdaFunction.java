package io.roentgen.smoke.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A function as it is given to Lambda: its code, its handler and its settings. */
public final class LambdaFunction {

  /** The oldest and the latest version of the runtime interface client that functions run on. */
  public static final String OLDEST_RUNTIME = "2.4.1";

  /** See {@link #OLDEST_RUNTIME}. */
  public static final String LATEST_RUNTIME = "2.9.0";

  final String name;
  final String handler;
  final Path code;
  final Map<String, String> environment = new LinkedHashMap<>();
  final List<String> options = new ArrayList<>();
  Path javaHome = Path.of(System.getProperty("java.home"));
  String runtime = LATEST_RUNTIME;
  Path wrapper;
  Duration timeout = Duration.ofSeconds(30);
  boolean active = true;
  boolean frozen;
  boolean snapStart;
  int concurrency = 1;

  /**
   * A function with a timeout of 30 s, traced actively, on the latest runtime.
   *
   * @param handler as Lambda wants it: {@code package.Class} or {@code package.Class::method}
   * @param code what is unpacked from the function's zip: classes, and {@code lib/} with jars
   */
  public LambdaFunction(String name, String handler, Path code) {
    this.name = name;
    this.handler = handler;
    this.code = code;
  }

  /** A variable of the function's environment. */
  public LambdaFunction environment(String key, String value) {
    environment.put(key, value);
    return this;
  }

  /** Options of the JVM that Lambda itself would have to give. */
  public LambdaFunction options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** The JVM it runs on. */
  public LambdaFunction on(Path home) {
    javaHome = home;
    return this;
  }

  /** {@link #OLDEST_RUNTIME} or {@link #LATEST_RUNTIME}. */
  public LambdaFunction runtime(String version) {
    runtime = version;
    return this;
  }

  /** The script of {@code AWS_LAMBDA_EXEC_WRAPPER}, which is given the command to run. */
  public LambdaFunction wrapper(Path script) {
    wrapper = script;
    return this;
  }

  /** How long an invocation may take. */
  public LambdaFunction timeout(Duration atMost) {
    timeout = atMost;
    return this;
  }

  /** Tracing mode PassThrough: Lambda sends no segments and passes on what header there is. */
  public LambdaFunction passThrough() {
    active = false;
    return this;
  }

  /** The process is stopped between invocations, from before an answer is accepted. */
  public LambdaFunction frozen() {
    frozen = true;
    return this;
  }

  /** The runtime waits after its start until {@link LambdaService#restore} is called. */
  public LambdaFunction snapStart() {
    snapStart = true;
    return this;
  }

  /** So many invocations at the same time in one process. */
  public LambdaFunction concurrency(int invocations) {
    concurrency = invocations;
    return this;
  }
}
