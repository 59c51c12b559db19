package com.example.javax.servlet;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What is answered at once. */
final class Endpoints extends HttpServlet {

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Object included = request.getAttribute("javax.servlet.include.path_info");
    String path = included != null ? (String) included : request.getPathInfo();
    switch (path.split(";")[0]) {
      case "/plain":
        App.call("plain");
        hello(response);
        break;
      case "/large":
        response.setContentLength(100_000);
        response.getOutputStream().write(new byte[100_000]);
        break;
      case "/forward":
        App.call("forward");
        request.getRequestDispatcher("/s/plain").forward(request, response);
        break;
      case "/include":
        App.call("include");
        request.getRequestDispatcher("/s/plain").include(request, response);
        request.getRequestDispatcher("/s/plain").include(request, response);
        break;
      case "/throw":
        App.call("throw");
        throw new ServletException("boom", new IllegalStateException("root"));
      case "/runtime":
        throw new IllegalArgumentException("bad");
      case "/error":
        throw new StackOverflowError("deep");
      case "/status-and-throw":
        response.setStatus(404);
        throw new IllegalArgumentException("bad");
      case "/committed":
        hello(response);
        response.flushBuffer();
        throw new IllegalStateException("late");
      case "/caught":
        request.setAttribute("javax.servlet.error.exception", new IllegalStateException("caught"));
        response.sendError(500);
        break;
      case "/send-409":
        response.sendError(409);
        break;
      case "/send-429":
        response.sendError(429, "slow down");
        break;
      case "/status-503":
        response.setStatus(503);
        break;
      case "/stale":
        response.setHeader("X-Sampled", String.valueOf(response.containsHeader("X-Amzn-Trace-Id")));
        response.setStatus(304);
        break;
      default:
        response.sendError(404);
    }
  }

  static void hello(HttpServletResponse response) throws IOException {
    response.getOutputStream().write("hello".getBytes("US-ASCII"));
  }
}
