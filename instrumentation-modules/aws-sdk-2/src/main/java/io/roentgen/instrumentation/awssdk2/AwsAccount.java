package io.roentgen.instrumentation.awssdk2;

import io.roentgen.trace.Fields;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/**
 * The account a call belongs to, where that is known without asking anybody: the one that its
 * resource's name contains, or that of the credentials that signed it, where their provider knows
 * it. Only newer versions of the SDK keep the latter, so it is asked for by reflection.
 */
final class AwsAccount {

  private static final int DIGITS = 12;

  private static final ExecutionAttribute<?> SCHEME =
      attribute(
          "software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute",
          "SELECTED_AUTH_SCHEME");

  /** What was resolved for a signer that the user has put in place of the SDK's. */
  private static final ExecutionAttribute<?> OWN_SIGNER =
      attribute("software.amazon.awssdk.awscore.AwsExecutionAttribute", "AWS_AUTH_ACCOUNT_ID");

  private static final Method IDENTITY =
      method("software.amazon.awssdk.core.SelectedAuthScheme", "identity");
  private static final Method ACCOUNT =
      method("software.amazon.awssdk.identity.spi.AwsCredentialsIdentity", "accountId");

  private AwsAccount() {}

  /** Twelve digits, or null. Resolves nothing that is not resolved. */
  static Object of(ExecutionAttributes attributes) {
    Object account = OWN_SIGNER == null ? null : attributes.getAttribute(OWN_SIGNER);
    if (account != null || SCHEME == null || IDENTITY == null || ACCOUNT == null) {
      return account;
    }
    Object scheme = attributes.getAttribute(SCHEME);
    if (scheme == null) {
      return null;
    }
    try {
      Object credentials = ((CompletableFuture<?>) IDENTITY.invoke(scheme)).getNow(null);
      return ACCOUNT.getDeclaringClass().isInstance(credentials)
          ? ((Optional<?>) ACCOUNT.invoke(credentials)).orElse(null)
          : null;
    } catch (Exception e) {
      // Credentials that could not be had: the call says so itself.
      return null;
    }
  }

  /**
   * Who owns what the call is about, where its name tells: an ARN has the account in its fifth
   * part, the URL of a queue in the first of its path. Null elsewhere.
   */
  static String owner(Fields resource) {
    Object[] pairs = resource.pairs();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] instanceof String) {
        String value = (String) pairs[i + 1];
        int at =
            value.startsWith("arn:")
                ? after(value, ':', 4)
                : pairs[i].equals("queue_url") ? after(value, '/', 3) : -1;
        if (isAccount(value, at)) {
          return value.substring(at, at + DIGITS);
        }
      }
    }
    return null;
  }

  /** Where the nth of these characters is passed, or negative. */
  private static int after(String text, char c, int n) {
    int at = -1;
    for (int i = 0; i < n; i++) {
      at = text.indexOf(c, at + 1);
      if (at < 0) {
        return -1;
      }
    }
    return at + 1;
  }

  private static boolean isAccount(String text, int at) {
    if (at < 0 || text.length() < at + DIGITS) {
      return false;
    }
    for (int i = at; i < at + DIGITS; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    int end = at + DIGITS;
    return end == text.length() || text.charAt(end) == ':' || text.charAt(end) == '/';
  }

  private static ExecutionAttribute<?> attribute(String type, String name) {
    try {
      Field field = Class.forName(type).getField(name);
      return (ExecutionAttribute<?>) field.get(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static Method method(String type, String name) {
    try {
      return Class.forName(type).getMethod(name);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
