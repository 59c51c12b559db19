package io.roentgen.agent.emit;

import java.util.Arrays;

/** Writes JSON as UTF-8 into one reused array. Not thread-safe. */
public final class JsonBuffer {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[8192];
  private int size;

  /** The entities of a document begin and end in the same second or two. */
  private long lastSeconds = -1;

  private byte[] lastSecondsJson;

  /** The array that holds what was written, and more. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** Forgets everything from there on. */
  public void truncate(int to) {
    size = to;
  }

  /** Punctuation and names, ASCII and free of what needs escaping. */
  public JsonBuffer raw(String ascii) {
    int length = ascii.length();
    room(length);
    copy(ascii, length);
    return this;
  }

  /** What was written before. */
  JsonBuffer raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    return this;
  }

  /** What has been written since a size, to be written again with {@link #raw(byte[])}. */
  byte[] since(int from) {
    return Arrays.copyOfRange(bytes, from, size);
  }

  @SuppressWarnings("deprecation") // the one method that copies ASCII without a charset's detours
  private void copy(String ascii, int length) {
    ascii.getBytes(0, length, bytes, size);
    size += length;
  }

  /** One character of ASCII. */
  public JsonBuffer raw(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** {@code ,"name":} or, right after an opening brace, {@code "name":}. */
  public JsonBuffer name(String ascii) {
    if (size > 0 && bytes[size - 1] != '{') {
      raw(',');
    }
    int length = ascii.length();
    room(length + 3);
    bytes[size++] = '"';
    copy(ascii, length);
    bytes[size++] = '"';
    bytes[size++] = ':';
    return this;
  }

  /** Like {@link #name}, for a name that may hold anything. */
  JsonBuffer anyName(String text, int maxBytes) {
    if (size > 0 && bytes[size - 1] != '{') {
      raw(',');
    }
    return string(text, maxBytes).raw(':');
  }

  /** A name and a string; nothing if that is null. */
  public JsonBuffer field(String name, String value, int maxBytes) {
    return value == null ? this : name(name).string(value, maxBytes);
  }

  /** In decimal digits. */
  public JsonBuffer number(long value) {
    if (value < 0) {
      return raw(Long.toString(value));
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    room(digits);
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    size += digits;
    return this;
  }

  /** Microseconds as seconds with six decimals. */
  JsonBuffer seconds(long micros) {
    long seconds = micros / 1_000_000;
    if (seconds != lastSeconds) {
      int from = size;
      number(seconds).raw('.');
      lastSeconds = seconds;
      lastSecondsJson = since(from);
    } else {
      raw(lastSecondsJson);
    }
    int fraction = (int) (micros - seconds * 1_000_000);
    room(6);
    for (int i = size + 5; i >= size; i--) {
      bytes[i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    size += 6;
    return this;
  }

  /** An id in 16 hexadecimal digits, quoted. */
  JsonBuffer id(long id) {
    room(18);
    bytes[size++] = '"';
    for (int shift = 60; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(int) (id >>> shift) & 15];
    }
    bytes[size++] = '"';
    return this;
  }

  /**
   * A string, quoted and escaped, cut off with an ellipsis where it would take more bytes. A lone
   * surrogate becomes a question mark.
   */
  JsonBuffer string(CharSequence text, int maxBytes) {
    room(Math.min(text.length(), maxBytes) + 8);
    bytes[size++] = '"';
    if (text instanceof String && text.length() <= maxBytes && isPlain((String) text)) {
      copy((String) text, text.length());
      bytes[size++] = '"';
      return this;
    }
    int end = size + maxBytes;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (size >= end) {
        room(4);
        utf8('…');
        break;
      }
      char c = text.charAt(i);
      room(8);
      if (c >= ' ' && c < 0x80) {
        if (c == '"' || c == '\\') {
          bytes[size++] = '\\';
        }
        bytes[size++] = (byte) c;
      } else if (c < ' ') {
        control(c);
      } else if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < length
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          utf8(Character.toCodePoint(c, text.charAt(++i)));
        } else {
          bytes[size++] = '?';
        }
      } else {
        utf8(c);
      }
    }
    room(1);
    bytes[size++] = '"';
    return this;
  }

  /** Most are: then nothing has to be escaped or encoded. */
  private static boolean isPlain(String text) {
    for (int i = 0, length = text.length(); i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private void control(char c) {
    bytes[size++] = '\\';
    switch (c) {
      case '\n':
        bytes[size++] = 'n';
        break;
      case '\t':
        bytes[size++] = 't';
        break;
      case '\r':
        bytes[size++] = 'r';
        break;
      default:
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 15];
    }
  }

  private void utf8(int c) {
    if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | c >> 6);
    } else {
      if (c < 0x10000) {
        bytes[size++] = (byte) (0xe0 | c >> 12);
      } else {
        bytes[size++] = (byte) (0xf0 | c >> 18);
        bytes[size++] = (byte) (0x80 | c >> 12 & 0x3f);
      }
      bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
    }
    bytes[size++] = (byte) (0x80 | c & 0x3f);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      byte[] larger = new byte[Math.max(bytes.length * 2, size + more)];
      System.arraycopy(bytes, 0, larger, 0, size);
      bytes = larger;
    }
  }
}
