package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.trace.TraceSummary;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of wrong expressions, and where they are. */
class FilterExceptionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          responstime > 1~0~11~unknown keyword `responstime`, did you mean responsetime?
          falt~0~4~unknown keyword `falt`, did you mean fault?
          http.code = 1~0~9~unknown keyword `http.code`
          ok and zzz~7~3~unknown keyword `zzz`
          servce("x")~0~6~unknown function `servce`, did you mean service?
          anotation.x~0~11~unknown keyword `anotation.x`, did you mean annotation?
          responsetime >=~15~0~a number is expected after >=
          responsetime >= AND ok~16~3~a number is expected after >=
          responsetime > "1"~15~3~a number is expected after >
          responsetime > 5s~15~2~`5s` is no number: times are seconds, without a unit
          responsetime > 1.2.3~15~5~`1.2.3` is no number
          responsetime > 1e999~15~5~`1e999` is no number
          responsetime contains "1"~13~8~responsetime is a number: compare it with =, !=, <, <=, > or >=
          responsetime 5~13~1~a keyword and an operator are expected before this value
          http.url >= "x"~9~2~http.url is a text: compare it with =, !=, CONTAINS, BEGINSWITH or ENDSWITH
          http.url =~10~0~a text in quotes is expected after =
          http.url = 5~11~1~a text in quotes is expected after =
          user = alice~7~5~a text in quotes is expected after =; write "alice"
          user "alice"~5~7~a keyword and an operator are expected before this value
          user = "alice~7~6~the text has no closing "
          user = 'alice"~7~7~the text has no closing '
          user = "a\\d"~9~2~write \\\\ for a backslash
          user = "a\\u00g0"~9~2~four hexadecimal digits are expected after \\u
          ok > true~3~1~ok is true or false: compare it with = or !=
          ok = 1~5~1~true or false is expected after =
          ok = maybe~5~5~true or false is expected after =
          ok =~4~0~true or false is expected after =
          ok AND~6~0~a condition is expected after AND
          ok AND AND fault~7~3~a condition is expected before AND
          OR ok~0~2~a condition is expected before OR
          ok OR~5~0~a condition is expected after OR
          !~1~0~a condition is expected after !
          ok ()~4~0~a condition is expected after (
          (ok~0~1~this ( is never closed
          ok)~2~1~this ) was never opened
          ok }~3~1~this } was never opened
          (ok}~3~1~this } was never opened
          ok { fault }~3~1~{ follows service(), edge() or a root cause, nothing else
          = 5~0~1~a keyword is expected before =
          contains "x"~0~8~a keyword is expected before contains
          "x"~0~3~a keyword and an operator are expected before this value
          ok == true~3~2~write a single =
          ok <> true~3~2~write != for "is not"
          ok && fault~3~2~write AND
          ok & fault~3~1~write AND
          ok || fault~3~2~write OR
          not ok~0~3~write ! for "not"
          ok; fault~2~1~a filter has no `;`
          ok 😀 fault~3~2~a filter has no `😀`
          service~7~0~( is expected after service: service("name")
          service { fault }~7~0~( is expected after service: service("name")
          service("x"~7~1~this ( is never closed
          service(x)~8~1~a name in quotes, or id(), is expected; write "x"
          service(5)~8~1~a name in quotes, or id(), is expected
          service("x" y)~12~1~) is expected after "x"
          service("x", "y")~11~1~service() has one name; write edge("from", "to") for a connection
          service("x") { fault~13~1~this { is never closed
          service("x") { fault )~21~1~this ) was never opened
          service("x") { service("y") }~15~7~service() can't stand inside service() {}
          service("x") { edge("a","b") }~15~4~edge() can't stand inside service() {}
          edge("a", "b") { rootcause.fault.service {} }~17~23~root causes can't be asked for inside edge() {}
          edge("a")~8~1~a comma and where the edge leads to are expected: edge("from", "to")
          edge("a"~4~1~this ( is never closed
          edge("a" "b")~9~3~a comma and where the edge leads to are expected: edge("from", "to")
          edge("a", b)~10~1~a name in quotes, or id(), is expected; write "b"
          edge("a", "b") { user }~17~4~user has a meaning only outside of braces, inside service() {}
          edge("a", "b") { name = "x" }~17~4~name has a meaning only inside service() {}, inside root causes
          name = "x"~0~4~name has a meaning only inside service() {}, inside root causes
          root~0~4~root has a meaning only inside service() {}
          coverage > 1~0~8~coverage has a meaning only inside rootcause.responsetime.entity {}
          rootcause.fault.entity { coverage > 1 }~25~8~coverage has a meaning only inside rootcause.responsetime.entity {}
          service() { last }~12~4~last has a meaning only inside root causes
          id(name: "x")~0~2~id() stands inside service() or edge()
          service(id)~10~0~( is expected after id: id(name: "..", type: "..")
          service(id("x"))~11~3~id() has the fields name, type and account.id: id(name: "..")
          service(id(nam: "x"))~11~3~id() has the fields name, type and account.id: id(name: "..")
          service(id(name: "x", ))~22~1~id() has the fields name, type and account.id: id(name: "..")
          service(id(name "x"))~15~0~: is expected after name
          service(id(name: x))~17~1~a text in quotes is expected after :; write "x"
          service(id(name: "x", name: "y"))~22~4~name is there already
          service(id(name: "x"~10~1~this ( is never closed
          annotation~10~0~an annotation's key is expected: annotation.key or annotation[key]
          annotation.~11~0~an annotation's key is expected
          annotation[] = 1~11~0~an annotation's key is expected
          annotation[x = 1~11~0~the [ of the annotation's key has no ]
          annotation["x" = 1~14~0~] is expected after the annotation's key
          annotation.x =~14~0~a text in quotes, a number, true or false is expected after =
          annotation.x = gold~15~4~a text in quotes, a number, true or false is expected after =; write "gold"
          annotation.x > "5"~15~3~a number is expected after >
          annotation.x > true~15~4~a number is expected after >
          annotation.x CONTAINS 5~22~1~a text in quotes is expected after CONTAINS
          rootcause.fault.entity { annotation.x }~25~12~annotations can't be asked for inside root causes
          rootcause.fault.entity~22~0~{ is expected after rootcause.fault.entity
          rootcause.fault.thing { ok }~0~21~there are rootcause.fault.service, .entity and .exception, the same of error, rootcause.responsetime.service and .entity, and rootcause.json
          rootcause.responsetime.exception {}~0~32~there are rootcause.responsetime.service and .entity
          rootcause.json~14~0~= is expected after rootcause.json
          rootcause.json = "x"~17~3~a JSON list, #[...], is expected after =
          rootcause.json = #{}~17~1~# begins a JSON list: #[...]
          rootcause.json = #[{]~17~4~the JSON list has no end
          rootcause.json = #[x]~17~4~this is no JSON
          rootcause.json = #[1]~17~4~a root cause is a JSON object
          rootcause.json = #[{"Service":[]}]~17~17~a root cause has no field "Service"
          json = #[]~0~4~write rootcause.json
          group.name = "slow"~0~19~groups are kept by X-Ray: write the group's own filter expression here
          group.arn~0~9~groups are kept by X-Ray: write the group's own filter expression here
          group.name = slow~13~4~a text in quotes is expected after =; write "slow"
          group.size~0~10~unknown keyword `group.size`, did you mean group.name?
          """)
  void saysWhatIsWrongAndWhere(String expression, int position, int length, String message) {
    FilterException wrong =
        assertThrows(FilterException.class, () -> Filter.parse(expression), expression);
    assertEquals(
        position + "|" + length + "|" + message,
        wrong.position() + "|" + wrong.length() + "|" + wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "! (", "service(){", "((ok) ", "edge(", "service(id("})
  void nestingIsBounded(String part) {
    assertWrong(part.repeat(9_999 / part.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "ok OR ", "\"", "a", "#[", "annotation[", "5"})
  void lengthIsBounded(String part) {
    FilterException wrong = assertWrong(part.repeat(1_000_000 / part.length()));
    assertEquals(10_000, wrong.position());
    assertEquals("the filter is longer than 10000 characters", wrong.getMessage());
  }

  @Test
  void aLongFilterThatIsRightIsTaken() throws Exception {
    Filter filter = Filter.parse("fault OR ".repeat(1_100) + "ok");
    assertEquals(true, filter.matches(Traces.of(Traces.lines("shop.jsonl"))));
    assertEquals(
        true,
        Filter.parse("(".repeat(99) + "ok" + ")".repeat(99))
            .matches(Traces.of(Traces.lines("shop.jsonl"))));
  }

  /** Parts of the language in any order, and any characters. */
  @Test
  void nothingElseIsThrown() throws Exception {
    String[] parts = {
      "ok",
      "fault",
      "responsetime",
      "http.url",
      "annotation.",
      "annotation",
      "[",
      "]",
      "service",
      "edge",
      "id",
      "(",
      ")",
      "{",
      "}",
      "!",
      "=",
      "!=",
      "<",
      ">=",
      "CONTAINS",
      "AND",
      "OR",
      "\"",
      "'",
      "\\",
      "\\u12",
      "#",
      "#[",
      "rootcause.",
      "rootcause.fault.entity",
      "rootcause.json",
      "group.name",
      "name",
      ":",
      ",",
      "1",
      "-",
      ".",
      "1e9",
      "true",
      " ",
      "\t",
      "\u0000",
      "\ud800",
      "é",
      "😀",
      "\"x\"",
      "index",
      "json",
      "{\"Services\":",
      "null",
      "coverage"
    };
    Random random = new Random(4);
    TraceSummary shop = Traces.of(Traces.lines("shop.jsonl"));
    Vocabulary vocabulary = CompletionTest.SEEN;
    int right = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(
            random.nextInt(20) == 0
                ? String.valueOf((char) random.nextInt(0x10000))
                : parts[random.nextInt(parts.length)]);
        if (random.nextBoolean()) {
          text.append(' ');
        }
      }
      String expression = text.toString();
      try {
        Filter.parse(expression).matches(shop);
        right++;
      } catch (FilterException e) {
        assertTrue(e.position() >= 0 && e.length() >= 0, expression);
        assertTrue(e.position() + e.length() <= expression.length(), expression);
      }
      int cursor = random.nextInt(expression.length() + 1);
      for (Completion completion : Completion.of(expression, cursor, vocabulary)) {
        assertTrue(completion.from() <= cursor && cursor <= completion.to(), expression);
        assertTrue(completion.to() <= expression.length(), expression);
      }
    }
    assertTrue(right > 1_000, "too few were right to mean anything: " + right);
  }

  private static FilterException assertWrong(String expression) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThrows(FilterException.class, () -> Filter.parse(expression)));
  }
}
