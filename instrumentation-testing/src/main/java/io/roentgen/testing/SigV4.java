package io.roentgen.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * Checks signatures as a service does, from what arrived: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 * Version 4</a>.
 */
public final class SigV4 {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/(([0-9]+)/([^/]+)/([^/]+)/aws4_request), ?"
              + "SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  private SigV4() {}

  /**
   * Fails unless the request is signed with this key, and the trace header is not signed over.
   *
   * @return the names of the headers that are
   */
  public static List<String> check(AwsStub.Request request, String secret)
      throws GeneralSecurityException {
    List<String> headers = request.header("Authorization");
    assertEquals(1, headers.size());
    Matcher m = AUTHORIZATION.matcher(headers.get(0));
    assertTrue(m.matches(), headers.get(0));
    List<String> signed = List.of(m.group(5).split(";"));
    assertFalse(signed.contains("x-amzn-trace-id"), headers.get(0));
    StringBuilder canonical = new StringBuilder();
    canonical.append(request.method()).append('\n').append(request.path()).append('\n');
    canonical.append(sorted(request.query())).append('\n');
    for (String name : signed) {
      canonical.append(name).append(':');
      canonical.append(String.join(",", request.header(name)).trim()).append('\n');
    }
    List<String> hash = request.header("x-amz-content-sha256");
    canonical.append('\n').append(m.group(5)).append('\n');
    canonical.append(hash.isEmpty() ? hash(request.bytes()) : hash.get(0));
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("X-Amz-Date").get(0),
            m.group(1),
            hash(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(m.group(2), m.group(3), m.group(4), "aws4_request")) {
      key = hmac(key, part);
    }
    assertEquals(m.group(6), HexFormat.of().formatHex(hmac(key, toSign)), canonical.toString());
    return signed;
  }

  private static String sorted(String query) {
    if (query == null) {
      return "";
    }
    String[] parts = query.split("&");
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].contains("=") ? parts[i] : parts[i] + "=";
    }
    Arrays.sort(parts);
    return String.join("&", parts);
  }

  private static String hash(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
