package com.example.xrayboot;

import com.amazonaws.xray.spring.aop.BaseAbstractXRayInterceptor;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Pointcut;
import org.springframework.stereotype.Component;

/** Makes subsegments of the methods of annotated classes. */
@Aspect
@Component
public class Inspector extends BaseAbstractXRayInterceptor {

  @Override
  @Pointcut("@within(com.amazonaws.xray.spring.aop.XRayEnabled) && bean(*)")
  public void xrayEnabledClasses() {}
}
