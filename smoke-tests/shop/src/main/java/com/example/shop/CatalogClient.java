package com.example.shop;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Asks the catalog over HTTP. */
final class CatalogClient {
  private final CloseableHttpClient http = HttpClients.createDefault();
  private final String catalog = Shop.setting("shop.catalog");

  /**
   * The catalog's answer to a path; null where it knows nothing.
   *
   * @throws IOException when it doesn't answer, or with a failure
   */
  String get(String path) throws IOException {
    return http.execute(new HttpGet(catalog + path), response -> body(path, response));
  }

  private static String body(String path, ClassicHttpResponse response)
      throws IOException, HttpException {
    String body = EntityUtils.toString(response.getEntity());
    if (response.getCode() == HttpStatus.SC_NOT_FOUND) {
      return null;
    }
    if (response.getCode() != HttpStatus.SC_OK) {
      throw new IOException("The catalog answered " + response.getCode() + " to " + path);
    }
    return body;
  }
}
