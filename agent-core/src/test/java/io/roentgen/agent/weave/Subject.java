package io.roentgen.agent.weave;

import java.util.ArrayList;
import java.util.List;

/** Methods of every shape that a compiler makes; each tells by its result what happened in it. */
public class Subject {

  private int field = 1;
  private final Object lock = new Object();

  public Subject() {
    this(5, 7L, "s");
  }

  public Subject(int i, long l, String s) {
    super();
    if (l == 13) {
      throw new IllegalArgumentException("thirteen");
    }
    field += i + (int) l + s.length();
    i = 0;
    s = null;
  }

  // Every return type.

  public void nothing() {
    field++;
  }

  public boolean booleans(boolean a) {
    return !a;
  }

  public byte bytes(byte a) {
    return (byte) (a + 1);
  }

  public short shorts(short a) {
    return (short) (a + 1);
  }

  public char chars(char a) {
    return (char) (a + 1);
  }

  public int ints(int a) {
    return a + field;
  }

  public long longs(long a) {
    return a + 1;
  }

  public float floats(float a) {
    return a / 2;
  }

  public double doubles(double a) {
    return a / 2;
  }

  public String references(String a) {
    return a + field;
  }

  public int[] arrays(int[] a) {
    return a == null ? null : a.clone();
  }

  public String[][] deepArrays(String[][] a) {
    return a;
  }

  public static long statics(long a, int b, double c, Object d, byte e, float f) {
    return a + b + (long) c + e + (long) f + (d == null ? 1 : 2);
  }

  public double wide(long a, double b, int c, long d) {
    return a + b * c - d;
  }

  // Control flow with frames.

  public int loops(int n) {
    int sum = 0;
    for (int i = 0; i < n && i < 100; i++) {
      long squared = (long) i * i;
      for (long j = squared; j > 0; j /= 2) {
        String text = "x" + j;
        sum += text.length() + (int) (j % 3);
      }
      if (sum > 500) {
        return sum;
      }
      double scratch = sum / 2.0;
      sum += (int) scratch % 7;
    }
    return sum;
  }

  public String switches(int a) {
    switch (a % 5) {
      case 0:
        return "zero";
      case 1:
        String one = "one";
        return one;
      case 2:
        long two = 2;
        return "" + two;
      default:
        double other = a;
        return other > 3 ? "more" : "less";
    }
  }

  public String newSwitches(String a) {
    return switch (a == null ? "" : a) {
      case "x", "y" -> "first";
      case "" -> throw new IllegalStateException("empty");
      default -> {
        int n = a.length();
        yield "other" + n;
      }
    };
  }

  public int tries(String a) {
    int step = 0;
    try {
      step = 1;
      int length = a.length();
      step = 2;
      return Integer.parseInt(a) + length;
    } catch (NumberFormatException e) {
      step += 10;
      return step;
    } catch (RuntimeException e) {
      long other = step + 100;
      return (int) other;
    } finally {
      field += step;
    }
  }

  public long nested(int a) {
    long result = 0;
    try {
      try {
        try {
          if (a > 2) {
            throw new IllegalStateException("a" + a);
          }
          result = 1;
        } finally {
          result += 2;
          if (a == 4) {
            return result;
          }
        }
      } catch (IllegalStateException e) {
        result += 4;
        if (a == 5) {
          throw new IllegalArgumentException("five", e);
        }
      }
    } finally {
      result += 8;
      field += (int) result;
    }
    return result;
  }

  public void throwsAlways(Object a) {
    throw new UnsupportedOperationException("always" + (a == null));
  }

  public int mostlyThrows(int a) throws Exception {
    while (true) {
      if (a > 100) {
        throw new Exception("too large");
      }
      a = a * 3 + 10;
    }
  }

  // Parameters that the body writes to.

  public String reassigns(int a, String b, long c, double d) {
    a += 3;
    b = b == null ? "null" : b.trim();
    c = a;
    d = c;
    if (a > 5) {
      b = null;
      a = -a;
    }
    return a + "," + b + "," + c + "," + d;
  }

  public static Object reassignsToOtherTypes(Object a, Object b) {
    a = "text";
    b = new int[] {1, 2};
    for (int i = 0; i < 3; i++) {
      a = a + "" + i;
    }
    return a.toString() + ((int[]) b).length;
  }

  // Monitors.

  public synchronized int synchronizes(int a) {
    if (a < 0) {
      throw new IllegalArgumentException("negative");
    }
    return a + field;
  }

  public static synchronized String staticallySynchronizes(String a) {
    return a == null ? "null" : a.substring(0, 1);
  }

  public int synchronizesInside(int a) {
    synchronized (lock) {
      synchronized (this) {
        if (a == 3) {
          return field;
        }
        if (a == 4) {
          throw new IllegalStateException("four");
        }
      }
      return a;
    }
  }

  // Newer bytecode.

  public int lambdas(int a) {
    List<Integer> values = new ArrayList<>();
    Runnable add = () -> values.add(a + field);
    add.run();
    java.util.function.IntSupplier sum = () -> values.stream().mapToInt(Integer::intValue).sum();
    return sum.getAsInt();
  }

  public String patterns(Object a) {
    if (a instanceof String text && text.length() > 1) {
      return text;
    }
    return a instanceof Integer number && number > 3 ? "i" + number : "none" + a;
  }

  public int resources(String a) throws Exception {
    int[] closed = {0};
    try (AutoCloseable first = () -> closed[0]++;
        AutoCloseable second =
            () -> {
              closed[0] += 10;
              if (a == null) {
                throw new IllegalStateException("close");
              }
            }) {
      return a.length() + (first == second ? 1 : 0);
    } finally {
      field += closed[0];
    }
  }

  public int recursive(int a) {
    return a <= 0 ? 0 : 1 + recursive(Math.min(a, 50) - 1);
  }

  public Object manyParameters(
      boolean a, byte b, char c, short d, int e, long f, float g, double h, String i, int[] j) {
    long sum = b + c + d + e + f;
    double more = g + h;
    return (a ? i : "no") + sum + more + (j == null ? -1 : j.length);
  }

  /** What a sequence of calls left behind. */
  public int state() {
    return field;
  }
}
