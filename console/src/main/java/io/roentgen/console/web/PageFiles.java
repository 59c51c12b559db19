package io.roentgen.console.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/** The files of the page, as they lie beside the classes. */
final class PageFiles {

  /** One of them. */
  static final class PageFile {
    final String type;
    final byte[] bytes;
    final byte[] zipped;

    PageFile(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
      this.zipped = zip(bytes);
    }
  }

  private static final Map<String, String> TYPES = new HashMap<>();

  static {
    TYPES.put("html", "text/html; charset=utf-8");
    TYPES.put("js", "text/javascript; charset=utf-8");
    TYPES.put("css", "text/css; charset=utf-8");
    TYPES.put("svg", "image/svg+xml");
  }

  private final Map<String, PageFile> known = new ConcurrentHashMap<>();

  /**
   * A file of the page.
   *
   * @param name like {@code view/map.js}
   * @return null if there is none
   */
  PageFile find(String name) {
    PageFile file = known.get(name);
    if (file != null || !isName(name)) {
      return file;
    }
    byte[] bytes = read(name);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (bytes == null || type == null) {
      return null;
    }
    file = new PageFile(type, bytes);
    known.put(name, file);
    return file;
  }

  /** Small letters, digits, dashes, dots and slashes: nothing that leads out of the folder. */
  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
      boolean between = (c == '/' || c == '.') && i > 0 && name.charAt(i - 1) != c;
      if (!plain && !between) {
        return false;
      }
    }
    return !name.contains("/.") && !name.contains("./");
  }

  /** The bytes of a file; null if there is none. */
  static byte[] read(String name) {
    try (InputStream in =
        PageFiles.class.getResourceAsStream("/io/roentgen/console/page/" + name)) {
      if (in == null) {
        return null;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] block = new byte[8192];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        out.write(block, 0, n);
      }
      return out.toByteArray();
    } catch (IOException e) {
      return null;
    }
  }

  static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }
}
