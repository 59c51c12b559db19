package io.roentgen.smoke;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roentgen.smoke.lambda.FunctionCode;
import io.roentgen.smoke.lambda.LambdaFunction;
import io.roentgen.smoke.lambda.LambdaService;
import io.roentgen.smoke.lambda.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Functions on Lambda with the layer, and the service that they call. */
final class LambdaSmoke implements AutoCloseable {

  private static final String HEADER = "X-Amzn-Trace-Id";

  /** A request of a function to the service. */
  record Request(String path, List<String> traceHeaders) {}

  final Smoke smoke;
  final LambdaService lambda;
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch hung = new CountDownLatch(1);
  private final Jvms.Installed jvm;
  private final Path layer;
  private final HttpServer backend;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CyclicBarrier both = new CyclicBarrier(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  LambdaSmoke(String name, Jvms.Installed jvm) throws IOException {
    this.jvm = jvm;
    smoke = new Smoke(name, jvm);
    layer = unpackedLayer(smoke.logs.resolve("opt"));
    lambda = new LambdaService(Smoke.ROOT, smoke.logs, smoke.collector.address());
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.setExecutor(threads);
    backend.createContext("/", this::answer);
    backend.start();
  }

  /** As Lambda unpacks it into /opt, with the modes of its files. */
  private static Path unpackedLayer(Path opt) throws IOException {
    Path zip = Smoke.ROOT.resolve("lambda/target/roentgen-layer.zip");
    Path target = Files.createDirectories(opt.resolve("roentgen"));
    URI uri = URI.create("jar:" + zip.toUri());
    try (FileSystem files =
        FileSystems.newFileSystem(uri, Map.of("enablePosixFileAttributes", true))) {
      for (String name : List.of("roentgen.jar", "wrapper")) {
        Path file = files.getPath("/roentgen", name);
        Path copy = target.resolve(name);
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
      }
    }
    return target;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      List<String> headers = exchange.getRequestHeaders().get(HEADER);
      requests.add(new Request(path, headers == null ? List.of() : headers));
      if (path.equals("/hang")) {
        hung.countDown();
        closed.await();
      } else if (path.equals("/together")) {
        both.await(30, TimeUnit.SECONDS);
      }
      byte[] body = "{\"TableNames\":[\"orders\"]}".getBytes(StandardCharsets.US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(path.equals("/missing") ? 404 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** A function of {@code lambda-app}, named after its handler, that nothing traces yet. */
  LambdaFunction plain(String handler) throws IOException {
    return of("com.example.lambda." + handler, "lambda-app");
  }

  /** A function of a module of the smoke tests. */
  LambdaFunction of(String handler, String module) throws IOException {
    Path code =
        FunctionCode.of(Smoke.SMOKE_TESTS.resolve(module), smoke.logs.resolve("task-" + module));
    String name = handler.substring(handler.lastIndexOf('.') + 1).replaceAll("::.*", "");
    return new LambdaFunction(name, handler, code)
        .on(jvm.home())
        .environment("BACKEND", "http://127.0.0.1:" + backend.getAddress().getPort());
  }

  /** The same with the layer's wrapper. */
  LambdaFunction traced(String handler) throws IOException {
    return plain(handler).wrapper(wrapper());
  }

  Path wrapper() {
    return layer.resolve("wrapper");
  }

  Path agent() {
    return layer.resolve("roentgen.jar");
  }

  Sandbox deploy(LambdaFunction function) throws Exception {
    Sandbox sandbox = lambda.deploy(function);
    smoke.watch(sandbox.process());
    return sandbox;
  }

  /** The headers of the one request for a path. */
  List<String> headersOf(String path) {
    List<Request> found = new ArrayList<>(requests);
    found.removeIf(request -> !request.path().equals(path));
    if (found.size() != 1) {
      throw new AssertionError("wanted one request for " + path + " in " + requests);
    }
    return found.get(0).traceHeaders();
  }

  @Override
  public void close() {
    closed.countDown();
    lambda.close();
    backend.stop(0);
    threads.shutdownNow();
    smoke.close();
  }
}
