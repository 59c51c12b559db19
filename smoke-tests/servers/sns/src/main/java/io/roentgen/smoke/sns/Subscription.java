package io.roentgen.smoke.sns;

import java.util.UUID;

/**
 * Who gets what is published to a topic.
 *
 * @param protocol {@code lambda} or {@code sqs}
 * @param endpoint ARN of the function or the queue
 * @param raw whether a queue gets the message as it is, and not in an envelope
 */
record Subscription(String arn, String protocol, String endpoint, boolean raw) {

  static Subscription of(QueryRequest request) throws SnsService.SnsException {
    String protocol = request.get("Protocol");
    String endpoint = request.get("Endpoint");
    if (!"lambda".equals(protocol) && !"sqs".equals(protocol)) {
      throw new SnsService.SnsException(400, "InvalidParameter", "Invalid parameter: Protocol");
    }
    if (endpoint == null || !endpoint.startsWith("arn:aws:" + protocol + ":")) {
      throw new SnsService.SnsException(400, "InvalidParameter", "Invalid parameter: Endpoint");
    }
    String raw = request.map("Attributes", "key", "value").get("RawMessageDelivery");
    String arn = request.get("TopicArn") + ":" + UUID.randomUUID();
    return new Subscription(arn, protocol, endpoint, "true".equals(raw));
  }

  /** The name of the function or the queue. */
  String name() {
    return endpoint.substring(endpoint.lastIndexOf(':') + 1);
  }
}
