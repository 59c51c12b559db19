package io.roentgen.instrumentation.awscarriers;

import com.amazonaws.services.stepfunctions.model.StartExecutionRequest;
import com.amazonaws.services.stepfunctions.model.StartSyncExecutionRequest;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Weave;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Step Functions takes the trace of an execution from HTTP or from {@code traceHeader} of the
 * request, and passes it on to what the execution calls. Source: Step Functions API reference,
 * StartExecution.
 */
@Instrumentation(name = "step-functions", since = "2.20.0")
final class StepFunctions {

  private static final String SFN = "software.amazon.awssdk.services.sfn.transform.";
  private static final String SFN_1 = "com.amazonaws.services.stepfunctions.model.transform.";

  private StepFunctions() {}

  @Weave(
      type = {SFN + "StartExecutionRequestMarshaller", SFN + "StartSyncExecutionRequestMarshaller"},
      method = "marshall")
  static final class Start {
    @AssignArgument(0)
    static Object assign(@Argument(0) Object request) {
      String header = Carrier.header();
      return header == null || request == null
          ? request
          : Copies.filled((SdkPojo) request, "traceHeader", header);
    }
  }

  @Weave(type = SFN_1 + "StartExecutionRequestMarshaller", method = "marshall")
  static final class Start1 {

    private static final boolean HAS = Carrier.has(StartExecutionRequest.class, "setTraceHeader");

    @AssignArgument(0)
    static StartExecutionRequest assign(@Argument(0) StartExecutionRequest request) {
      String header = HAS ? Carrier.header() : null;
      if (header == null || request == null || !Carrier.isEmpty(request.getTraceHeader())) {
        return request;
      }
      StartExecutionRequest sent = request.clone();
      sent.setTraceHeader(header);
      return sent;
    }
  }

  @Weave(type = SFN_1 + "StartSyncExecutionRequestMarshaller", method = "marshall")
  static final class StartSync1 {
    @AssignArgument(0)
    static StartSyncExecutionRequest assign(@Argument(0) StartSyncExecutionRequest request) {
      String header = Carrier.header();
      if (header == null || request == null || !Carrier.isEmpty(request.getTraceHeader())) {
        return request;
      }
      StartSyncExecutionRequest sent = request.clone();
      sent.setTraceHeader(header);
      return sent;
    }
  }
}
