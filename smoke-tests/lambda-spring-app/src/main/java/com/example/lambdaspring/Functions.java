package com.example.lambdaspring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Beans that Spring Cloud Function's invoker finds behind the handler. */
@SpringBootApplication
public class Functions {

  /** For who runs it elsewhere. */
  public static void main(String[] args) {
    SpringApplication.run(Functions.class, args);
  }

  /** The status of a GET request to the backend, at {@code BACKEND}. */
  @Bean
  public Function<String, String> status() {
    return path -> {
      try {
        HttpURLConnection connection =
            (HttpURLConnection)
                URI.create(System.getenv("BACKEND") + path).toURL().openConnection();
        return Integer.toString(connection.getResponseCode());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
