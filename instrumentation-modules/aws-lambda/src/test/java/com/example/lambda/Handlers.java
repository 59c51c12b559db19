package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Functions that call a URL: each kind of handler there is. */
public final class Handlers {

  private Handlers() {}

  static int get(String url) {
    try {
      return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An object in, an object out. */
  public static final class Pojo implements RequestHandler<String, Integer> {
    @Override
    public Integer handleRequest(String url, Context context) {
      return get(url);
    }
  }

  /** Bytes in, bytes out. */
  public static final class Stream implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      String url = new String(in.readAllBytes());
      out.write(Integer.toString(get(url.substring(1, url.length() - 1))).getBytes());
    }
  }

  /** Any method. */
  public static final class Plain {
    /** The handler. */
    public int handle(String url) {
      return get(url);
    }
  }

  /** Calls, and fails. */
  public static final class Fails implements RequestHandler<String, Integer> {
    @Override
    public Integer handleRequest(String url, Context context) {
      get(url);
      throw new IllegalArgumentException("no");
    }
  }
}
