package io.roentgen.agent.emit;

/** Writes JSON as UTF-8 into one reused array. Not thread-safe. */
final class JsonBuffer {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[8192];
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Forgets everything from there on. */
  void truncate(int to) {
    size = to;
  }

  /** Punctuation and names, ASCII and free of what needs escaping. */
  JsonBuffer raw(String ascii) {
    int length = ascii.length();
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  JsonBuffer raw(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** {@code ,"name":} or, right after an opening brace, {@code "name":}. */
  JsonBuffer name(String ascii) {
    if (size > 0 && bytes[size - 1] != '{') {
      raw(',');
    }
    return raw('"').raw(ascii).raw("\":");
  }

  /** Like {@link #name}, for a name that may hold anything. */
  JsonBuffer anyName(String text, int maxBytes) {
    if (size > 0 && bytes[size - 1] != '{') {
      raw(',');
    }
    return string(text, maxBytes).raw(':');
  }

  JsonBuffer field(String name, String value, int maxBytes) {
    return value == null ? this : name(name).string(value, maxBytes);
  }

  JsonBuffer number(long value) {
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
    number(micros / 1_000_000).raw('.');
    int fraction = (int) (micros % 1_000_000);
    for (int unit = 100_000; unit > 0; unit /= 10) {
      raw((char) ('0' + fraction / unit % 10));
    }
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
