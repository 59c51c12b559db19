package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layer's script, with commands that show what they were given. */
final class LambdaWrapperTest {

  private static final String SHOW = "echo \"${JAVA_TOOL_OPTIONS-unset}\" \"$@\"";

  @TempDir Path layer;

  @BeforeEach
  void copy() throws IOException {
    Files.copy(
        Smoke.ROOT.resolve("lambda/src/layer/wrapper"),
        layer.resolve("wrapper"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createFile(layer.resolve("roentgen.jar"));
  }

  private String run(String options, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(layer.resolve("wrapper").toString()));
    all.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    if (options != null) {
      builder.environment().put("JAVA_TOOL_OPTIONS", options);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  private String option() {
    return "-javaagent:" + layer.resolve("roentgen.jar");
  }

  /** A script in the place of java. */
  private String java() throws IOException {
    Path java = layer.resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + SHOW + "\n");
    assertTrue(java.toFile().setExecutable(true));
    return java.toString();
  }

  @Test
  void putsTheAgentBeforeWhatJavaIsGiven() throws Exception {
    assertEquals("unset " + option() + " -cp a b  c", run(null, java(), "-cp", "a", "b  c"));
  }

  @Test
  void leavesTheVariableAsItIsForJava() throws Exception {
    assertEquals("-Xmx1m " + option() + " Main", run("-Xmx1m", java(), "Main"));
  }

  @Test
  void addsItToTheVariableForAnotherCommand() throws Exception {
    assertEquals(option() + " x", run(null, "sh", "-c", SHOW, "bootstrap", "x"));
    assertEquals(option() + " -Xmx1m x", run("-Xmx1m", "sh", "-c", SHOW, "bootstrap", "x"));
  }

  @Test
  void runsTheCommandAllTheSameWithoutTheJar() throws Exception {
    Files.delete(layer.resolve("roentgen.jar"));
    assertEquals(
        "[roentgen] ERROR not started: there is no " + layer.resolve("roentgen.jar") + "\nunset x",
        run(null, java(), "x"));
  }
}
