package com.example.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** The service that the functions call, at {@code BACKEND}. */
final class Backend {

  private Backend() {}

  /** The status of a GET request. */
  static int get(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL(System.getenv("BACKEND") + path).openConnection();
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      while (in != null && in.read() >= 0) {}
    }
    return status;
  }
}
