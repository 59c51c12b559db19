package io.roentgen.agent.emit;

/** What X-Ray takes as the name of an entity and as the key of an annotation. */
final class Names {

  private static final String ALLOWED = "_.:/%&#=+\\-@ ";

  private Names() {}

  /** Letters, digits, white space and a few signs; anything else becomes an underscore. */
  static String clean(String name) {
    if (name == null || name.isEmpty()) {
      return "unknown";
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isAllowed(name.charAt(i))) {
        char[] clean = name.toCharArray();
        for (int j = i; j < clean.length; j++) {
          clean[j] = isAllowed(clean[j]) ? clean[j] : '_';
        }
        return new String(clean);
      }
    }
    return name;
  }

  private static boolean isAllowed(char c) {
    return c < 128
        ? c >= 'a' && c <= 'z'
            || c >= 'A' && c <= 'Z'
            || c >= '0' && c <= '9'
            || ALLOWED.indexOf(c) >= 0
        : Character.isLetterOrDigit(c);
  }

  /** ASCII letters, digits and underscores. */
  static String cleanKey(String key) {
    char[] clean = key.toCharArray();
    for (int i = 0; i < clean.length; i++) {
      char c = clean[i];
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
        clean[i] = '_';
      }
    }
    return new String(clean);
  }
}
