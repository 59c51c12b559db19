package io.roentgen.weave.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler says of handlers, and what the agent will read of them. */
class IndexProcessorTest {

  @TempDir Path folder;

  private List<String> compile(String handlers) {
    String source =
        "package x; import io.roentgen.weave.*;"
            + "@Instrumentation(name = \"x\", since = \"1\") final class Module {"
            + handlers
            + "}";
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Module.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignored) {
            return source;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    String classPath = System.getProperty("java.class.path");
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            null,
            null,
            said,
            List.of("-d", folder.toString(), "-cp", classPath),
            null,
            List.of(file));
    task.setProcessors(List.of(new IndexProcessor()));
    task.call();
    return said.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }

  @Test
  void aHandlerIsALineForEachPlace() throws Exception {
    List<String> errors =
        compile(
            "@Weave(type = {\"a.B\", \"a.C\"}, method = \"m\", parameters = \"int\")"
                + "static final class H {"
                + "static Object enter(@This Object self) { return null; }"
                + "static boolean skip(@Enter Object state) { return false; }"
                + "@AssignArgument(0) static int assign(@Argument(0) int a) { return a; }"
                + "static String exit(@Return String r, @Thrown Throwable t) { return r; }}");
    assertEquals(List.of(), errors);
    String handler = "|(I)|enter (Ljava/lang/Object;)Ljava/lang/Object; T|assign=0 (I)I A0";
    String rest =
        "|exit (Ljava/lang/String;Ljava/lang/Throwable;)Ljava/lang/String; R,X"
            + "|skip (Ljava/lang/Object;)Z E";
    assertEquals(
        List.of(
            "x||x.Module$H|type|a/B|m" + handler + rest,
            "x||x.Module$H|type|a/C|m" + handler + rest),
        Files.readAllLines(folder.resolve("META-INF/roentgen/x.index")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          static void enter(Object what) {}                              | what is it
          static void enter(@Enter Object state) {}                      | what is it
          static int enter() { return 1; }                               | enter returns an object
          void enter() {}                                                | must be static
          private static void enter() {}                                 | must be static
          static void other() {}                                         | a handler needs
          static void skip() {}                                          | skip returns a boolean
          static int assign(@Argument(0) int a) { return a; }            | go together
          @AssignArgument(1) static int assign(@Argument(0) int a) { return a; } | must take the argument
          @AssignArgument(0) static Object assign(@Argument(0) String a) { return a; } | another type
          static Object exit(@Return String r) { return r; }             | another type
          static Object exit(@Thrown Throwable t) { return t; }          | must take it
          """)
  void aMistakeIsAnErrorOfTheCompiler(String method, String error) {
    List<String> errors =
        compile("@Weave(type = \"a.B\", method = \"m\") static final class H {" + method + "}");
    assertEquals(1, errors.size(), errors.toString());
    assertEquals(true, errors.get(0).contains(error), errors.get(0));
  }
}
