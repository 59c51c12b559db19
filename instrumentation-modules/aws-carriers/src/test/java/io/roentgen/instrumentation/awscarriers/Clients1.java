package io.roentgen.instrumentation.awscarriers;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.BasicAWSCredentials;

/** What clients of SDK 1 that talk to a local server have in common. */
final class Clients1 {

  static final AWSCredentials KEYS = new BasicAWSCredentials("key", "secret");

  private Clients1() {}

  static ClientConfiguration configuration() {
    ClientConfiguration configuration = new ClientConfiguration();
    try {
      // An operation's prefix to the host, which 127.0.0.1 can't have; since 1.11.4xx.
      ClientConfiguration.class
          .getMethod("setDisableHostPrefixInjection", boolean.class)
          .invoke(configuration, true);
    } catch (NoSuchMethodException e) {
      return configuration;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return configuration;
  }
}
