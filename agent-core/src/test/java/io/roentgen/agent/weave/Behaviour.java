package io.roentgen.agent.weave;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Calls everything a class has with all sorts of arguments and writes down what came out. */
final class Behaviour {

  private static final Object[] INTS = {-1, 0, 1, 2, 3, 4, 5, 7, 42, 1000};

  private Behaviour() {}

  static List<String> of(Class<?> type) throws ReflectiveOperationException {
    List<String> lines = new ArrayList<>();
    List<Object> objects = new ArrayList<>();
    for (Constructor<?> constructor : sorted(type.getDeclaredConstructors())) {
      for (Object[] arguments : arguments(constructor.getParameterTypes())) {
        String line = Arrays.deepToString(arguments) + " -> ";
        try {
          objects.add(constructor.newInstance(arguments));
          lines.add("new" + line + "made");
        } catch (InvocationTargetException e) {
          lines.add("new" + line + describe(e.getCause()));
        }
      }
    }
    for (Method method : sorted(type.getDeclaredMethods())) {
      if (method.isSynthetic() || !Modifier.isPublic(method.getModifiers())) {
        continue;
      }
      Object self = Modifier.isStatic(method.getModifiers()) ? null : objects.get(0);
      for (Object[] arguments : arguments(method.getParameterTypes())) {
        String line = method.getName() + Arrays.deepToString(arguments) + " -> ";
        lines.add(line + outcome(method, self, arguments));
      }
    }
    return lines;
  }

  private static <T> T[] sorted(T[] members) {
    Arrays.sort(members, Comparator.comparing(Object::toString));
    return members;
  }

  private static String outcome(Method method, Object self, Object[] arguments)
      throws IllegalAccessException {
    try {
      Object result = method.invoke(self, arguments);
      return Arrays.deepToString(new Object[] {result});
    } catch (InvocationTargetException e) {
      return describe(e.getCause());
    }
  }

  private static String describe(Throwable thrown) {
    if (thrown instanceof LinkageError) {
      throw (LinkageError) thrown;
    }
    Throwable[] suppressed = thrown.getSuppressed();
    return thrown.getClass().getName()
        + (thrown instanceof NullPointerException ? "" : ": " + thrown.getMessage())
        + (thrown.getCause() == null ? "" : " because of " + describe(thrown.getCause()))
        + (suppressed.length == 0 ? "" : " and " + describe(suppressed[0]));
  }

  private static List<Object[]> arguments(Class<?>[] types) {
    List<Object[]> all = new ArrayList<>();
    for (int round = 0; round < INTS.length; round++) {
      Object[] arguments = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        arguments[i] = value(types[i], round + 3 * i);
      }
      all.add(arguments);
      if (types.length == 0) {
        break;
      }
    }
    return all;
  }

  private static Object value(Class<?> type, int seed) {
    int number = (Integer) INTS[seed % INTS.length];
    if (type == boolean.class) {
      return seed % 2 == 0;
    } else if (type == char.class) {
      return (char) ('a' + seed);
    } else if (type == byte.class) {
      return (byte) number;
    } else if (type == short.class) {
      return (short) number;
    } else if (type == int.class) {
      return number;
    } else if (type == long.class) {
      return seed == 4 ? 13L : number * 1_000_000_007L;
    } else if (type == float.class) {
      return number * 0.5f;
    } else if (type == double.class) {
      return number * 0.25;
    } else if (seed % 4 == 0) {
      return null;
    } else if (type == String.class) {
      return new String[] {"x", "12", "", " padded ", "no number"}[seed % 5];
    } else if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), seed % 3);
    }
    return seed % 3 == 0 ? (Object) ("text" + seed) : number;
  }
}
