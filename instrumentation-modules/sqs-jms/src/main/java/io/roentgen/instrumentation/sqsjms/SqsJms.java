package io.roentgen.instrumentation.sqsjms;

import io.roentgen.instrumentation.aws.message.Delivery;
import io.roentgen.instrumentation.aws.message.Received;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Weave;

/**
 * The Amazon SQS Java Messaging Library: JMS on SQS, with SDK 1 and {@code javax.jms} (1.x), SDK 2
 * and {@code javax.jms} (2.0), SDK 2 and {@code jakarta.jms} (2.1). Its own classes have the same
 * names in all of them, and no type of JMS is needed here.
 *
 * <p>It asks for all attributes itself, and sends and polls with the SDK's client, which other
 * modules see to. Here a message's trace follows from the SDK's message to the JMS message, and is
 * taken up where that is handed out: before it is acknowledged.
 */
@Instrumentation(name = "sqs-jms", since = "1.1.0")
final class SqsJms {

  private static final String PACKAGE = "com.amazon.sqs.javamessaging.";

  private SqsJms() {}

  @Weave(type = PACKAGE + "SQSMessageConsumerPrefetch", method = "convertToJMSMessage")
  static final class Convert {
    static void exit(@Argument(0) Object received, @Return Object message) {
      Delivery delivery = message == null ? null : Delivery.of(received);
      if (delivery != null) {
        Delivery.remember(message, delivery);
      }
    }
  }

  /** Whoever asks for the next message is done with the last. */
  @Weave(
      type = PACKAGE + "SQSMessageConsumerPrefetch",
      method = {"receive", "receiveNoWait"})
  @Weave(type = PACKAGE + "SQSMessageConsumer", method = "close")
  static final class Next {
    static void enter() {
      Received.end();
    }
  }

  /** A message is about to be handed out; in most modes it is acknowledged here. */
  @Weave(
      type = {
        PACKAGE + "acknowledge.AutoAcknowledger",
        PACKAGE + "acknowledge.RangedAcknowledger",
        PACKAGE + "acknowledge.UnorderedAcknowledger"
      },
      method = "notifyMessageReceived")
  static final class Notify {
    static void enter(@Argument(0) Object message) {
      Received.begin(message);
    }
  }

  /** The application acknowledges a message that it received. */
  @Weave(type = PACKAGE + "message.SQSMessage", method = "acknowledge")
  static final class Acknowledge {
    static void exit(@This Object message) {
      Received.acknowledged(message);
    }
  }

  /** What listeners are called through; the consumer keeps the application's own. */
  @Weave(type = PACKAGE + "SQSSessionCallbackScheduler", method = "scheduleCallBacks")
  static final class Schedule {
    @AssignArgument(0)
    static Object assign(@Argument(0) Object listener) {
      return TracedListener.of(listener);
    }
  }

  /** The listener has returned, and the message was acknowledged or given back. */
  @Weave(type = PACKAGE + "SQSSession", method = "finishedCallback")
  static final class Finished {
    static void enter() {
      TracedListener.finished();
    }
  }
}
