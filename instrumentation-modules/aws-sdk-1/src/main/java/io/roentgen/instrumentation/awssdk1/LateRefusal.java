package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.transform.XmlResponsesSaxParser.CompleteMultipartUploadHandler;
import com.amazonaws.services.s3.model.transform.XmlResponsesSaxParser.CopyObjectResultHandler;

/**
 * S3 says 200 before it has copied an object or put its parts together, and what went wrong then is
 * in the body. The client throws it when its call is over. Source: S3 API reference, "CopyObject"
 * and "CompleteMultipartUpload".
 */
final class LateRefusal {

  private LateRefusal() {}

  static void note(AwsCall call, Object result) {
    if (result instanceof CopyObjectResultHandler) {
      CopyObjectResultHandler copy = (CopyObjectResultHandler) result;
      if (copy.getErrorCode() != null) {
        // As the client is about to make it.
        AmazonS3Exception refusal = new AmazonS3Exception(copy.getErrorMessage());
        refusal.setErrorCode(copy.getErrorCode());
        refusal.setRequestId(copy.getErrorRequestId());
        refusal.setExtendedRequestId(copy.getErrorHostId());
        call.refusedLate(refusal);
      }
    } else if (result instanceof CompleteMultipartUploadHandler) {
      call.refusedLate(((CompleteMultipartUploadHandler) result).getAmazonS3Exception());
    }
  }

  /** There is no status to tell: these codes have 5xx elsewhere. */
  static boolean isServicesFault(AmazonServiceException refusal) {
    String code = refusal.getErrorCode();
    return "InternalError".equals(code) || "ServiceUnavailable".equals(code);
  }
}
