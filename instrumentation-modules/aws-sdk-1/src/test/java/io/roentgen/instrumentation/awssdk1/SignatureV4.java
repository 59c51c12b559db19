package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a signature as the service does, from what came over the wire. Rules: "Signature Version 4
 * signing process", AWS General Reference.
 */
final class SignatureV4 {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=key/(\\d+)/([\\w-]+)/(\\w+)/aws4_request, "
              + "SignedHeaders=([\\w;-]+), Signature=([0-9a-f]{64})");

  private SignatureV4() {}

  /** The names of the signed headers; fails if the signature is another's. */
  static List<String> check(AwsStub.Request request, String secret)
      throws GeneralSecurityException {
    String authorization = request.header("Authorization").get(0);
    Matcher parts = AUTHORIZATION.matcher(authorization);
    assertTrue(parts.matches(), authorization);
    List<String> signed = Arrays.asList(parts.group(4).split(";"));
    StringBuilder canonical = new StringBuilder(request.method()).append('\n');
    canonical.append(request.uri().getRawPath()).append('\n');
    String query = request.uri().getRawQuery();
    canonical.append(query == null ? "" : query).append('\n');
    for (String name : signed) {
      canonical.append(name).append(':').append(request.header(name).get(0).trim()).append('\n');
    }
    canonical.append('\n').append(parts.group(4)).append('\n').append(payload(request));
    String scope = parts.group(1) + "/" + parts.group(2) + "/" + parts.group(3) + "/aws4_request";
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("X-Amz-Date").get(0),
            scope,
            sha256(canonical.toString()));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    assertEquals(HexFormat.of().formatHex(hmac(key, toSign)), parts.group(5), canonical::toString);
    return signed;
  }

  private static String payload(AwsStub.Request request) throws GeneralSecurityException {
    List<String> hash = request.header("X-Amz-Content-Sha256");
    return hash.isEmpty() ? sha256(request.body()) : hash.get(0);
  }

  private static String sha256(String text) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
