package io.roentgen.console.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What the page may load: its own files, and of scripts inside it the import map alone. */
final class ContentPolicy {

  private static final String BEGIN = "<script type=\"importmap\">";

  private ContentPolicy() {}

  /** The header's value for a page. */
  static String of(byte[] html) {
    return "default-src 'none'; script-src 'self'"
        + hash(html)
        + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String hash(byte[] html) {
    String page = html == null ? "" : new String(html, StandardCharsets.UTF_8);
    int from = page.indexOf(BEGIN);
    int to = page.indexOf("</script>", from);
    if (from < 0 || to < 0) {
      return "";
    }
    try {
      byte[] script = page.substring(from + BEGIN.length(), to).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script);
      return " 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
