package io.roentgen.instrumentation.awssdk1;

import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;

/**
 * Operations whose requests carry their call's header themselves, in a message, an event or an
 * input: the call begins before the request is marshalled.
 */
@Instrumentation(name = "aws-sdk-1", since = "1.11.0")
final class CarryingCalls {

  private static final String SERVICES = "com.amazonaws.services.";

  private CarryingCalls() {}

  @Weave(
      type = SERVICES + "sqs.AmazonSQSClient",
      method = {"sendMessage", "executeSendMessage"},
      parameters = SERVICES + "sqs.model.SendMessageRequest")
  @Weave(
      type = SERVICES + "sqs.AmazonSQSClient",
      method = {"sendMessageBatch", "executeSendMessageBatch"},
      parameters = SERVICES + "sqs.model.SendMessageBatchRequest")
  static final class Sqs {
    static AwsCall enter(@Argument(0) Object request) {
      return AwsCall.beginUnmarshalled("AmazonSQS", request);
    }

    static void exit(@Enter AwsCall call, @Return Object result, @Thrown Throwable thrown) {
      end(call, result, thrown);
    }
  }

  @Weave(
      type = SERVICES + "eventbridge.AmazonEventBridgeClient",
      method = {"putEvents", "executePutEvents"})
  static final class EventBridge {
    static AwsCall enter(@Argument(0) Object request) {
      return AwsCall.beginUnmarshalled("AmazonEventBridge", request);
    }

    static void exit(@Enter AwsCall call, @Return Object result, @Thrown Throwable thrown) {
      end(call, result, thrown);
    }
  }

  @Weave(
      type = SERVICES + "cloudwatchevents.AmazonCloudWatchEventsClient",
      method = {"putEvents", "executePutEvents"})
  static final class CloudWatchEvents {
    static AwsCall enter(@Argument(0) Object request) {
      return AwsCall.beginUnmarshalled("AmazonCloudWatchEvents", request);
    }

    static void exit(@Enter AwsCall call, @Return Object result, @Thrown Throwable thrown) {
      end(call, result, thrown);
    }
  }

  @Weave(
      type = SERVICES + "stepfunctions.AWSStepFunctionsClient",
      method = {
        "startExecution",
        "executeStartExecution",
        "startSyncExecution",
        "executeStartSyncExecution"
      })
  static final class StepFunctions {
    static AwsCall enter(@Argument(0) Object request) {
      return AwsCall.beginUnmarshalled("AWSStepFunctions", request);
    }

    static void exit(@Enter AwsCall call, @Return Object result, @Thrown Throwable thrown) {
      end(call, result, thrown);
    }
  }

  @Weave(
      type = SERVICES + "lambda.AWSLambdaClient",
      method = {"invoke", "executeInvoke"},
      parameters = SERVICES + "lambda.model.InvokeRequest")
  static final class Lambda {
    static AwsCall enter(@Argument(0) Object request) {
      return AwsCall.beginUnmarshalled("AWSLambda", request);
    }

    static void exit(@Enter AwsCall call, @Return Object result, @Thrown Throwable thrown) {
      end(call, result, thrown);
    }
  }

  private static void end(AwsCall call, Object result, Throwable thrown) {
    if (call != null) {
      call.end(result, thrown);
    }
  }
}
