package com.example.javax.servlet;

import com.example.Container;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ListenerInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.servlet.ServletException;

/** Undertow, any version. */
public final class UndertowContainer implements Container {

  private final Undertow undertow;

  /** Starts it. */
  public UndertowContainer() throws ServletException {
    DeploymentInfo pages = info("/pages");
    for (int status : new int[] {403, 404, 409, 429, 500, 503}) {
      pages.addErrorPage(new ErrorPage("/error-page", status));
    }
    HttpHandler handler =
        Handlers.path(start(info("/")))
            .addPrefixPath("/pages", start(pages))
            .addPrefixPath("/recorder", start(info("/recorder")));
    undertow =
        Undertow.builder()
            .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
            .setIoThreads(2)
            .setWorkerThreads(8)
            .setHandler(handler)
            .build();
    undertow.start();
  }

  private static DeploymentInfo info(String path) {
    return Servlets.deployment()
        .setClassLoader(App.class.getClassLoader())
        .setContextPath(path)
        .setDeploymentName(path)
        .addListener(new ListenerInfo(App.class));
  }

  private static HttpHandler start(DeploymentInfo info) throws ServletException {
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(info);
    manager.deploy();
    return manager.start();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
