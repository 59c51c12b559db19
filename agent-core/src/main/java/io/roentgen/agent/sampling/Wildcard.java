package io.roentgen.agent.sampling;

/**
 * A pattern of a sampling rule: {@code *} stands for any text, {@code ?} for any one character, and
 * case does not count (X-Ray developer guide, "Configuring sampling rules").
 */
final class Wildcard {

  private final char[] pattern;
  private final boolean all;

  Wildcard(String text) {
    char[] folded = new char[text.length()];
    int length = 0;
    for (int i = 0; i < folded.length; i++) {
      char c = text.charAt(i);
      if (c != '*' || length == 0 || folded[length - 1] != '*') {
        folded[length++] = fold(c);
      }
    }
    pattern = new char[length];
    System.arraycopy(folded, 0, pattern, 0, length);
    all = length == 1 && pattern[0] == '*';
  }

  /**
   * @param text null is as empty
   */
  boolean matches(String text) {
    return all || matches(text, text == null ? 0 : text.length());
  }

  /** Whether the first characters of a text match. */
  boolean matches(String text, int end) {
    int length = pattern.length;
    int at = 0;
    int next = 0;
    // Where to go on if what follows the last asterisk does not fit.
    int asterisk = -1;
    int skipped = 0;
    while (at < end) {
      char wanted = next < length ? pattern[next] : 0;
      if (next < length && wanted == '*') {
        if (next + 1 == length) {
          return true;
        }
        asterisk = next++;
        skipped = at;
      } else if (next < length && (wanted == '?' || wanted == fold(text.charAt(at)))) {
        next++;
        at++;
      } else if (asterisk >= 0) {
        next = asterisk + 1;
        at = ++skipped;
      } else {
        return false;
      }
    }
    return next == length || next + 1 == length && pattern[next] == '*';
  }

  private static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return Character.toLowerCase(c);
  }
}
