package io.roentgen.console.filter;

import io.roentgen.console.filter.Token.Kind;

/** Reads service(), edge(), root causes and groups. */
final class Calls {

  private final Tokens tokens;
  private final Parser parser;

  Calls(Tokens tokens, Parser parser) {
    this.tokens = tokens;
    this.parser = parser;
  }

  Condition visit(Scope scope, Token word) throws FilterException {
    boolean edge = word.isWord("edge");
    if (scope != Scope.TRACE) {
      throw word.fault(word.text + "() can't stand " + scope.place);
    }
    Token open = open(word, edge ? "edge(\"from\", \"to\")" : "service(\"name\")");
    Selection from = selection();
    Selection to = Selection.ANY;
    if (edge && !(tokens.here.is(Kind.CLOSE) && tokens.before == open)) {
      if (!tokens.here.is(Kind.COMMA)) {
        throw tokens.here.is(Kind.END)
            ? open.fault("this ( is never closed")
            : tokens.here.fault(
                "a comma and where the edge leads to are expected: edge(\"from\", \"to\")");
      }
      tokens.advance();
      to = selection();
    }
    if (!edge && tokens.here.is(Kind.COMMA)) {
      throw tokens.here.fault(
          "service() has one name; write edge(\"from\", \"to\") for a connection");
    }
    if (!tokens.here.is(Kind.CLOSE) && !tokens.here.is(Kind.END)) {
      throw Faults.name(tokens.here, tokens.before);
    }
    tokens.close(Kind.CLOSE, open);
    Condition body = body(edge ? Scope.EDGE : Scope.SERVICE);
    return edge ? Selection.edge(from, to, body) : Selection.service(from, body);
  }

  private Token open(Token word, String form) throws FilterException {
    if (!tokens.here.is(Kind.OPEN)) {
      throw new FilterException("( is expected after " + word.text + ": " + form, word.end, 0);
    }
    return tokens.advance();
  }

  /** A name, id() or nothing. */
  private Selection selection() throws FilterException {
    if (tokens.here.is(Kind.STRING)) {
      return new Selection(tokens.advance().text, null, null);
    }
    if (!tokens.here.isWord("id")) {
      return Selection.ANY;
    }
    Token word = tokens.advance();
    Token open = open(word, "id(name: \"..\", type: \"..\")");
    String[] fields = {"name", "type", "account.id"};
    String[] values = new String[3];
    while (!tokens.here.is(Kind.CLOSE) || tokens.before != open) {
      int field = -1;
      for (int i = 0; i < fields.length; i++) {
        field = tokens.here.isWord(fields[i]) ? i : field;
      }
      if (field < 0) {
        throw Faults.field(tokens.here, open);
      }
      if (values[field] != null) {
        throw tokens.here.fault(fields[field] + " is there already");
      }
      tokens.advance();
      if (!tokens.here.is(Kind.COLON)) {
        throw new FilterException(": is expected after " + fields[field], tokens.before.end, 0);
      }
      tokens.advance();
      if (!tokens.here.is(Kind.STRING)) {
        throw Faults.value(tokens.here, tokens.before, "a text in quotes is");
      }
      values[field] = tokens.advance().text;
      if (!tokens.here.is(Kind.COMMA)) {
        break;
      }
      tokens.advance();
    }
    if (!tokens.here.is(Kind.CLOSE) && !tokens.here.is(Kind.END)) {
      throw Faults.field(tokens.here, open);
    }
    tokens.close(Kind.CLOSE, open);
    return new Selection(values[0], values[1], values[2]);
  }

  /** What stands in braces; null if nothing does. */
  private Condition body(Scope scope) throws FilterException {
    if (!tokens.here.is(Kind.OPEN_BODY)) {
      return null;
    }
    Token open = tokens.advance();
    Condition body = tokens.here.is(Kind.CLOSE_BODY) ? null : parser.expression(scope);
    tokens.close(Kind.CLOSE_BODY, open);
    return body;
  }

  Condition cause(Scope scope, Token word) throws FilterException {
    if (scope != Scope.TRACE) {
      throw word.fault("root causes can't be asked for " + scope.place);
    }
    if (word.isWord("rootcause.json")) {
      return json();
    }
    RootCause.Kind kind = RootCause.Kind.of(word.text);
    Scope of = Scope.ofCause(word.text);
    if (of == null) {
      throw Faults.cause(word, kind);
    }
    if (!tokens.here.is(Kind.OPEN_BODY)) {
      throw new FilterException("{ is expected after " + word.text, word.end, 0);
    }
    Condition body = body(of);
    return Selection.cause(kind, of, body == null ? Condition.ALWAYS : body);
  }

  private Condition json() throws FilterException {
    Operator operator = tokens.operator();
    if (operator == null || !operator.isEquality()) {
      throw new FilterException("= is expected after rootcause.json", tokens.before.end, 0);
    }
    if (!tokens.here.is(Kind.JSON)) {
      throw Faults.value(tokens.here, tokens.before, "a JSON list, #[...], is");
    }
    Condition condition = CauseJson.read(tokens.advance());
    return operator == Operator.EQUAL ? condition : Condition.not(condition);
  }

  Condition group(Token word) throws FilterException {
    if (!word.isWord("group.name") && !word.isWord("group.arn")) {
      throw Faults.unknown(word, tokens.here);
    }
    Operator operator = tokens.operator();
    if (operator != null && !tokens.here.is(Kind.STRING)) {
      throw Faults.value(tokens.here, tokens.before, "a text in quotes is");
    }
    throw new FilterException(
        "groups are kept by X-Ray: write the group's own filter expression here",
        word.start,
        (operator == null ? word : tokens.here).end - word.start);
  }
}
