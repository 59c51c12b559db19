package io.roentgen.instrumentation.awssdk1;

/**
 * Names of operations, as Amazon's own handler for this SDK writes them: the request's class
 * without "Request", {@code GetItem}, {@code GetObjectMetadata}.
 */
final class Operation {

  private static final String SUFFIX = "Request";

  private static final ClassValue<String> NAMES =
      new ClassValue<String>() {
        @Override
        protected String computeValue(Class<?> type) {
          // An application may have a class of its own below the SDK's, named or not.
          Class<?> known = type;
          while (!known.getName().startsWith("com.amazonaws.") && known.getSuperclass() != null) {
            known = known.getSuperclass();
          }
          String name = known.getSimpleName();
          return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        }
      };

  private Operation() {}

  static String of(Class<?> request) {
    return NAMES.get(request);
  }
}
