package io.roentgen.instrumentation.aws.message;

/** Libraries that hand messages on to whoever processes them. */
final class Libraries {

  private static final String[] PREFIXES = {
    "software.amazon.awssdk.", "com.amazonaws.", "com.amazon.sqs.", "io.awspring."
  };

  private Libraries() {}

  static boolean has(String className) {
    for (String prefix : PREFIXES) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
