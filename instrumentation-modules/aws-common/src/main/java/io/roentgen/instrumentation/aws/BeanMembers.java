package io.roentgen.instrumentation.aws;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Members that are bean properties, as in AWS SDK for Java 1: read by their public getters. */
public final class BeanMembers extends Members {

  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

  @Override
  protected Member find(Object owner, String name) {
    MethodHandle getter = getter(owner.getClass(), "get".concat(name));
    return getter == null ? null : new Property(getter);
  }

  private static MethodHandle getter(Class<?> type, String name) {
    try {
      return MethodHandles.publicLookup().unreflect(type.getMethod(name)).asType(GETTER);
    } catch (ReflectiveOperationException notPublic) {
      return null;
    }
  }

  private static final class Property implements Member {

    private final MethodHandle getter;

    Property(MethodHandle getter) {
      this.getter = getter;
    }

    @Override
    public Object of(Object owner) throws Throwable {
      return (Object) getter.invokeExact(owner);
    }
  }
}
