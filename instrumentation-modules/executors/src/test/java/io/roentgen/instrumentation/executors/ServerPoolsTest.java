package io.roentgen.instrumentation.executors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Dispatchers;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.TaskQueue;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jboss.threads.EnhancedQueueExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pools of servers and libraries: they may grow during a request, and keep nothing of it. */
final class ServerPoolsTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final Object NOTHING = "nothing";

  private static Object now() {
    TraceContext context = Tracer.current();
    return context == null ? NOTHING : context;
  }

  /** Has the pool make its threads in a request, and looks at each of them afterwards. */
  private static void staysClean(Executor pool, int threads) throws Exception {
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    recorded.trace(
        () -> {
          pool.execute(() -> seen.add("started"));
          assertEquals("started", seen.poll(30, TimeUnit.SECONDS));
        });
    for (int i = 0; i < threads; i++) {
      pool.execute(() -> seen.add(now()));
      assertEquals(NOTHING, seen.poll(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void tomcatsPool() throws Exception {
    var pool =
        new org.apache.tomcat.util.threads.ThreadPoolExecutor(
            0, 1, 1, TimeUnit.MINUTES, new TaskQueue());
    staysClean(pool, 1);
    pool.shutdownNow();
  }

  @Test
  void jettysPool() throws Exception {
    QueuedThreadPool pool = new QueuedThreadPool(4, 0);
    pool.start();
    staysClean(pool, 8);
    pool.stop();
  }

  @Test
  void jbossPool() throws Exception {
    EnhancedQueueExecutor pool =
        new EnhancedQueueExecutor.Builder().setCorePoolSize(1).setMaximumPoolSize(1).build();
    staysClean(pool, 1);
    pool.shutdownNow();
  }

  @Test
  void nettysEventLoop() throws Exception {
    DefaultEventExecutor loop = new DefaultEventExecutor();
    staysClean(loop, 1);
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  @Test
  void nettysTimer() throws Exception {
    HashedWheelTimer timer = new HashedWheelTimer(1, TimeUnit.MILLISECONDS);
    staysClean(task -> timer.newTimeout(timeout -> task.run(), 1, TimeUnit.MILLISECONDS), 1);
    timer.stop();
  }

  @Test
  void kotlinsDispatcher() throws Exception {
    staysClean(task -> Dispatchers.getDefault().dispatch(EmptyCoroutineContext.INSTANCE, task), 20);
  }

  /** Hands a task to {@code AsyncContext.start}, inside a request of its own making. */
  private static final class Starting extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext async = request.startAsync();
      TraceContext context = Tracer.enterMessage(null);
      seen.add(context);
      async.start(
          () -> {
            seen.add(now());
            async.complete();
          });
      Tracer.end(context);
    }

    void ask(int port) throws Exception {
      for (int i = 0; i < 3; i++) {
        assertEquals(200, get(port));
        Object context = seen.poll(30, TimeUnit.SECONDS);
        assertSame(context, seen.poll(30, TimeUnit.SECONDS));
      }
      assertNull(seen.poll());
    }
  }

  private static int get(int port) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/start");
    return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
  }

  @Test
  void tomcatsAsyncContext(@TempDir Path folder) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", new File(folder.toString()).getAbsolutePath());
    Starting servlet = new Starting();
    Tomcat.addServlet(context, "starting", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/start", "starting");
    tomcat.start();
    try {
      servlet.ask(tomcat.getConnector().getLocalPort());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void jettysAsyncContext() throws Exception {
    Server server = new Server(0);
    ServletContextHandler handler = new ServletContextHandler();
    Starting servlet = new Starting();
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    handler.addServlet(holder, "/start");
    server.setHandler(handler);
    server.start();
    try {
      servlet.ask(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    } finally {
      server.stop();
    }
  }

  @Test
  void undertowsAsyncContext() throws Exception {
    Starting servlet = new Starting();
    DeploymentManager manager =
        Servlets.defaultContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(ServerPoolsTest.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("test")
                    .addServlet(
                        Servlets.servlet(
                                "starting",
                                Starting.class,
                                () ->
                                    new io.undertow.servlet.util.ImmediateInstanceHandle<>(servlet))
                            .addMapping("/start")
                            .setAsyncSupported(true)));
    manager.deploy();
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(manager.start()).build();
    server.start();
    try {
      servlet.ask(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
    } finally {
      server.stop();
    }
  }
}
