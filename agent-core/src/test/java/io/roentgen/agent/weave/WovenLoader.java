package io.roentgen.agent.weave;

import io.roentgen.link.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An application's loader whose classes were woven while they were loaded. */
final class WovenLoader extends ClassLoader {

  /** The tracer on the boot class path links to one weaver at a time. */
  private static HandlerLinker linker;

  private final Map<String, byte[]> classes = new HashMap<>();
  private final Set<String> own = new HashSet<>();
  private final WeaveIndex index;
  private final Weaver weaver;
  private boolean plain;

  private WovenLoader(WeaveIndex index, ClassFiles handlers) {
    super(WovenLoader.class.getClassLoader());
    this.index = index;
    linker = new HandlerLinker(index, handlers);
    Link.install(linker);
    weaver = new Weaver(linker);
  }

  /** Weaves by the index that the annotation processor made of the tests' handlers. */
  static WovenLoader weaving(Class<?>... classes) {
    return weaving(builtIndex(), classes);
  }

  static WovenLoader weaving(String index, Class<?>... classes) {
    return new WovenLoader(WeaveIndex.parse(index, module -> true), WovenLoader::file)
        .with(classes);
  }

  /** The same classes, not woven. */
  static WovenLoader plain(Class<?>... classes) {
    WovenLoader loader = weaving("", classes);
    loader.plain = true;
    return loader;
  }

  private WovenLoader with(Class<?>... classes) {
    for (Class<?> type : classes) {
      own.add(type.getName());
    }
    return this;
  }

  WovenLoader with(String name, byte[] bytes) {
    own.add(name);
    classes.put(name, bytes);
    return this;
  }

  static String builtIndex() {
    try (InputStream in = resource("META-INF/roentgen/weavetest.index")) {
      return new String(in.readAllBytes(), "US-ASCII");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(String name) {
    return file(name.replace('.', '/') + ".class");
  }

  static byte[] file(String path) {
    if (path.endsWith("$Absent.class")) {
      return null;
    }
    try (InputStream in = resource(path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return WovenLoader.class.getClassLoader().getResourceAsStream(name);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!own.contains(name)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }
  }

  private Class<?> define(String name) {
    byte[] bytes = classes.containsKey(name) ? classes.get(name) : read(name);
    byte[] woven = plain ? null : weave(name, bytes);
    byte[] defined = woven == null ? bytes : woven;
    return defineClass(name, defined, 0, defined.length);
  }

  byte[] weave(String name, byte[] bytes) {
    List<Place> places = index.named(name.replace('.', '/'));
    return places == null ? null : weaver.weave(bytes, this, places);
  }
}
