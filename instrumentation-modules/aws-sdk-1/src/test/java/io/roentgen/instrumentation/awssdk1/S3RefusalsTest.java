package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.CompleteMultipartUploadRequest;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.s3.model.PartETag;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refusals of S3's own kinds, on answers of a stub. */
final class S3RefusalsTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final AwsStub stub = new AwsStub();
  static final AmazonS3Client s3 = Clients.s3(stub.uri());

  @AfterAll
  static void stop() {
    s3.shutdown();
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.forget();
  }

  @Test
  void takesNotModifiedForAnAnswer() throws Exception {
    stub.answer(304, "", "x-amz-request-id", "R-5", "x-amz-id-2", "E-5");
    Segment segment =
        recorded.trace(
            () ->
                assertNull(
                    s3.getObject(
                        new GetObjectRequest("bills", "k").withNonmatchingETagConstraint("tag"))));
    Subsegment call = recorded.only(segment);
    assertEquals(304, call.status());
    assertFalse(call.fault() || call.error());
    assertNull(call.exception());
    assertEquals("R-5", call.aws().get("request_id"));
    assertEquals("E-5", call.aws().get("id_2"));
  }

  /** S3 answers 200, copies, and says in the body what went wrong. */
  @Test
  void recordsARefusalThatComesLate() throws Exception {
    Recorded.Action copy = () -> s3.copyObject("bills", "a", "bills", "b");
    assertTrue(late("InternalError", copy).fault());
    Subsegment slow = late("SlowDown", copy);
    assertTrue(slow.throttle() && slow.error());
    assertFalse(slow.fault());
    Subsegment call =
        late(
            "EntityTooSmall",
            () ->
                s3.completeMultipartUpload(
                    new CompleteMultipartUploadRequest(
                        "bills", "a", "u", List.of(new PartETag(1, "e")))));
    assertTrue(call.error());
    assertFalse(call.fault() || call.throttle());
  }

  private static Subsegment late(String code, Recorded.Action action) throws Exception {
    stub.forget();
    stub.answer(
        200,
        "<Error><Code>" + code + "</Code><Message>m</Message><RequestId>R</RequestId></Error>");
    AmazonS3Exception[] caught = new AmazonS3Exception[1];
    Segment segment =
        recorded.trace(() -> caught[0] = assertThrows(AmazonS3Exception.class, action::run));
    Subsegment call = recorded.only(segment);
    assertEquals(200, call.status());
    AmazonS3Exception seen = (AmazonS3Exception) call.exception().throwable();
    assertEquals(caught[0].getErrorCode(), seen.getErrorCode());
    assertTrue(call.exception().remote());
    return call;
  }
}
