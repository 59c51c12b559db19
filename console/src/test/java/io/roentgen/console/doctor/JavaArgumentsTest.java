package io.roentgen.console.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaArgumentsTest {

  private static JavaArguments of(String line) {
    return new JavaArguments(Arrays.asList(line.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "-javaagent:/opt/roentgen.jar -jar /srv/shop.jar --port 80, shop.jar, /opt/roentgen.jar,",
    "-jar shop.jar -javaagent:roentgen.jar, shop.jar,, roentgen.jar",
    "-cp a.jar:b.jar -Xmx1g com.example.Shop -javaagent:roentgen.jar, Shop,, roentgen.jar",
    "-cp -javaagent:roentgen.jar com.example.Shop, Shop,,",
    "--add-opens java.base/java.lang=ALL-UNNAMED -javaagent:roentgen.jar=x -m shop/a.Main, "
        + "Main, roentgen.jar,",
    "-javaagent:/opt/jacoco.jar -jar shop.jar, shop.jar,,",
    "-javaagent:roentgen-1.2.jar -jar shop.jar, shop.jar, roentgen-1.2.jar,",
    "@options -jar shop.jar, shop.jar,,"
  })
  void knowsWhoTheFlagIsFor(String line, String what, String agent, String tooLate) {
    JavaArguments arguments = of(line);
    assertEquals(what, arguments.what());
    assertEquals(agent, arguments.agent());
    assertEquals(tooLate, arguments.agentTooLate());
  }

  @Test
  void theLastPropertyCounts() {
    JavaArguments arguments = of("-Droentgen.a=1 -Droentgen.a=2 -jar x.jar -Droentgen.a=3");
    assertEquals("2", arguments.property("roentgen.a"));
    assertNull(arguments.property("roentgen.b"));
  }

  @Test
  void variablesHaveWordsInQuotes() {
    assertEquals(
        List.of("-Da=b c", "-javaagent:/my programs/roentgen.jar"),
        JavaArguments.words("  -Da='b c' \"-javaagent:/my programs/roentgen.jar\" "));
    assertEquals(
        "/my programs/roentgen.jar",
        JavaArguments.agentIn("-Xmx1g '-javaagent:/my programs/roentgen.jar'"));
    assertNull(JavaArguments.agentIn(null));
  }
}
