package io.roentgen.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {

  private static final List<String> MODULES = List.of("jdbc", "aws-sdk-2", "servlet");

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  @TempDir Path folder;

  private Config read() {
    return Config.read(properties, environment);
  }

  private void file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("roentgen.properties"), text);
    properties.setProperty("roentgen.config.file", file.toString());
  }

  @Test
  void everythingHasItsDefault() {
    Config config = read();

    assertTrue(config.is(Key.ENABLED));
    assertNull(config.get(Key.SERVICE_NAME));
    assertEquals("udp", config.get(Key.EMITTER));
    assertEquals("127.0.0.1:2000", config.get(Key.DAEMON_ADDRESS));
    assertEquals(0.05, config.fraction(Key.SAMPLING_RATE));
    assertEquals(1, config.count(Key.SAMPLING_RESERVOIR));
    assertEquals(50, config.count(Key.STACK_FRAMES));
    assertTrue(config.isEnabled("jdbc"));
    assertEquals("sanitized", config.all().get("sql"));
    assertEquals(List.of(), config.complaints(MODULES));
  }

  @Test
  void propertyBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
    file("sampling=all\nroentgen.sql=off\nemitter=file\n");
    environment.put("ROENTGEN_SAMPLING", "none");
    environment.put("ROENTGEN_SQL", "sanitized");
    properties.setProperty("roentgen.sampling", "default");

    Config config = read();
    assertEquals("default", config.get(Key.SAMPLING));
    assertEquals("sanitized", config.get(Key.SQL));
    assertEquals("file", config.get(Key.EMITTER));
    assertEquals("info", config.get(Key.LOG_LEVEL));
    assertEquals(List.of(), config.complaints(MODULES));
  }

  @Test
  void theFileMayBeNamedInTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "sampling=all");
    environment.put("ROENTGEN_CONFIG_FILE", file.toString());

    assertEquals("all", read().get(Key.SAMPLING));
  }

  @Test
  void aFileThatIsNotThereIsOneLine() {
    properties.setProperty("roentgen.config.file", folder.resolve("missing").toString());

    List<String> complaints = read().complaints(MODULES);
    assertEquals(1, complaints.size());
    assertTrue(complaints.get(0).contains("missing"), complaints.get(0));
  }

  @Test
  void aFileThatIsNoPropertiesFileIsOneLine() throws IOException {
    file("sampling=\\u00zz");

    assertEquals(1, read().complaints(MODULES).size());
  }

  @Test
  void theEnvironmentHasUnderscoresForDotsAndDashes() {
    environment.put("ROENTGEN_EMITTER_FILE_PATH", "/tmp/x");
    environment.put("ROENTGEN_AWS_LAMBDA_CLIENT_CONTEXT", "true");
    environment.put("ROENTGEN_INSTRUMENTATION_AWS_SDK_2_ENABLED", "false");
    environment.put("UNRELATED", "x");

    Config config = read();
    assertEquals("/tmp/x", config.get(Key.FILE_PATH));
    assertTrue(config.is(Key.AWS_CLIENT_CONTEXT));
    assertFalse(config.isEnabled("aws-sdk-2"));
    assertTrue(config.isEnabled("jdbc"));
    assertEquals(List.of(), config.complaints(MODULES));
  }

  @Test
  void amazonsNamesCountAndOursBeatThem() {
    properties.setProperty("com.amazonaws.xray.emitters.daemonAddress", "10.0.0.9:3000");
    properties.setProperty("com.amazonaws.xray.strategy.tracingName", "property");
    properties.setProperty("com.amazonaws.xray.tracingEnabled", "false");
    assertEquals("10.0.0.9:3000", read().get(Key.DAEMON_ADDRESS));
    assertEquals("property", read().get(Key.SERVICE_NAME));
    assertFalse(read().is(Key.ENABLED));
    environment.put("AWS_XRAY_DAEMON_ADDRESS", "10.0.0.1:3000");
    environment.put("AWS_XRAY_TRACING_NAME", "orders");
    assertEquals("10.0.0.1:3000", read().get(Key.DAEMON_ADDRESS));
    assertEquals("orders", read().get(Key.SERVICE_NAME));

    environment.put("ROENTGEN_DAEMON_ADDRESS", "10.0.0.2:3000");
    properties.setProperty("roentgen.service.name", "shop");
    assertEquals("10.0.0.2:3000", read().get(Key.DAEMON_ADDRESS));
    assertEquals("shop", read().get(Key.SERVICE_NAME));
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearest() {
    properties.setProperty("roentgen.smapling", "all");
    properties.setProperty("roentgen.instrumentation.jdb.enabled", "false");
    environment.put("ROENTGEN_DEMON_ADDRESS", "x:1");

    assertEquals(
        Set.of(
            "unknown key roentgen.smapling, did you mean roentgen.sampling?",
            "unknown key roentgen.instrumentation.jdb.enabled, did you mean"
                + " roentgen.instrumentation.jdbc.enabled?",
            "unknown key roentgen.demon.address, did you mean roentgen.daemon.address?"),
        read().complaints(MODULES).stream().collect(Collectors.toSet()));
  }

  @Test
  void aValueThatCannotBeUsedIsNamedAndTheNextSourceCounts() throws IOException {
    file("stack.frames=10");
    environment.put("ROENTGEN_STACK_FRAMES", "many");
    properties.setProperty("roentgen.sampling", "alll");
    properties.setProperty("roentgen.sampling.rate", "5%");
    properties.setProperty("roentgen.enabled", "yes");
    properties.setProperty("roentgen.instrumentation.jdbc.enabled", "1");

    Config config = read();
    assertEquals(10, config.count(Key.STACK_FRAMES));
    assertEquals("default", config.get(Key.SAMPLING));
    assertEquals(0.05, config.fraction(Key.SAMPLING_RATE));
    assertTrue(config.is(Key.ENABLED));
    assertTrue(config.isEnabled("jdbc"));
    assertEquals(
        Set.of(
            "roentgen.stack.frames=many is not a whole number from 0; 10 is used",
            "roentgen.sampling=alll is not one of default local all none; default is used",
            "roentgen.sampling.rate=5% is not a number from 0 to 1; 0.05 is used",
            "roentgen.enabled=yes is not true or false; true is used",
            "roentgen.instrumentation.jdbc.enabled=1 is not true or false; true is used"),
        config.complaints(MODULES).stream().collect(Collectors.toSet()));
  }

  @Test
  void numbersOutOfRangeAreNamed() {
    for (String rate : new String[] {"-0.1", "1.1", "NaN", "Infinity", ""}) {
      properties.setProperty("roentgen.sampling.rate", rate);
      assertEquals(0.05, read().fraction(Key.SAMPLING_RATE), rate);
      assertEquals(1, read().complaints(MODULES).size(), rate);
    }
    properties.clear();
    for (String count : new String[] {"-1", "99999999999", "1.5", "0x10", ""}) {
      properties.setProperty("roentgen.sampling.reservoir", count);
      assertEquals(1, read().count(Key.SAMPLING_RESERVOIR), count);
      assertEquals(1, read().complaints(MODULES).size(), count);
    }
  }

  @Test
  void anEmptyTextIsNamed() {
    properties.setProperty("roentgen.service.name", " ");
    properties.setProperty("roentgen.log.file", "");

    assertEquals(
        Set.of(
            "roentgen.service.name is empty; the default is used",
            "roentgen.log.file is empty; the default is used"),
        read().complaints(MODULES).stream().collect(Collectors.toSet()));
  }

  @Test
  void valuesAreTrimmedAndCaseDoesNotMatterInChoices() {
    properties.setProperty("roentgen.sampling", " ALL ");
    properties.setProperty("roentgen.enabled", "False");

    assertEquals("ALL", read().get(Key.SAMPLING));
    assertFalse(read().is(Key.ENABLED));
    assertEquals(List.of(), read().complaints(MODULES));
  }

  @Test
  void propertiesThatAreNoStringsDoNotHurt() {
    properties.put("roentgen.sampling", 1);
    properties.put(new Object(), new Object());

    assertEquals("default", read().get(Key.SAMPLING));
  }

  @Test
  void aConsoleInHereSeesEveryRequestUnlessToldOtherwise() {
    properties.setProperty("roentgen.emitter", "console");
    assertEquals("all", read().get(Key.SAMPLING));
    properties.setProperty("roentgen.sampling.rate", "0.5");
    assertEquals("default", read().get(Key.SAMPLING));
    properties.setProperty("roentgen.sampling", "none");
    assertEquals("none", read().get(Key.SAMPLING));
    assertEquals(List.of(), read().complaints(MODULES));
  }

  @Test
  void lambdaHasNoConsole() {
    properties.setProperty("roentgen.emitter", "console");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "thumbnails");
    Config config = read();
    assertEquals("udp", config.get(Key.EMITTER));
    assertEquals("default", config.get(Key.SAMPLING));
    assertEquals(
        List.of("roentgen.emitter=console is not for Lambda; udp is used"),
        config.complaints(MODULES));
  }
}
