package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.services.s3.model.BucketVersioningConfiguration;
import com.amazonaws.services.s3.model.CannedAccessControlList;
import com.amazonaws.services.s3.model.SetBucketAclRequest;
import com.amazonaws.services.s3.model.SetBucketVersioningConfigurationRequest;
import com.amazonaws.services.s3.model.SetObjectAclRequest;
import com.amazonaws.services.s3.model.UploadPartRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Requests with every property set to something, for operations that are known by name. */
final class Samples {

  private static final int DEPTH = 4;

  /** What the SDK takes only in place of another. */
  private static final List<String> REFUSED = List.of("setFilter");

  private Samples() {}

  /** Makes the operation's request, and calls the method that takes one. */
  static void call(Object client, String operation) throws Throwable {
    for (Method method : client.getClass().getMethods()) {
      if (method.getParameterCount() == 1 && isRequest(method.getParameterTypes()[0], operation)) {
        Object request = special(operation);
        if (request == null) {
          request = make(method.getParameterTypes()[0], operation, 0);
          fill(request, 0);
        }
        try {
          method.setAccessible(true);
          method.invoke(client, request);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
        return;
      }
    }
    throw new NoSuchMethodException(operation);
  }

  private static boolean isRequest(Class<?> type, String operation) {
    return AmazonWebServiceRequest.class.isAssignableFrom(type)
        && type.getSimpleName().equals(operation + "Request");
  }

  private static void fill(Object bean, int depth) throws ReflectiveOperationException {
    for (Method setter : bean.getClass().getMethods()) {
      String name = setter.getName();
      Class<?> owner = setter.getDeclaringClass();
      if (name.startsWith("set")
          && setter.getParameterCount() == 1
          && owner.getName().startsWith("com.amazonaws.services.")
          && !(bean.getClass().getName().contains(".s3.")
              && depth == 0
              && !isPlain(name)
              && !bean.getClass().getSimpleName().startsWith("Set"))) {
        Object value = value(setter.getGenericParameterTypes()[0], name.substring(3), depth + 1);
        if (value != null && !REFUSED.contains(name)) {
          try {
            setter.invoke(bean, value);
          } catch (InvocationTargetException | IllegalArgumentException refused) {
            // A value that this property can't have: it stays unset.
          }
        }
      }
    }
  }

  private static Object special(String operation) {
    switch (operation) {
      case "SetBucketAcl":
        return new SetBucketAclRequest("bucketname", CannedAccessControlList.Private);
      case "SetObjectAcl":
        return new SetObjectAclRequest("bucketname", "key", CannedAccessControlList.Private);
      case "SetBucketVersioningConfiguration":
        return new SetBucketVersioningConfigurationRequest(
            "bucketname", new BucketVersioningConfiguration("Enabled"));
      case "UploadPart":
        return new UploadPartRequest()
            .withBucketName("bucketname")
            .withKey("key")
            .withUploadId("uploadid")
            .withPartNumber(1)
            .withInputStream(new ByteArrayInputStream(new byte[1]))
            .withPartSize(1);
      default:
        return null;
    }
  }

  /** Of S3's, whose requests refuse most combinations. */
  private static boolean isPlain(String setter) {
    return List.of(
            "setBucketName",
            "setKey",
            "setVersionId",
            "setPrefix",
            "setUploadId",
            "setId",
            "setPartNumber",
            "setSourceBucketName",
            "setSourceKey",
            "setDestinationBucketName",
            "setDestinationKey")
        .contains(setter);
  }

  private static Object value(Type type, String name, int depth)
      throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      Class<?> raw = (Class<?>) generic.getRawType();
      Object last = value(of[of.length - 1], name, depth + 1);
      if (last == null) {
        return null;
      }
      return raw == Map.class
          ? Map.of("k", last)
          : Collection.class.isAssignableFrom(raw) ? List.of(last) : null;
    }
    return type instanceof Class<?> known ? make(known, name, depth) : null;
  }

  private static Object make(Class<?> type, String name, int depth)
      throws ReflectiveOperationException {
    if (type == String.class) {
      return name.toLowerCase();
    } else if (type == Integer.class || type == int.class) {
      return 3;
    } else if (type == Long.class || type == long.class) {
      return 3L;
    } else if (type == Boolean.class || type == boolean.class) {
      return true;
    } else if (type == Double.class) {
      return 0.5;
    } else if (type == Date.class) {
      return new Date(0);
    } else if (type == ByteBuffer.class) {
      return ByteBuffer.wrap(new byte[1]);
    } else if (depth > DEPTH || !type.getName().startsWith("com.amazonaws.services.")) {
      return null;
    } else if (type.isEnum() || Modifier.isAbstract(type.getModifiers())) {
      return null;
    }
    Constructor<?>[] constructors = type.getConstructors();
    Arrays.sort(constructors, Comparator.comparing(Constructor::getParameterCount));
    if (constructors.length == 0) {
      return null;
    }
    Class<?>[] types = constructors[0].getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = make(types[i], "bills", depth + 1);
    }
    Object bean;
    try {
      bean = constructors[0].newInstance(arguments);
    } catch (InvocationTargetException refused) {
      return null;
    }
    if (depth > 0) {
      fill(bean, depth);
    }
    return bean;
  }
}
