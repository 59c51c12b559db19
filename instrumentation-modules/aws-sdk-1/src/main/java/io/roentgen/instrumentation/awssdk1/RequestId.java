package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.ResponseMetadata;
import java.lang.reflect.Method;

/**
 * The id that services with XML answers have in the body. Results of older versions, which we
 * compile against, don't know it.
 */
final class RequestId {

  private static final Class<?> RESULT = result();
  private static final Method METADATA = metadata();

  private RequestId() {}

  /** Null if the result has none. */
  static String of(Object result) {
    if (METADATA == null || !RESULT.isInstance(result)) {
      return null;
    }
    try {
      ResponseMetadata metadata = (ResponseMetadata) METADATA.invoke(result);
      return metadata == null ? null : metadata.getRequestId();
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static Class<?> result() {
    try {
      return Class.forName("com.amazonaws.AmazonWebServiceResult");
    } catch (ClassNotFoundException older) {
      return null;
    }
  }

  private static Method metadata() {
    try {
      return RESULT == null ? null : RESULT.getMethod("getSdkResponseMetadata");
    } catch (NoSuchMethodException older) {
      return null;
    }
  }
}
