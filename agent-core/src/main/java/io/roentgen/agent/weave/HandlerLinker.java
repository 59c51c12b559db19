package io.roentgen.agent.weave;

import io.roentgen.agent.Log;
import io.roentgen.link.Linker;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Links call sites in woven code to handlers, and unplugs those that don't fit their library. */
final class HandlerLinker implements Linker, Weaver.OldSites {

  private final WeaveIndex index;
  private final ClassFiles files;
  private final Map<ClassLoader, WeakReference<HandlerLoader>> loaders = new WeakHashMap<>();
  private final CopyOnWriteArrayList<OldSite> oldSites = new CopyOnWriteArrayList<>();
  private HandlerLoader forBootstrap;

  HandlerLinker(WeaveIndex index, ClassFiles files) {
    this.index = index;
    this.files = files;
  }

  @Override
  public CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int handler) {
    try {
      Class<?> woven = caller.lookupClass();
      return link(woven.getClassLoader(), woven.getName(), name, type, index.place(handler));
    } catch (Throwable t) {
      Log.warn("cannot link " + name + " of handler " + handler, t);
      return null;
    }
  }

  private Site link(
      ClassLoader application, String woven, String name, MethodType type, Place place) {
    long startedAt = System.nanoTime();
    HandlerMethod method = place.method(name);
    Site site = new Site(type, place, method, woven);
    try {
      site.plug(loaderFor(application));
    } catch (Throwable t) {
      site.unplug(t);
    }
    Costs.LINKED.incrementAndGet();
    Costs.LINKING.addAndGet(System.nanoTime() - startedAt);
    return site;
  }

  private HandlerLoader loaderFor(ClassLoader application) {
    synchronized (loaders) {
      if (application == null) {
        if (forBootstrap == null) {
          forBootstrap = new HandlerLoader(null, files);
        }
        return forBootstrap;
      }
      WeakReference<HandlerLoader> known = loaders.get(application);
      HandlerLoader loader = known == null ? null : known.get();
      if (loader == null) {
        loader = new HandlerLoader(application, files);
        loaders.put(application, new WeakReference<>(loader));
      }
      return loader;
    }
  }

  @Override
  public int site(ClassLoader loader, Place place) {
    oldSites.add(new OldSite(loader, place));
    return oldSites.size() - 1;
  }

  @Override
  public Object call(int site, String name, Object[] arguments, int original) {
    try {
      return oldSites.get(site).handle(name, arguments.length).invokeExact(arguments);
    } catch (Throwable t) {
      Log.warn("cannot call " + name + " of site " + site, t);
      return original < 0 ? null : arguments[original];
    }
  }

  /** The call sites of one handler in class files that can't have invokedynamic. */
  private final class OldSite {

    private final WeakReference<ClassLoader> application;
    private final boolean bootstrap;
    private final Place place;

    /** By name; soft, as a handle keeps the application's loader alive. */
    private volatile SoftReference<Map<String, MethodHandle>> handles;

    OldSite(ClassLoader application, Place place) {
      this.application = new WeakReference<>(application);
      this.bootstrap = application == null;
      this.place = place;
    }

    MethodHandle handle(String name, int arguments) {
      SoftReference<Map<String, MethodHandle>> reference = handles;
      Map<String, MethodHandle> known = reference == null ? null : reference.get();
      if (known == null) {
        known = new ConcurrentHashMap<>();
        handles = new SoftReference<>(known);
      }
      MethodHandle handle = known.get(name);
      if (handle == null) {
        handle = spread(name, arguments);
        known.put(name, handle);
      }
      return handle;
    }

    private MethodHandle spread(String name, int arguments) {
      ClassLoader loader = application.get();
      if (loader == null && !bootstrap) {
        throw new IllegalStateException("the loader is gone");
      }
      MethodType type = MethodType.genericMethodType(arguments);
      return link(loader, place.target, name, type, place)
          .dynamicInvoker()
          .asSpreader(Object[].class, arguments)
          .asType(MethodType.methodType(Object.class, Object[].class));
    }
  }
}
