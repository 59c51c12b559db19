package io.roentgen.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  @TempDir Path folder;

  private String guess(String command) {
    properties.setProperty("sun.java.command", command);
    return ServiceName.guess(properties, environment);
  }

  @Test
  void isTheLambdaFunctions() {
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "orders-worker");
    properties.setProperty("spring.application.name", "orders");
    assertEquals("orders-worker", guess("com.example.AWSLambda com.example.Handler"));
  }

  @ParameterizedTest
  @CsvSource({
    "com.example.Main, Main",
    "com.example.Main a b.jar, Main",
    "Main, Main",
    "com.example.Outer$Main, Outer$Main",
    "my.module/com.example.Main x, Main",
    "my.module, module",
    "/opt/app/orders.jar --x, orders",
    "orders-1.2.jar, orders-1.2",
    "C:\\app\\orders.jar, orders",
    "'', java",
    "'   ', java",
  })
  void isTheJarOrTheMainClass(String command, String name) {
    assertEquals(name, guess(command));
  }

  @Test
  void withoutACommandItIsStillAName() {
    assertEquals("java", ServiceName.guess(new Properties(), environment));
  }

  @Test
  void springsNameComesFirst() {
    assertEquals(
        "orders", guess("com.example.Main --x=y --spring.application.name=orders --z=spring"));
    environment.put("SPRING_APPLICATION_NAME", "from-environment");
    assertEquals("from-environment", guess("com.example.Main --spring.application.name=orders"));
    properties.setProperty("spring.application.name", "from-property");
    assertEquals("from-property", guess("com.example.Main"));
    properties.setProperty("spring.application.name", " ");
    assertEquals("Main", guess("com.example.Main"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application.properties | spring.application.name=orders                  | orders",
        "application.properties | spring.application.name = orders                | orders",
        "application.properties | spring.application.name=${NAME:orders}          | app",
        "application.properties | server.port=80                                  | app",
        "application.yml        | spring.application.name: orders                 | orders",
        "application.yml        | spring:~  application:~    name: orders         | orders",
        "application.yml        | spring:~  application:~    name: 'my orders'    | my orders",
        "application.yaml       | spring:~  application:~    name: \"orders\"     | orders",
        "application.yml        | # c~a:~  name: x~spring:~  application.name: o  | o",
        "application.yml        | spring:~  x:~    name: y~  application:~    name: o | o",
        "application.yml        | spring:~  application:~    name: o # why        | o",
        "application.yml        | spring:~  application:~    name: ${NAME}        | app",
        "application.yml        | application:~  name: x                          | app",
        "application.yml        | :::~~- x~\t                                      | app",
      })
  void isReadFromAnExecutableJar(String file, String content, String name) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("BOOT-INF/classes/" + file));
      zip.write(content.replace('~', '\n').getBytes(StandardCharsets.UTF_8));
    }

    assertEquals(name, guess(jar + " --server.port=0"));
  }

  @Test
  void aJarThatCannotBeReadHasItsFilesName() throws IOException {
    Path jar = Files.writeString(folder.resolve("broken.jar"), "no zip");

    assertEquals("broken", guess(jar.toString()));
  }

  @Test
  void aJarUnderAFolderWithSpacesIsFound() throws IOException {
    Path spaced = Files.createDirectory(folder.resolve("my apps"));
    Path jar = spaced.resolve("orders.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("x"));
    }

    assertEquals("orders", guess(jar + " a b"));
  }
}
