package io.roentgen.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which of the wanted super types a class has, direct or not. The super types of a class being
 * loaded are not loaded yet, so their class files are read, and what was found is remembered.
 */
final class Hierarchy {

  private static final int MAX_REMEMBERED = 1024;
  private static final String[] NONE = {};

  private final WeaveIndex index;
  private final ConcurrentMap<String, String[]> superTypes = new ConcurrentHashMap<>();

  Hierarchy(WeaveIndex index) {
    this.index = index;
  }

  /** Places that apply to the class because of what it is a subtype of. */
  List<Place> placesOf(ClassHeader header, ClassLoader loader) {
    List<String> seen = new ArrayList<>();
    add(seen, header.superName);
    for (String type : header.interfaces) {
      add(seen, type);
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      String type = seen.get(i);
      places.addAll(index.subtypesOf(type));
      for (String above : superTypesOf(type, loader)) {
        add(seen, above);
      }
    }
    return places;
  }

  private static void add(List<String> seen, String type) {
    if (type != null && !seen.contains(type) && !isFoundation(type)) {
      seen.add(type);
    }
  }

  /** Types above which nothing is ever woven. */
  private static boolean isFoundation(String type) {
    return type.startsWith("java/lang/")
        || type.startsWith("java/util/")
        || type.startsWith("java/io/");
  }

  private String[] superTypesOf(String type, ClassLoader loader) {
    String key = type + '@' + System.identityHashCode(loader);
    String[] known = superTypes.get(key);
    if (known == null) {
      known = read(type, loader);
      if (superTypes.size() >= MAX_REMEMBERED) {
        superTypes.clear();
      }
      superTypes.put(key, known);
    }
    return known;
  }

  private static String[] read(String type, ClassLoader loader) {
    String file = type + ".class";
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(file)
            : loader.getResourceAsStream(file)) {
      if (in == null) {
        return NONE;
      }
      ClassHeader header = new ClassHeader(Streams.readAll(in));
      if (header.superName == null) {
        return header.interfaces;
      }
      String[] all = new String[header.interfaces.length + 1];
      all[0] = header.superName;
      System.arraycopy(header.interfaces, 0, all, 1, header.interfaces.length);
      return all;
    } catch (IOException | RuntimeException e) {
      return NONE;
    }
  }
}
