package com.example.queue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Eight consumers of one queue, each in another way, until every message was processed with
 * success. Arguments: the URL of SQS, how many messages, and a seed.
 */
public final class Workers {

  private final Work work;
  private final SqsAsyncClient async;
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final BlockingQueue<Message> aside = new LinkedBlockingQueue<>();
  private final AtomicInteger turn = new AtomicInteger();

  private Workers(Work work, SqsAsyncClient async) {
    this.work = work;
    this.async = async;
  }

  /** Prints how often each message was processed. */
  public static void main(String[] args) throws Exception {
    URI uri = URI.create(args[0]);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    SqsClient client =
        SqsClient.builder()
            .endpointOverride(uri)
            .region(Region.US_WEST_2)
            .credentialsProvider(credentials)
            .build();
    SqsAsyncClient async =
        SqsAsyncClient.builder()
            .endpointOverride(uri)
            .region(Region.US_WEST_2)
            .credentialsProvider(credentials)
            .build();
    Work work = new Work(client, Integer.parseInt(args[1]), Long.parseLong(args[2]));
    work.send();
    new Workers(work, async).run();
    work.print();
    System.exit(0);
  }

  private void run() throws InterruptedException {
    List<Runnable> ways =
        List.of(
            this::loop,
            this::leaveLoop,
            this::stream,
            this::parallelStream,
            this::executor,
            this::copy,
            this::putAside,
            this::futures);
    List<Thread> threads = new ArrayList<>();
    for (Runnable way : ways) {
      threads.add(new Thread(() -> repeat(way)));
    }
    threads.add(new Thread(this::takeAside));
    threads.add(new Thread(this::takeAside));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    pool.shutdown();
    pool.awaitTermination(1, TimeUnit.MINUTES);
  }

  private void repeat(Runnable way) {
    while (!work.isDone()) {
      way.run();
    }
  }

  private void handleAndDelete(Message message) {
    if (work.handle(message)) {
      work.delete(message);
    }
  }

  private void loop() {
    for (Message message : work.receive()) {
      boolean success =
          turn.getAndIncrement() % 2 == 0 ? work.compute(message) : work.handle(message);
      if (success) {
        work.delete(message);
      }
    }
  }

  private void leaveLoop() {
    try {
      for (Message message : work.receive()) {
        if (!work.handle(message)) {
          throw new IllegalStateException("failed");
        }
        work.delete(message);
      }
    } catch (IllegalStateException e) {
      // What was not processed is delivered again.
    }
  }

  private void stream() {
    work.receive().stream()
        .filter(message -> !message.body().isEmpty())
        .forEach(this::handleAndDelete);
  }

  private void parallelStream() {
    work.receive().parallelStream().forEach(this::handleAndDelete);
  }

  private void executor() {
    for (Message message : work.receive()) {
      pool.submit(() -> handleAndDelete(message));
    }
  }

  private void copy() {
    List<Message> messages = new ArrayList<>(work.receive());
    List<DeleteMessageBatchRequestEntry> successes = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (work.handle(message)) {
        successes.add(
            DeleteMessageBatchRequestEntry.builder()
                .id("d" + i)
                .receiptHandle(message.receiptHandle())
                .build());
      }
    }
    if (!successes.isEmpty()) {
      work.client.deleteMessageBatch(r -> r.queueUrl(work.url).entries(successes));
    }
  }

  private void putAside() {
    for (Message message : work.receive()) {
      aside.add(message);
    }
  }

  private void takeAside() {
    while (!work.isDone()) {
      try {
        Message message = aside.poll(1, TimeUnit.SECONDS);
        if (message != null) {
          handleAndDelete(message);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void futures() {
    async
        .receiveMessage(
            r ->
                r.queueUrl(work.url)
                    .maxNumberOfMessages(10)
                    .visibilityTimeout(2)
                    .waitTimeSeconds(1))
        .thenCompose(
            response -> {
              List<CompletableFuture<?>> all = new ArrayList<>();
              for (Message message : response.messages()) {
                all.add(handleAsync(message));
              }
              return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
            })
        .join();
  }

  private CompletableFuture<?> handleAsync(Message message) {
    int number = work.began(message);
    return async
        .getQueueUrl(r -> r.queueName("work"))
        .thenCompose(
            url ->
                work.ended(number)
                    ? async.deleteMessage(
                        r -> r.queueUrl(work.url).receiptHandle(message.receiptHandle()))
                    : CompletableFuture.completedFuture(null))
        .handle((deleted, refused) -> null);
  }
}
