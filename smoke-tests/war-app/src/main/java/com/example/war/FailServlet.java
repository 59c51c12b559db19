package com.example.war;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code /throw} throws, {@code /teapot} sends an error that no page of ours handles. */
@WebServlet({"/throw", "/teapot"})
public final class FailServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if ("/teapot".equals(request.getServletPath())) {
      response.sendError(418, "short and stout");
      return;
    }
    throw new ServletException("no luck", new IllegalStateException("out of luck"));
  }
}
