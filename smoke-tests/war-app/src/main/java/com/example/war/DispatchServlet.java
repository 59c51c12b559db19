package com.example.war;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code /forward} lets another servlet answer, {@code /include} answers before and after it. */
@WebServlet({"/forward", "/include"})
public final class DispatchServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if ("/forward".equals(request.getServletPath())) {
      request.getRequestDispatcher("/hello").forward(request, response);
      return;
    }
    response.setContentType("text/plain");
    response.getWriter().println("before");
    request.getRequestDispatcher("/hello").include(request, response);
    response.getWriter().println("after");
  }
}
