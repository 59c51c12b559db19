package com.example.war;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** Runs for every dispatch there is; keeps when a request started. */
public final class TimingFilter implements Filter {
  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute("started") == null) {
      request.setAttribute("started", System.nanoTime());
    }
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {}
}
