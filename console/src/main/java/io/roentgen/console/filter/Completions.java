package io.roentgen.console.filter;

import io.roentgen.console.trace.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gathers completions: what fits the place and begins with, or contains, what stands there. */
final class Completions {

  private static final int MOST = 50;
  private static final List<String> METHODS =
      Arrays.asList("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private final String text;
  private final Vocabulary vocabulary;
  private final Context context;
  private final int to;
  private final String partial;
  private final List<Completion> beginning = new ArrayList<>();
  private final List<Completion> containing = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();

  Completions(String text, int cursor, Vocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.context = Context.of(text.substring(0, cursor));
    this.partial = context.partial.toLowerCase(Locale.ROOT);
    this.to = end(cursor);
  }

  /** Behind what of the same word or text follows the cursor. */
  private int end(int cursor) {
    if (context.quoted || text.startsWith("[", context.from + Context.ANNOTATION.length() - 1)) {
      char close = context.quoted ? text.charAt(context.from) : ']';
      int end = cursor;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        if (text.charAt(end++) == close) {
          return end;
        }
      }
      return cursor;
    }
    int end = cursor;
    while (!partial.isEmpty() && end < text.length() && Lexer.inWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  List<Completion> list() {
    switch (context.expected) {
      case CONDITION:
        conditions();
        break;
      case OPERATOR:
        operators();
        more();
        break;
      case VALUE:
        values();
        break;
      case BODY:
        sign("{", "conditions on it");
        more();
        break;
      case MORE:
        more();
        break;
      case OPEN:
      case ID_OPEN:
        sign("(", "");
        break;
      case NAME:
        names();
        word("id(", "function", "by name, type or account");
        break;
      case AFTER_NAME:
        if (context.subject.equalsIgnoreCase("edge") && !context.comma) {
          sign(",", "where it leads to");
        }
        sign(")", "");
        break;
      case ID_FIELD:
        word("name: ", "keyword", "of the service");
        word("type: ", "keyword", "like AWS::ECS::Container");
        word("account.id: ", "keyword", "of AWS");
        break;
      case ID_COLON:
        sign(":", "");
        break;
      case ID_VALUE:
        nodes(context.field);
        break;
      case AFTER_ID:
        sign(",", "");
        sign(")", "");
        break;
      default:
    }
    List<Completion> all = new ArrayList<>(beginning);
    all.addAll(containing);
    return all.size() > MOST ? new ArrayList<>(all.subList(0, MOST)) : all;
  }

  private void conditions() {
    for (Keyword keyword : Keyword.values()) {
      if (keyword.isIn(context.scope)) {
        word(keyword.word, "keyword", keyword.hint);
      }
    }
    if (context.scope == Scope.TRACE) {
      word("service(", "function", "traces that came to a service");
      word("edge(", "function", "traces that went from one service to another");
    }
    if (!context.scope.isCause()) {
      annotations();
    }
    if (context.scope == Scope.TRACE) {
      for (String kind : new String[] {"fault", "error", "responsetime"}) {
        for (String of : new String[] {"service", "entity", "exception"}) {
          String word = "rootcause." + kind + "." + of;
          if (Scope.ofCause(word) != null) {
            word(word, "keyword", "what led to it, by " + of);
          }
        }
      }
    }
  }

  private void annotations() {
    for (String key : vocabulary.annotationKeys()) {
      String lower = key.toLowerCase(Locale.ROOT);
      add(Filter.annotation(key), Context.ANNOTATION + lower, "annotation", "");
    }
    if (known.isEmpty() && Context.ANNOTATION.startsWith(partial) && !partial.isEmpty()) {
      word(Context.ANNOTATION, "annotation", "with its key");
    }
  }

  private void operators() {
    Keyword keyword = Keyword.of(context.subject);
    for (Operator operator : Operator.values()) {
      boolean fits =
          keyword == null
              || (keyword.kind == Keyword.Kind.FLAG
                  ? operator.isEquality()
                  : keyword.kind == Keyword.Kind.NUMBER
                      ? operator.isOfNumbers()
                      : operator.isOfTexts());
      if (fits) {
        word(operator.sign, "operator", "");
      }
    }
  }

  private void more() {
    word("AND", "operator", "both");
    word("OR", "operator", "at least one");
    if (context.close() != null) {
      sign(context.close(), "");
    }
    if (!partial.isEmpty()) {
      conditions();
    }
  }

  private void values() {
    Keyword keyword = Keyword.of(context.subject);
    if (keyword == null) {
      if (context.subject.regionMatches(
          true, 0, Context.ANNOTATION, 0, Context.ANNOTATION.length())) {
        all(vocabulary.annotationValues(context.subject.substring(Context.ANNOTATION.length())));
      }
    } else if (keyword.kind == Keyword.Kind.FLAG) {
      word("true", "value", "");
      word("false", "value", "");
    } else if (keyword == Keyword.NAME || keyword == Keyword.TYPE) {
      nodes(keyword.word);
    } else {
      all(vocabulary.values(keyword.word));
      if (keyword == Keyword.METHOD) {
        all(METHODS);
      }
    }
  }

  private void all(Collection<?> values) {
    for (Object value : values) {
      if (value instanceof String) {
        quoted((String) value, "value", "");
      } else if (value instanceof Double && ((Double) value) == Math.rint((Double) value)) {
        word(String.valueOf(((Double) value).longValue()), "value", "");
      } else {
        word(String.valueOf(value), "value", "");
      }
    }
  }

  private void names() {
    for (Node node : vocabulary.nodes()) {
      if (!node.isClient()) {
        quoted(node.name(), "service", node.type());
      }
    }
  }

  private void nodes(String field) {
    for (Node node : vocabulary.nodes()) {
      if (field.equalsIgnoreCase("type")) {
        quoted(node.type(), "value", "");
      } else if (field.equalsIgnoreCase("name") && !node.isClient()) {
        quoted(node.name(), "service", node.type());
      }
    }
  }

  private void quoted(String value, String kind, String hint) {
    add(Filter.quote(value), value.toLowerCase(Locale.ROOT), kind, hint);
  }

  private void word(String word, String kind, String hint) {
    if (!context.quoted) {
      add(word, word.toLowerCase(Locale.ROOT), kind, hint);
    }
  }

  private void sign(String sign, String hint) {
    if (!context.quoted && partial.isEmpty()) {
      add(sign, sign, "sign", hint);
    }
  }

  private void add(String completion, String matched, String kind, String hint) {
    boolean begins = matched.startsWith(partial);
    if ((begins || partial.length() > 1 && matched.contains(partial)) && known.add(completion)) {
      (begins ? beginning : containing)
          .add(new Completion(completion, context.from, to, kind, hint));
    }
  }
}
