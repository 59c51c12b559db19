package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.AmazonWebServiceClient;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.internal.StaticCredentialsProvider;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.lambda.AWSLambdaClient;
import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.services.s3.S3ClientOptions;
import com.amazonaws.services.sns.AmazonSNSClient;
import com.amazonaws.services.sqs.AmazonSQSClient;
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

  /** By what its requests say their service is. */
  static AmazonWebServiceClient of(String service, URI endpoint, RequestHandler2... handlers)
      throws ReflectiveOperationException {
    AmazonWebServiceClient client;
    switch (service) {
      case "AmazonDynamoDBv2":
        client = local(AmazonDynamoDBClient::new, endpoint);
        break;
      case "AmazonSQS":
        client = local(AmazonSQSClient::new, endpoint);
        break;
      case "AWSLambda":
        client = local(AWSLambdaClient::new, endpoint);
        break;
      case "AmazonSNS":
        client = local(AmazonSNSClient::new, endpoint);
        break;
      case "Amazon S3":
        client = s3(endpoint);
        break;
      default:
        return newer(service, endpoint, handlers);
    }
    for (RequestHandler2 handler : handlers) {
      client.addRequestHandler(handler);
    }
    return client;
  }

  /** Of a service that the oldest version does not have; without a public constructor. */
  private static AmazonWebServiceClient newer(
      String service, URI endpoint, RequestHandler2[] handlers)
      throws ReflectiveOperationException {
    String name =
        "com.amazonaws.services." + service.substring(6).toLowerCase() + "." + service + "Client";
    Class<?> type = Class.forName(name + "Builder");
    Object builder = type.getMethod("standard").invoke(null);
    type.getMethod("withCredentials", AWSCredentialsProvider.class).invoke(builder, CREDENTIALS);
    type.getMethod("withRequestHandlers", RequestHandler2[].class)
        .invoke(builder, (Object) handlers);
    Class<?> location =
        Class.forName("com.amazonaws.client.builder.AwsClientBuilder$EndpointConfiguration");
    Object at =
        location
            .getConstructor(String.class, String.class)
            .newInstance(endpoint.toString(), "us-west-2");
    type.getMethod("withEndpointConfiguration", location).invoke(builder, at);
    return (AmazonWebServiceClient) type.getMethod("build").invoke(builder);
  }
}
