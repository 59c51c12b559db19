package com.example.boot3;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerApplicationContext;

/** A Spring Boot application with a database. Ends with its standard input. */
@SpringBootApplication
public class Boot3Application {
  /** Takes Spring's options. */
  public static void main(String[] args) throws IOException {
    WebServerApplicationContext context =
        (WebServerApplicationContext) SpringApplication.run(Boot3Application.class, args);
    System.out.println("READY boot3-app " + context.getWebServer().getPort());
    while (System.in.read() >= 0) {}
    SpringApplication.exit(context);
    System.exit(0);
  }
}
