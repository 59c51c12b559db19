package com.example.queue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Numbered messages on a queue, and how often each was processed. */
final class Work {

  private static final int BATCH = 10;

  final SqsClient client;
  final String url;
  private final int count;
  private final Map<Integer, Integer> processed = new ConcurrentHashMap<>();
  private final Set<Integer> done = ConcurrentHashMap.newKeySet();
  private final Random random;

  Work(SqsClient client, int count, long seed) {
    this.client = client;
    this.count = count;
    random = new Random(seed);
    url = client.createQueue(r -> r.queueName("work")).queueUrl();
  }

  /** Sends all messages, each on a trace that its number is part of. */
  void send() {
    for (int first = 0; first < count; first += BATCH) {
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(first, Math.min(first + BATCH, count)).mapToObj(Work::entry).toList();
      client.sendMessageBatch(r -> r.queueUrl(url).entries(entries));
    }
  }

  private static SendMessageBatchRequestEntry entry(int number) {
    String header =
        String.format("Root=1-5759e988-%024x;Parent=%016x;Sampled=1", number + 1, number + 1);
    return SendMessageBatchRequestEntry.builder()
        .id("m" + number)
        .messageBody(String.valueOf(number))
        .messageSystemAttributes(
            Map.of(
                MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                MessageSystemAttributeValue.builder()
                    .dataType("String")
                    .stringValue(header)
                    .build()))
        .build();
  }

  /** Some messages, for a second or two. */
  List<Message> receive() {
    int seconds = 1 + next(2);
    return client
        .receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .visibilityTimeout(seconds)
                    .waitTimeSeconds(1))
        .messages();
  }

  private synchronized int next(int bound) {
    return random.nextInt(bound);
  }

  /**
   * Processes a message: sometimes so long that it is delivered again meanwhile, sometimes in vain.
   *
   * @return whether it succeeded
   */
  boolean handle(Message message) {
    int number = began(message);
    pause();
    client.getQueueUrl(r -> r.queueName("work"));
    return ended(number);
  }

  /** The same, which calls nobody. */
  boolean compute(Message message) {
    int number = began(message);
    pause();
    return ended(number);
  }

  int began(Message message) {
    int number = Integer.parseInt(message.body());
    processed.merge(number, 1, Integer::sum);
    return number;
  }

  boolean ended(int number) {
    boolean success = next(10) > 0;
    if (success) {
      done.add(number);
    }
    return success;
  }

  private void pause() {
    try {
      Thread.sleep(next(100) == 0 ? 1500 : next(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Another consumer may have it by now, whose it is to delete. */
  void delete(Message message) {
    try {
      client.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    } catch (ReceiptHandleIsInvalidException e) {
      // Delivered again.
    }
  }

  boolean isDone() {
    return done.size() == count;
  }

  /** A line for each message: its number and how often it was processed. */
  void print() {
    for (int number = 0; number < count; number++) {
      System.out.println("> " + number + " " + processed.get(number));
    }
  }
}
