package com.example.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** Objects in S3 by AWS SDK 2: in one piece, as streams, by the transfer manager. */
final class Sdk2Objects implements Runnable {

  private final S3Client s3;
  private final S3AsyncClient s3Async;
  private final S3Presigner presigner;
  private final S3TransferManager transfers;

  Sdk2Objects(URI services) {
    s3 = Sdk2Calls.at(services, S3Client.builder()).forcePathStyle(true).build();
    s3Async = Sdk2Calls.at(services, S3AsyncClient.builder()).forcePathStyle(true).build();
    transfers = S3TransferManager.builder().s3Client(s3Async).build();
    presigner =
        S3Presigner.builder()
            .endpointOverride(services)
            .region(Region.US_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build();
  }

  @Override
  public void run() {
    objects();
    files();
  }

  private void objects() {
    AwsApp.print(
        "object put",
        () -> s3.putObject(r -> r.bucket("b").key("a/1 2"), RequestBody.fromString("forty")));
    AwsApp.print(
        "object put async",
        () ->
            s3Async
                .putObject(r -> r.bucket("b").key("a/3"), AsyncRequestBody.fromString("forty"))
                .join());
    AwsApp.print(
        "object", () -> new String(s3.getObject(r -> r.bucket("b").key("a/1 2")).readAllBytes()));
    AwsApp.print(
        "object async",
        () ->
            s3Async
                .getObject(r -> r.bucket("b").key("a/3"), AsyncResponseTransformer.toBytes())
                .join()
                .asUtf8String());
    AwsApp.print(
        "object with its headers",
        () -> {
          var headers =
              s3.getObjectAsBytes(r -> r.bucket("b").key("a/1 2"))
                  .response()
                  .sdkHttpResponse()
                  .headers();
          return List.of(headers.get("x-amz-request-id"), headers.get("Content-Length"));
        });
    AwsApp.print("object missing", () -> s3.headObject(r -> r.bucket("b").key("missing")));
    AwsApp.print(
        "presigned",
        () ->
            presigner
                .presignGetObject(
                    p ->
                        p.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(r -> r.bucket("b").key("a/3")))
                .url()
                .toString()
                .replaceAll("(X-Amz-(Date|Signature|Credential)=)[^&]*", "$1..."));
    AwsApp.print("list", () -> s3.listObjectsV2(r -> r.bucket("b").prefix("a/")));
  }

  private void files() {
    AwsApp.print(
        "file up",
        () ->
            transfers
                .uploadFile(
                    u -> u.source(file("a")).putObjectRequest(r -> r.bucket("b").key("a/5")))
                .completionFuture()
                .join());
    AwsApp.print(
        "file down",
        () -> {
          Path target = file("b");
          transfers
              .downloadFile(
                  d -> d.destination(target).getObjectRequest(r -> r.bucket("b").key("a/3")))
              .completionFuture()
              .join();
          return Files.readString(target);
        });
    AwsApp.print(
        "directory up",
        () ->
            transfers
                .uploadDirectory(u -> u.source(file("only").getParent()).bucket("b"))
                .completionFuture()
                .join());
  }

  /** In a directory of its own, with what every object is here. */
  private static Path file(String name) {
    try {
      return Files.writeString(AwsApp.temporaryDirectory().resolve(name), "forty");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
