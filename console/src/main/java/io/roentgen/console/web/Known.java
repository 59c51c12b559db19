package io.roentgen.console.web;

import io.roentgen.console.filter.Vocabulary;
import io.roentgen.console.store.Seen;
import io.roentgen.console.trace.Node;
import java.util.Collection;

/** What documents used, for completion. */
final class Known implements Vocabulary {

  private final Seen seen;

  Known(Seen seen) {
    this.seen = seen;
  }

  @Override
  public Collection<Node> nodes() {
    return seen.nodes();
  }

  @Override
  public Collection<String> annotationKeys() {
    return seen.annotations();
  }

  @Override
  public Collection<?> annotationValues(String key) {
    return seen.values(key);
  }

  @Override
  public Collection<?> values(String keyword) {
    switch (keyword) {
      case "user":
        return seen.users();
      case "http.url":
        return seen.urls();
      default:
        return Vocabulary.super.values(keyword);
    }
  }
}
