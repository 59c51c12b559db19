package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.AmazonWebServiceClient;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.internal.StaticCredentialsProvider;
import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.services.s3.S3ClientOptions;
import java.net.URI;

/**
 * Clients of a local endpoint, made in the one way that the oldest and the latest version share.
 */
final class Clients {

  static final AWSCredentials KEYS = new BasicAWSCredentials("key", "secret");
  static final AWSCredentialsProvider CREDENTIALS = new StaticCredentialsProvider(KEYS);

  private Clients() {}

  interface Constructor<C> {
    C make(AWSCredentialsProvider credentials, ClientConfiguration configuration);
  }

  /** One retry. */
  static ClientConfiguration configuration() {
    return new ClientConfiguration().withMaxErrorRetry(1);
  }

  static <C extends AmazonWebServiceClient> C local(Constructor<C> constructor, URI endpoint) {
    return at(constructor.make(CREDENTIALS, configuration()), endpoint);
  }

  static <C extends AmazonWebServiceClient> C at(C client, URI endpoint) {
    client.setEndpoint(endpoint.toString());
    client.setSignerRegionOverride("us-west-2");
    return client;
  }

  static AmazonS3Client s3(URI endpoint) {
    AmazonS3Client client = local(AmazonS3Client::new, endpoint);
    client.setS3ClientOptions(S3ClientOptions.builder().setPathStyleAccess(true).build());
    return client;
  }
}
