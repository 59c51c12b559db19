package io.roentgen.instrumentation.awssdk2;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients of a local endpoint, the HTTP client named: several are on the class path. */
final class Clients {

  static final SdkHttpClient HTTP = ApacheHttpClient.create();
  static final SdkAsyncHttpClient ASYNC_HTTP = NettyNioAsyncHttpClient.create();

  private Clients() {}

  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B sync(
      B builder, URI endpoint) {
    return local(builder, endpoint).httpClient(HTTP);
  }

  static <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B async(
      B builder, URI endpoint) {
    return local(builder, endpoint).httpClient(ASYNC_HTTP);
  }

  private static <B extends AwsClientBuilder<B, C>, C> B local(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
  }

  /** Every synchronous HTTP client that this version of the SDK has. */
  static List<SdkHttpClient> all() throws ReflectiveOperationException {
    List<SdkHttpClient> clients = new ArrayList<>();
    for (String name :
        List.of(
            "apache.ApacheHttpClient",
            "apache5.Apache5HttpClient",
            "crt.AwsCrtHttpClient",
            "urlconnection.UrlConnectionHttpClient")) {
      create(name, SdkHttpClient.class, clients);
    }
    return clients;
  }

  /** Every asynchronous one. */
  static List<SdkAsyncHttpClient> allAsync() throws ReflectiveOperationException {
    List<SdkAsyncHttpClient> clients = new ArrayList<>();
    for (String name : List.of("nio.netty.NettyNioAsyncHttpClient", "crt.AwsCrtAsyncHttpClient")) {
      create(name, SdkAsyncHttpClient.class, clients);
    }
    return clients;
  }

  private static <T> void create(String name, Class<T> type, List<T> clients)
      throws ReflectiveOperationException {
    Class<?> client;
    try {
      client = Class.forName("software.amazon.awssdk.http." + name);
    } catch (ClassNotFoundException e) {
      return;
    }
    clients.add(type.cast(client.getMethod("create").invoke(null)));
  }
}
