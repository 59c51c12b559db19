package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.DummySegment;
import com.amazonaws.xray.entities.TraceID;
import io.roentgen.trace.TraceContext;

/**
 * A request that is not sampled. The SDK makes its own no-op subsegments below it, and does not
 * send anything.
 */
@SuppressWarnings("deprecation") // the one no-op segment that all versions have
final class UnsampledView extends DummySegment implements View {

  private final TraceContext context;
  private final boolean begunBySdk;

  UnsampledView(AWSXRayRecorder recorder, TraceID trace, TraceContext context, boolean begunBySdk) {
    super(recorder, trace);
    this.context = context;
    this.begunBySdk = begunBySdk;
  }

  @Override
  public TraceContext context() {
    return context;
  }

  @Override
  public boolean begunBySdk() {
    return begunBySdk;
  }

  @Override
  public void close() {
    getCreator().endSegment();
  }
}
