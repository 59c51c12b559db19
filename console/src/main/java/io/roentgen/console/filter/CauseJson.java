package io.roentgen.console.filter;

import com.google.gson.stream.JsonReader;
import io.roentgen.console.text.JsonValues;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Root causes as GetTraceSummaries describes them. A field that is left out may be anything; a list
 * has to have as many elements, and each has to match. Source: "Retrieving and refining root cause
 * analytics", AWS X-Ray developer guide.
 */
final class CauseJson {

  private static final int NESTING = 10;

  private CauseJson() {}

  /**
   * That each element of a list matches some root cause of a trace.
   *
   * @throws FilterException if it is no JSON, or asks for fields that root causes don't have
   */
  static Condition read(Token json) throws FilterException {
    Object list;
    JsonReader in = new JsonReader(new StringReader(json.text));
    in.setNestingLimit(NESTING);
    try {
      list = JsonValues.read(in);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw json.fault("this is no JSON");
    }
    for (Object wanted : (List<?>) list) {
      if (!(wanted instanceof Map)) {
        throw json.fault("a root cause is a JSON object");
      }
    }
    check(list, json, "Services", "ClientImpacting");
    List<?> wanted = (List<?>) list;
    return (trace, at) -> {
      List<RootCause> causes = new ArrayList<>();
      for (RootCause.Kind kind : RootCause.Kind.values()) {
        causes.addAll(RootCauses.of(trace, kind));
      }
      for (Object each : wanted) {
        boolean found = false;
        for (RootCause cause : causes) {
          found |= matches(each, cause);
        }
        if (!found) {
          return false;
        }
      }
      return !wanted.isEmpty();
    };
  }

  /** A misspelt field would match nothing, and not say so. */
  private static void check(Object value, Token json, String... fields) throws FilterException {
    if (value instanceof List) {
      for (Object element : (List<?>) value) {
        check(element, json, fields);
      }
    } else if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        String field = (String) entry.getKey();
        if (!Arrays.asList(fields).contains(field)) {
          throw json.fault("a root cause has no field " + Filter.quote(Lexer.shown(field)));
        }
        if (field.equals("Services")) {
          check(
              entry.getValue(),
              json,
              "Name",
              "Names",
              "Type",
              "AccountId",
              "Inferred",
              "EntityPath");
        } else if (field.equals("EntityPath")) {
          check(entry.getValue(), json, "Name", "Coverage", "Remote", "Exceptions");
        } else if (field.equals("Exceptions")) {
          check(entry.getValue(), json, "Name", "Message");
        }
      }
    }
  }

  private static boolean matches(Object wanted, Object[] actual) {
    if (!(wanted instanceof List) || ((List<?>) wanted).size() != actual.length) {
      return false;
    }
    for (int i = 0; i < actual.length; i++) {
      if (!matches(((List<?>) wanted).get(i), actual[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Object wanted, Object actual) {
    if (!(wanted instanceof Map)) {
      return false;
    }
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) wanted).entrySet()) {
      if (!same(entry.getValue(), field(actual, (String) entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Object wanted, Object actual) {
    if (actual instanceof Object[]) {
      return matches(wanted, (Object[]) actual);
    }
    if (wanted instanceof Double && actual instanceof Double) {
      return Math.abs((Double) actual - (Double) wanted) < 0.005;
    }
    if (wanted instanceof Double && actual instanceof String) {
      // The guide's example has an account's id as a number.
      return actual.equals(String.valueOf(((Double) wanted).longValue()));
    }
    return actual == null ? wanted == null : actual.equals(wanted);
  }

  private static Object field(Object of, String field) {
    if (of instanceof RootCause) {
      RootCause cause = (RootCause) of;
      return field.equals("Services") ? cause.services : (Object) cause.clientImpacting;
    }
    if (of instanceof RootCause.Service) {
      RootCause.Service service = (RootCause.Service) of;
      switch (field) {
        case "Name":
          return service.node.name();
        case "Names":
          return new ArrayList<Object>(Arrays.asList(service.node.name()));
        case "Type":
          return service.node.type().isEmpty() ? null : service.node.type();
        case "AccountId":
          return service.account;
        case "Inferred":
          return service.inferred;
        default:
          return service.path;
      }
    }
    if (of instanceof RootCause.Step) {
      RootCause.Step step = (RootCause.Step) of;
      switch (field) {
        case "Name":
          return step.name;
        case "Coverage":
          return step.coverage;
        case "Remote":
          return step.remote;
        default:
          return step.thrown;
      }
    }
    RootCause.Thrown thrown = (RootCause.Thrown) of;
    return field.equals("Name") ? thrown.failure.type() : thrown.failure.message();
  }
}
