package io.roentgen.agent.weave;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes a class speak of another package. Whatever a class file names, types as well as strings, is
 * a text in its constant pool, and nothing else in the file depends on how long that text is (JVMS
 * 4.4), so those texts are all that has to be written anew.
 */
public final class Renaming {

  private static final int MAGIC_AND_VERSION = 8;
  private static final int UTF8 = 1;

  private final String fromType;
  private final String toType;
  private final String fromText;
  private final String toText;

  /** Both as in source, such as {@code javax.servlet}; all that is below them is meant as well. */
  public Renaming(String from, String to) {
    fromType = from.replace('.', '/');
    toType = to.replace('.', '/');
    fromText = from;
    toText = to;
  }

  /** The class file with every name replaced. */
  public byte[] apply(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 256);
    out.write(bytes, 0, MAGIC_AND_VERSION + 2);
    int constants = unsignedShort(bytes, MAGIC_AND_VERSION);
    int at = MAGIC_AND_VERSION + 2;
    for (int i = 1; i < constants; i++) {
      int tag = bytes[at];
      if (tag == UTF8) {
        int length = unsignedShort(bytes, at + 1);
        writeText(out, bytes, at + 3, length);
        at += 3 + length;
      } else {
        int size = sizeOf(tag);
        out.write(bytes, at, size);
        at += size;
        // A long or double counts twice.
        i += size == 9 ? 1 : 0;
      }
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  /** Byte for byte, as the names are ASCII and no other character's encoding contains ASCII. */
  private void writeText(ByteArrayOutputStream out, byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    String renamed = text.replace(fromType, toType).replace(fromText, toText);
    out.write(UTF8);
    out.write(renamed.length() >> 8);
    out.write(renamed.length());
    byte[] written = renamed.getBytes(StandardCharsets.ISO_8859_1);
    out.write(written, 0, written.length);
  }

  private static int sizeOf(int tag) {
    switch (tag) {
      case 5:
      case 6:
        return 9;
      case 7:
      case 8:
      case 16:
      case 19:
      case 20:
        return 3;
      case 15:
        return 4;
      default:
        return 5;
    }
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
