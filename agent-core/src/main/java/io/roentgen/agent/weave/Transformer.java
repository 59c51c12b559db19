package io.roentgen.agent.weave;

import io.roentgen.agent.Log;
import io.roentgen.link.Link;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Sees every class that is loaded and weaves the few that are in the index. The order is what makes
 * it cheap: exact names, then names that can't matter, then the methods the class declares, and
 * only for those left its super types.
 */
public final class Transformer implements ClassFileTransformer {

  private static final String[] NEVER_SUBTYPES = {
    "java/",
    "jdk/",
    "sun/",
    "com/sun/",
    "io/roentgen/",
    "kotlin/",
    "scala/",
    "org/groovy/",
    "org/codehaus/groovy/",
    "org/jacoco/",
    "net/bytebuddy/",
    "com/fasterxml/jackson/",
    "org/slf4j/",
    "ch/qos/logback/",
    "org/apache/logging/",
    "com/amazon/ion/",
  };

  private final WeaveIndex index;
  private final Hierarchy hierarchy;
  private final HandlerLinker linker;
  private final Weaver weaver;
  private final ClassLoader own;
  private final Map<ClassLoader, Boolean> blind = new WeakHashMap<>();

  private Transformer(WeaveIndex index, ClassFiles files) {
    this.index = index;
    this.hierarchy = new Hierarchy(index);
    this.linker = new HandlerLinker(index, files);
    this.weaver = new Weaver(linker);
    ClassLoader loader = Transformer.class.getClassLoader();
    // In the tests of modules the agent and the library share the application's loader.
    this.own = loader == ClassLoader.getSystemClassLoader() ? null : loader;
  }

  /**
   * Starts weaving: what is loaded from now on, and what is loaded already. {@code Link} must have
   * no linker yet.
   */
  public static Transformer install(
      Instrumentation instrumentation, WeaveIndex index, ClassFiles handlers) {
    Transformer transformer = new Transformer(index, handlers);
    Link.install(transformer.linker);
    loadBootHandlers(index);
    instrumentation.addTransformer(transformer, instrumentation.isRetransformClassesSupported());
    transformer.retransform(instrumentation);
    return transformer;
  }

  /**
   * Woven classes of the JDK call them in places where no class should have to be loaded, and would
   * fail for good if there were none.
   */
  private static void loadBootHandlers(WeaveIndex index) {
    for (String handler : index.bootHandlers()) {
      try {
        Class.forName(handler, true, null);
      } catch (ClassNotFoundException | LinkageError e) {
        index.drop(handler);
        Log.warn(handler + " is not on the bootstrap class path, nothing is woven for it", e);
      }
    }
  }

  private void retransform(Instrumentation instrumentation) {
    if (!instrumentation.isRetransformClassesSupported()) {
      return;
    }
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (mayMatch(type) && instrumentation.isModifiableClass(type)) {
        loaded.add(type);
      }
    }
    if (loaded.isEmpty()) {
      return;
    }
    try {
      // All at once: each call stops the JVM and looks through every loaded class.
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
      retransformEach(instrumentation, loaded);
    }
  }

  /** One of them can't be woven; the others are all the same. */
  private static void retransformEach(Instrumentation instrumentation, List<Class<?>> loaded) {
    for (Class<?> type : loaded) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
        Log.warn("cannot weave the loaded class " + type.getName(), e);
      }
    }
  }

  private boolean mayMatch(Class<?> type) {
    if (type.isArray() || type.isPrimitive() || type.getClassLoader() instanceof HandlerLoader) {
      return false;
    }
    String name = type.getName().replace('.', '/');
    if (index.named(name) != null) {
      return true;
    }
    return !type.isInterface() && canBeSubtype(name) && hasWovenSuperType(type);
  }

  private boolean hasWovenSuperType(Class<?> type) {
    if (type == null) {
      return false;
    }
    if (index.isSuperType(type.getName().replace('.', '/'))) {
      return true;
    }
    for (Class<?> above : type.getInterfaces()) {
      if (hasWovenSuperType(above)) {
        return true;
      }
    }
    return hasWovenSuperType(type.getSuperclass());
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    if (name == null || isOurs(loader)) {
      return null;
    }
    try {
      long startedAt = System.nanoTime();
      List<Place> places = match(loader, name, bytes);
      long matchedAt = System.nanoTime();
      Costs.SEEN.incrementAndGet();
      Costs.MATCHING.addAndGet(matchedAt - startedAt);
      if (places == null || places.isEmpty()) {
        return null;
      }
      byte[] woven = weave(loader, name, places, bytes);
      Costs.WEAVING.addAndGet(System.nanoTime() - matchedAt);
      return woven;
    } catch (Throwable t) {
      Log.warn("cannot weave " + name.replace('/', '.') + ", it is loaded unchanged", t);
      return null;
    }
  }

  private List<Place> match(ClassLoader loader, String name, byte[] bytes) {
    List<Place> places = index.named(name);
    return index.hasSuperTypes() && canBeSubtype(name)
        ? withSuperTypes(places, loader, bytes)
        : places;
  }

  private boolean isOurs(ClassLoader loader) {
    return loader != null && (loader == own || loader instanceof HandlerLoader);
  }

  private List<Place> withSuperTypes(List<Place> named, ClassLoader loader, byte[] bytes) {
    ClassHeader header = new ClassHeader(bytes);
    if (header.isInterface || !header.declaresAny(index.methodsOfSubtypes())) {
      return named;
    }
    List<Place> places = hierarchy.placesOf(header, loader);
    if (named != null) {
      places.addAll(named);
    }
    return places;
  }

  private byte[] weave(ClassLoader loader, String name, List<Place> places, byte[] bytes) {
    if (isBlind(loader)) {
      return null;
    }
    byte[] woven = weaver.weave(bytes, loader, places);
    if (woven != null) {
      Costs.WOVEN.incrementAndGet();
      if (Log.isDebug()) {
        Log.debug("woven: " + name.replace('/', '.'));
      }
    }
    return woven;
  }

  /** A loader that doesn't delegate our packages would fail in the application's own code. */
  private boolean isBlind(ClassLoader loader) {
    if (loader == null) {
      return false;
    }
    synchronized (blind) {
      Boolean known = blind.get(loader);
      if (known == null) {
        known = !seesLink(loader);
        blind.put(loader, known);
        if (known) {
          Log.warn(
              "the class loader "
                  + loader
                  + " hides the bootstrap class path, its classes are not traced; let it delegate"
                  + " io.roentgen.* (OSGi: org.osgi.framework.bootdelegation, JBoss:"
                  + " jboss.modules.system.pkgs)");
        }
      }
      return known;
    }
  }

  private static boolean seesLink(ClassLoader loader) {
    try {
      return Class.forName(Link.class.getName(), false, loader) == Link.class;
    } catch (Throwable t) {
      return false;
    }
  }

  private static boolean canBeSubtype(String name) {
    for (String prefix : NEVER_SUBTYPES) {
      if (name.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }
}
