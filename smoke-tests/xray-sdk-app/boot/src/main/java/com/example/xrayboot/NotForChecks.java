package com.example.xrayboot;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;

/** Samples every request that is not the load balancer's. */
final class NotForChecks implements SamplingStrategy {

  @Override
  public SamplingResponse shouldTrace(SamplingRequest request) {
    return new SamplingResponse(!request.getUrl().orElse("").equals("/check"));
  }

  @Override
  public boolean isForcedSamplingSupported() {
    return false;
  }
}
