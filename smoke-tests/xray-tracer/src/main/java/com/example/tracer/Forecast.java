package com.example.tracer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the service at {@code WEATHER_URL}, which doesn't always answer. */
public final class Forecast implements RequestHandler<SNSEvent, String> {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI weather = URI.create(System.getenv("WEATHER_URL"));

  @Override
  public String handleRequest(SNSEvent event, Context context) {
    try {
      HttpResponse<String> response =
          http.send(HttpRequest.newBuilder(weather).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("No weather today: " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("No weather today", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
