package io.roentgen.instrumentation.awssdk2;

import io.roentgen.testing.AwsStub;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;

/** Any operation of a service, called by its name against a stub, with every member filled. */
final class Service implements AutoCloseable {

  private static final String PACKAGE = "software.amazon.awssdk.services.";

  /** Headers that S3's client computes or checks itself are not filled. */
  private static final Set<String> S3 =
      Set.of(
          "Bucket",
          "Key",
          "VersionId",
          "Prefix",
          "UploadId",
          "PartNumber",
          "Id",
          "Policy",
          "SourceBucket",
          "SourceKey",
          "DestinationBucket",
          "DestinationKey",
          "RenameSource",
          "AnnotationName");

  private final AwsStub stub = new AwsStub();
  private final URI endpoint;
  private final Class<?> type;
  private final boolean s3;
  private final boolean json;
  private final Object plain;
  private final Object traced;

  Service(String type, ExecutionInterceptor interceptor) throws Exception {
    this(type, interceptor, null);
  }

  /**
   * Clients of a service.
   *
   * @param type the client's class below the SDK's package for services
   * @param interceptor of the second client
   * @param endpoint the stub if null
   */
  Service(String type, ExecutionInterceptor interceptor, URI endpoint) throws Exception {
    this.endpoint = endpoint == null ? stub.uri() : endpoint;
    this.type = Class.forName(PACKAGE + type);
    this.s3 = this.type.getSimpleName().equals("S3Client");
    String implementation = type.replaceAll("\\.(\\w+)$", ".Default$1");
    this.json =
        Class.forName(PACKAGE + implementation)
            .getDeclaredField("protocolFactory")
            .getType()
            .getSimpleName()
            .matches(".*(Json|Cbor).*");
    this.plain = client(null);
    this.traced = client(interceptor);
  }

  private Object client(ExecutionInterceptor interceptor) throws Exception {
    Object builder = type.getMethod("builder").invoke(null);
    if (s3) {
      Method pathStyle = builder.getClass().getMethod("forcePathStyle", Boolean.class);
      pathStyle.setAccessible(true);
      pathStyle.invoke(builder, true);
    }
    AwsClientBuilder<?, ?> common = (AwsClientBuilder<?, ?>) builder;
    common
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    common.overrideConfiguration(
        c -> {
          c.retryPolicy(r -> r.numRetries(1))
              .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true);
          if (interceptor != null) {
            c.addExecutionInterceptor(interceptor);
          }
        });
    ((AwsSyncClientBuilder<?, ?>) builder).httpClient(Clients.HTTP);
    return common.build();
  }

  /** Whether the synchronous client has this operation. */
  boolean has(String operation) {
    return method(operation) != null;
  }

  private Method method(String operation) {
    String name = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
    for (Method method : type.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (method.getName().equals(name)
          && parameters.length > 0
          && SdkRequest.class.isAssignableFrom(parameters[0])
          && (parameters.length == 1
              || parameters.length == 2 && parameters[1] == RequestBody.class)) {
        return method;
      }
    }
    return null;
  }

  /**
   * Calls an operation, which succeeds.
   *
   * @param traced by the interceptor, or not
   */
  void call(String operation, boolean traced) throws Exception {
    String request = method(operation).getParameterTypes()[0].getName();
    answer(operation, Class.forName(request.replaceAll("Request$", "Response")));
    send(operation, traced);
  }

  /** Calls an operation, which fails. */
  void refuse(String operation, boolean traced, int status, String body) throws Exception {
    stub.forget();
    stub.answer(status, body, s3 ? "x-amz-request-id" : "x-amzn-RequestId", "R");
    send(operation, traced);
  }

  private void send(String operation, boolean traced) throws Exception {
    Method method = method(operation);
    Class<?> type = method.getParameterTypes()[0];
    SdkPojo request = Samples.of(type.asSubclass(SdkPojo.class), this::isFilled);
    Object client = traced ? this.traced : plain;
    try {
      if (method.getParameterCount() == 1) {
        method.invoke(client, request);
      } else {
        method.invoke(client, request, RequestBody.fromString(Samples.SECRET));
      }
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private boolean isFilled(SdkField<?> field) {
    // An endpoint's id takes a signature that only another library can make.
    return s3
        ? S3.contains(field.memberName()) || field.marshallingType() == MarshallingType.SDK_POJO
        : !field.memberName().equals("EndpointId");
  }

  private void answer(String operation, Class<?> type) throws Exception {
    SdkPojo answer = Samples.of(type.asSubclass(SdkPojo.class), field -> !s3);
    List<String> headers = new ArrayList<>(Answers.headers(answer));
    headers.addAll(List.of(s3 ? "x-amz-request-id" : "x-amzn-RequestId", "R", "x-amz-id-2", "E"));
    stub.forget();
    stub.answer(
        200,
        s3 ? "" : json ? Answers.json(answer) : Answers.query(operation, answer),
        headers.toArray(new String[0]));
  }

  @Override
  public void close() throws Exception {
    ((AutoCloseable) plain).close();
    ((AutoCloseable) traced).close();
    stub.close();
  }
}
