package com.example.xrayboot;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter;
import com.amazonaws.xray.sql.TracingDataSource;
import com.amazonaws.xray.strategy.jakarta.SegmentNamingStrategy;
import jakarta.servlet.Filter;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** A Spring Boot application that is recorded with the SDK as its guide has it. */
@SpringBootApplication
public class BootShop {

  /** Ends with its standard input. */
  public static void main(String[] args) throws IOException {
    AWSXRay.setGlobalRecorder(
        AWSXRayRecorderBuilder.standard()
            .withSamplingStrategy(new NotForChecks())
            .withSegmentListener(new Version())
            .build());
    WebServerApplicationContext context =
        (WebServerApplicationContext) SpringApplication.run(BootShop.class, args);
    System.out.println("READY boot-shop " + context.getWebServer().getPort());
    while (System.in.read() >= 0) {}
    SpringApplication.exit(context);
    System.exit(0);
  }

  /** Names segments after the first part of the path. */
  @Bean
  Filter xray() {
    SegmentNamingStrategy naming =
        request -> "boot" + request.getRequestURI().replaceAll("/\\d+", "");
    return new AWSXRayServletFilter(naming);
  }

  @Bean
  DataSource database() {
    return TracingDataSource.decorate(
        new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).setName("shop").build());
  }
}
