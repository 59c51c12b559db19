package io.roentgen.console.filter;

import io.roentgen.console.trace.Node;
import java.util.Collection;
import java.util.Collections;

/** What has been seen and may be meant by an expression, the most likely first. */
public interface Vocabulary {

  /** Where nothing has been seen. */
  Vocabulary NONE = new Vocabulary() {};

  /** Nodes of the map, clients too. */
  default Collection<Node> nodes() {
    return Collections.emptyList();
  }

  /** Keys of annotations. */
  default Collection<String> annotationKeys() {
    return Collections.emptyList();
  }

  /** Values of annotations with a key: Strings, Doubles, Booleans. */
  default Collection<?> annotationValues(String key) {
    return Collections.emptyList();
  }

  /**
   * Values of other fields.
   *
   * @param keyword a text's: user, http.url, http.method, http.useragent, http.clientip, message,
   *     availabilityzone, instance.id, resource.arn; or http.status
   */
  default Collection<?> values(String keyword) {
    return Collections.emptyList();
  }
}
