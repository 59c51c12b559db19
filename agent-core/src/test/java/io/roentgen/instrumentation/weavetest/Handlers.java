package io.roentgen.instrumentation.weavetest;

import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.util.List;

/** Handlers that say what they saw to whoever put a list into the system properties. */
@Instrumentation(name = "weavetest", since = "1")
public final class Handlers {

  private Handlers() {}

  private static final String TARGET = "io.roentgen.agent.weave.Target";

  @SuppressWarnings("unchecked")
  static void say(Object... what) {
    List<String> said = (List<String>) System.getProperties().get("said");
    if (said != null) {
      StringBuilder line = new StringBuilder();
      for (Object part : what) {
        line.append(line.length() == 0 ? "" : " ").append(part);
      }
      said.add(line.toString());
    }
  }

  @Weave(type = TARGET, method = "plain")
  static final class Plain {
    static Object enter(@This Object self, @Argument(0) String text) {
      say("enter", self != null, text);
      return "state of " + text;
    }

    static void exit(
        @This Object self,
        @Enter Object state,
        @Argument(0) String text,
        @Return Object result,
        @Thrown Throwable thrown) {
      say("exit", self != null, state, text, result, thrown);
    }
  }

  @Weave(type = TARGET, method = "assigned")
  static final class Assigning {
    static Object enter(@Argument(0) String text) {
      return text;
    }

    @AssignArgument(0)
    static String assign(@Enter Object state, @Argument(0) String text) {
      return "bad".equals(text) ? fail() : "[" + text + "]";
    }

    static String exit(@Enter Object state, @Argument(0) String text, @Return String result) {
      say("exit", state, text, result);
      return "worse".equals(text) ? fail() : "<" + result + ">";
    }
  }

  @Weave(type = TARGET, method = "assignedLong")
  static final class AssigningLong {
    @AssignArgument(1)
    static long assign(@Argument(1) long value) {
      return value * 2;
    }

    static long exit(@Return long value, @Thrown Throwable thrown) {
      return value + 1;
    }
  }

  @Weave(type = TARGET, method = "skipped")
  static final class Skipping {
    static Object enter(@Argument(0) int value) {
      return value < 0 ? "negative" : null;
    }

    static boolean skip(@Enter Object state) {
      return state != null;
    }

    static int exit(@Enter Object state, @Argument(0) int value, @Return int result) {
      say("exit", state, value, result);
      return state == null ? result : -result - value;
    }
  }

  @Weave(type = TARGET, method = "skippedVoid")
  static final class SkippingVoid {
    static boolean skip(@This Object self, @Argument(0) List<String> said) {
      return said.isEmpty();
    }
  }

  @Weave(type = TARGET, method = "skippedStatic")
  static final class SkippingStatic {
    static boolean skip(@Argument(0) String text, @Argument(1) long number) {
      return number == 0;
    }
  }

  @Weave(type = TARGET, method = "failingSkip")
  static final class FailingSkip {
    static boolean skip(@Argument(0) int value) {
      throw new IllegalStateException("a handler's bug");
    }
  }

  @Weave(type = TARGET, method = "unlinkedSkip")
  static final class UnlinkedSkip {
    static boolean skip(@Argument(0) int value) {
      throw new NoSuchMethodError("a method of another version");
    }
  }

  @Weave(type = TARGET, method = "<init>")
  static final class Constructor {
    @AssignArgument(0)
    static String assign(@Argument(0) String text) {
      return text + "!";
    }

    static void exit(@This Object self, @Argument(0) String text) {
      say("constructed", self, text);
    }
  }

  @Weave(type = TARGET, method = "failing")
  static final class Failing {
    static Object enter() {
      say("enter");
      fail();
      return "never";
    }

    static void exit(@Enter Object state, @Thrown Throwable thrown) {
      say("exit", state, thrown);
      fail();
    }
  }

  @Weave(type = TARGET, method = "failingExit")
  static final class FailingExit {
    static Subsegment enter() {
      return Tracer.enterLocal("work");
    }

    static int exit(@Enter Subsegment work, @Return int result) {
      fail();
      return -1;
    }
  }

  @Weave(type = TARGET, method = "unlinked")
  static final class Unlinked {
    static Object enter() {
      say("enter");
      throw new NoSuchMethodError("a method of another version");
    }

    static void exit(@Enter Object state) {
      say("exit", state);
    }
  }

  @Weave(type = TARGET, method = "missing")
  static final class Missing {
    static Object enter(@Argument(0) Object value) {
      return Absent.class.getName() + (Object) new Absent();
    }
  }

  /** Not there when the handler is linked. */
  static final class Absent {}

  @Weave(type = TARGET, method = "twice")
  static final class First {
    static Object enter() {
      say("enter first");
      return 1;
    }

    static int exit(@Enter Object state, @Return int result, @Thrown Throwable thrown) {
      say("exit first", state, result, thrown);
      return result * 10 + 1;
    }
  }

  @Weave(type = TARGET, method = "twice")
  static final class Second {
    static Object enter() {
      say("enter second");
      return 2;
    }

    static int exit(@Enter Object state, @Return int result, @Thrown Throwable thrown) {
      say("exit second", state, result, thrown);
      return result * 10 + 2;
    }
  }

  @Weave(
      subtypeOf = "example.Services$Api",
      method = "serve",
      parameters = {"java.lang.Object"})
  static final class Subtypes {
    static void enter(@This Object self) {
      say("serve", self.getClass().getName());
    }
  }

  private static String fail() {
    throw new IllegalStateException("a handler's bug");
  }
}
