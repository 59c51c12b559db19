package io.roentgen.agent.weave;

/**
 * The few facts of a class file that matching needs, read without building any object per constant.
 * Format: Java Virtual Machine Specification, chapter 4.
 */
final class ClassHeader {

  private static final int ACC_INTERFACE = 0x0200;
  private static final int ACC_ABSTRACT = 0x0400;
  private static final int UTF8 = 1;

  final int majorVersion;
  final boolean isInterface;
  final String superName;
  final String[] interfaces;

  private final byte[] bytes;
  private final int[] constants;
  private final int membersAt;

  ClassHeader(byte[] bytes) {
    this.bytes = bytes;
    majorVersion = u2(6);
    constants = new int[u2(8)];
    int at = 10;
    for (int i = 1; i < constants.length; i++) {
      constants[i] = at;
      int tag = bytes[at];
      at += size(tag, at);
      if (tag == 5 || tag == 6) {
        i++;
      }
    }
    isInterface = (u2(at) & ACC_INTERFACE) != 0;
    superName = className(u2(at + 4));
    int count = u2(at + 6);
    interfaces = new String[count];
    for (int i = 0; i < count; i++) {
      interfaces[i] = className(u2(at + 8 + 2 * i));
    }
    membersAt = at + 8 + 2 * count;
  }

  /** Whether it declares one of the methods, or overrides one. */
  boolean declaresAny(MethodNames methods) {
    int at = skipMembers(membersAt);
    int count = u2(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      int name = constants[u2(at + 2)];
      if ((u2(at) & ACC_ABSTRACT) == 0
          && methods.hasName(bytes, name + 3, u2(name + 1))
          && methods.has(utf8(u2(at + 2)), utf8(u2(at + 4)))) {
        return true;
      }
      at = skipMember(at);
    }
    return false;
  }

  private int skipMembers(int at) {
    int count = u2(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      at = skipMember(at);
    }
    return at;
  }

  private int skipMember(int at) {
    int attributes = u2(at + 6);
    at += 8;
    for (int i = 0; i < attributes; i++) {
      at += 6 + (u2(at + 2) << 16 | u2(at + 4));
    }
    return at;
  }

  private int size(int tag, int at) {
    switch (tag) {
      case UTF8:
        return 3 + u2(at + 1);
      case 7: // class
      case 8: // string
      case 16: // method type
      case 19: // module
      case 20: // package
        return 3;
      case 15: // method handle
        return 4;
      case 5: // long
      case 6: // double
        return 9;
      case 3: // int
      case 4: // float
      case 9: // field
      case 10: // method
      case 11: // interface method
      case 12: // name and type
      case 17: // dynamic
      case 18: // invokedynamic
        return 5;
      default:
        throw new IllegalArgumentException("constant pool tag " + tag);
    }
  }

  private String className(int index) {
    return index == 0 ? null : utf8(u2(constants[index] + 1));
  }

  private String utf8(int index) {
    int utf8 = constants[index];
    int length = u2(utf8 + 1);
    for (int i = 0; i < length; i++) {
      if (bytes[utf8 + 3 + i] < 0) {
        return modifiedUtf8(utf8 + 3, length);
      }
    }
    return ascii(utf8 + 3, length);
  }

  @SuppressWarnings("deprecation") // the one constructor that copies bytes and decodes nothing
  private String ascii(int at, int length) {
    return new String(bytes, 0, at, length);
  }

  private String modifiedUtf8(int at, int length) {
    char[] out = new char[length];
    int n = 0;
    for (int i = at; i < at + length; ) {
      int b = bytes[i++] & 0xff;
      if (b < 0x80) {
        out[n++] = (char) b;
      } else if (b < 0xe0) {
        out[n++] = (char) ((b & 0x1f) << 6 | bytes[i++] & 0x3f);
      } else {
        out[n++] = (char) ((b & 0x0f) << 12 | (bytes[i++] & 0x3f) << 6 | bytes[i++] & 0x3f);
      }
    }
    return new String(out, 0, n);
  }

  private int u2(int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
