package io.roentgen.agent.emit;

/** What X-Ray takes as the name of an entity and as the key of an annotation. */
final class Names {

  /** What a segment's name may have at most, in characters. */
  static final int MAX_NAME = 200;

  /** An annotation's key. */
  static final int MAX_KEY = 500;

  private static final boolean[] ALLOWED = new boolean[128];

  static {
    for (char c = 0; c < 128; c++) {
      ALLOWED[c] =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "_.:/%&#=+\\-@ ".indexOf(c) >= 0;
    }
  }

  private Names() {}

  /** Letters, digits, white space and a few signs; anything else becomes an underscore. */
  static String clean(String name) {
    if (name == null || name.isEmpty()) {
      return "unknown";
    }
    if (name.length() > MAX_NAME) {
      return clean(name.substring(0, MAX_NAME));
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
    return c < 128 ? ALLOWED[c] : Character.isLetterOrDigit(c);
  }

  /** ASCII letters, digits and underscores, at least one. */
  static String cleanKey(String key) {
    if (key.isEmpty()) {
      return "_";
    }
    char[] clean = key.substring(0, Math.min(key.length(), MAX_KEY)).toCharArray();
    for (int i = 0; i < clean.length; i++) {
      char c = clean[i];
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
        clean[i] = '_';
      }
    }
    return new String(clean);
  }
}
